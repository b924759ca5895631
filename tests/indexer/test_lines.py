"""Is every line of a page told for what it is?"""

import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.lines import LineLabel, label_line

CASES = Path(__file__).parents[1] / "cases" / "line.csv"


def _cases() -> list[tuple[str, str, str]]:
    with CASES.open(encoding="utf-8", newline="") as file:
        return [(row["input"], row["expected"], row["why"]) for row in csv.DictReader(file)]


@pytest.mark.parametrize(
    ("line", "expected"),
    [pytest.param(line, expected, id=f"{expected}: {why}") for line, expected, why in _cases()],
)
def test_labels_the_case_file(line: str, expected: str) -> None:
    """Every case of tests/cases/line.csv has the label it names."""
    assert label_line(line) == expected


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        pytest.param("[Gambas:Video 20detik]", LineLabel.WIDGET, id="an embedded video"),
        pytest.param("SCROLL TO CONTINUE WITH CONTENT", LineLabel.AD_MARKER, id="a scroll marker"),
        pytest.param(
            "Baca berita Kabar Hulu lainnya di Google News", LineLabel.WIDGET, id="a channel"
        ),
        pytest.param("Lihat juga Video: Banjir di Legok", LineLabel.READ_ALSO, id="a video link"),
        pytest.param("(Rina Apriyanti)", LineLabel.BYLINE, id="a name in brackets"),
        pytest.param("Oleh: Teguh Pranoloka", LineLabel.BYLINE, id="an author line"),
        pytest.param("- Bibit padi", LineLabel.BODY, id="a short bullet"),
        pytest.param(
            "Sidang dipimpin Lili (Hakim), Nurul (Advokat)", LineLabel.BODY, id="no advertorial"
        ),
        pytest.param("Fotonya: menarik sekali.", LineLabel.BODY, id="a word like a label"),
        pytest.param("KPK - Komisi itu menahan lagi.", LineLabel.BODY, id="an acronym is no place"),
        pytest.param("", LineLabel.BODY, id="nothing"),
    ],
)
def test_labels_lines_seen_on_other_portals(line: str, expected: LineLabel) -> None:
    """Furniture of other portals is known, and plain text that resembles it is not taken for it."""
    assert label_line(line) is expected


@given(st.text())
def test_every_line_has_a_label(line: str) -> None:
    """Whatever the line, there is one label and no error."""
    assert isinstance(label_line(line), LineLabel)


@pytest.mark.parametrize(
    "piece", ["(adv", "A - ", "a.", "(", "Penulis: ", " ", "AB "], ids=lambda piece: repr(piece)
)
def test_is_linear_on_hostile_lines(piece: str) -> None:
    """A line of 300,000 characters is labelled at once."""
    assert isinstance(label_line(piece * (300_000 // len(piece))), LineLabel)
