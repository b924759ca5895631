"""Figures, dates and sentences as a reader sees them."""

import re
from datetime import date
from pathlib import Path

import pytest

from search import DayRange, FacetName, Reason, Related
from tests.builders import a_moment, a_story
from webui import words

_TEMPLATES = sorted(Path("webui/templates").glob("*.html"))


@pytest.mark.parametrize(
    ("iso", "printed"),
    [
        ("2024-02-09", "9 Februari 2024"),
        ("2023-02-27T14:30+07:00", "27 Februari 2023, 14.30 WIB"),
        ("2023-02-27T14:30+08:00", "27 Februari 2023, 14.30 WITA"),
        ("2023-02-27T14:30+09:00", "27 Februari 2023, 14.30 WIT"),
        ("2023-02-27T14:30Z", "27 Februari 2023, 14.30 UTC+0000"),
        ("2023-02-27T14:30+07:30", "27 Februari 2023, 14.30 UTC+0730"),
        ("2023-12", "Desember 2023"),
        ("2023", "2023"),
    ],
)
def test_a_date_is_written_as_a_newspaper_does(iso: str, printed: str) -> None:
    """A date is said as exactly as it is known, times with a point and their zone."""
    assert words.figures.tanggal(a_moment(iso)) == printed


def test_an_unknown_date_is_shown_as_printed() -> None:
    """What the paper printed stands in for a date that could not be read."""
    assert words.figures.tanggal(None, "Senin (27/2)") == "Senin (27/2)"
    assert words.figures.tanggal(None) == "tanpa tanggal"


def test_thousands_have_points() -> None:
    """Figures are written the Indonesian way."""
    figures = {0: "0", 999: "999", 1_234: "1.234", 1_234_567: "1.234.567"}
    assert {number: words.figures.angka(number) for number in figures} == figures


@pytest.mark.parametrize(
    ("start", "end", "said"),
    [
        (date(2024, 1, 1), date(2024, 3, 6), "1 Januari 2024 s.d. 5 Maret 2024"),
        (date(2024, 1, 1), date(2024, 1, 2), "1 Januari 2024"),
        (date(2024, 1, 1), None, "sejak 1 Januari 2024"),
        (None, date(2024, 1, 2), "hingga 1 Januari 2024"),
    ],
    ids=["both", "one day", "from", "until"],
)
def test_a_range_of_days_is_said_with_its_last_day(
    start: date | None, end: date | None, said: str
) -> None:
    """Ranges are half-open inside, and include the last day named outside."""
    assert words.figures.days_text(DayRange(start, end)) == said


@pytest.mark.parametrize(
    ("own", "other", "said"),
    [
        ("2024-03-15", "2024-03-12", "3 hari sebelumnya"),
        ("2024-03-15T23:30+07:00", "2024-03-16", "1 hari sesudahnya"),
        ("2024-03-15", "2024-03-15", "pada hari yang sama"),
        ("2024-03-15", "2024-09-15", "sekitar 6 bulan sesudahnya"),
        ("2024-03-15", "2020-03-15", "sekitar 4 tahun sebelumnya"),
        ("2024-03", "2024-03-15", ""),
        ("2024-03-15", None, ""),
    ],
)
def test_a_reason_says_how_long_before_or_after(own: str, other: str | None, said: str) -> None:
    """The time between related stories has a direction, and is left out where not known."""
    story = a_story(id="a", published=own)
    reason = Reason(terms=("banjir", "sengeti"), places=("Sengeti",))
    relative = Related(story=a_story(id="b", published=other), score=1.0, reason=reason)
    ties = "sama-sama: banjir, Sengeti"
    assert words.story.reason_text(story, relative) == (f"{ties} · {said}" if said else ties)


def test_every_facet_has_a_name_and_a_word_for_unknown() -> None:
    """No facet is shown under its English name."""
    for facet in FacetName:
        assert facet in words.figures.FACET_TITLES
        assert words.figures.value_text(facet, None) == words.figures.UNKNOWN_VALUES[facet]
    assert words.figures.value_text(FacetName.DAY, "2024-03-15") == "15 Maret 2024"


@pytest.mark.parametrize("template", _TEMPLATES, ids=lambda path: path.name)
def test_a_template_holds_no_words_itself(template: Path) -> None:
    """Every label comes from words.py: between tags stand only expressions and signs."""
    text = re.sub(r"\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}", " ", template.read_text("utf-8"), flags=re.S)
    shown = re.sub(r"<[^>]*>", " ", text)
    assert re.findall(r"\w+", shown) == []
    assert re.findall(r'(?:title|aria-label|placeholder|alt)="[^"\s]', text) == []
