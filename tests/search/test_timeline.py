"""Counts of stories by time: nothing is lost between the bars, and each says what is found."""

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from search import (
    Archive,
    BadQuery,
    Choice,
    DayRange,
    FacetName,
    Filters,
    Query,
    Sort,
    Timeline,
    at_any_time,
    chosen_days,
    count_periods,
    neighbouring_periods,
    open_archive,
    opened_by,
    range_of,
)
from tests.archives import archive_of
from tests.builders import a_story

_DATES = (
    "2019", "2019-03", "2019-03-01", "2019-12-31T23:30+07:00", "2020-01-01T00:30+09:00", "2022-02",
    "2022-02-28", "2022-02-28T10:00+07:00", "2022", None, None, "2022-03-01",
)  # fmt: skip
"""Half known ones among them, a midnight that is still the day before in WIB, and a silent 2021."""
_WORDS = ("banjir", "pasar", "jalan")

_WITHIN = st.sampled_from(["", "2019", "2020", "2021", "2022", "2019-03", "2022-02", "2021-07"])
_TEXT = st.sampled_from(["", *_WORDS, "ban*", "zzz"])
_SEVERAL = st.lists(st.sampled_from([*_WORDS, "-jalan"]), min_size=2, max_size=3).map(" ".join)
_CHOICES = st.sampled_from(
    [Choice(), Choice(("bencana",)), Choice((None,)), Choice((), ("niaga",))]
)
_DAYS = st.sampled_from(["2022", "2019..2022-02", "2019-03..2019-04", "..2022"]).map(range_of)


@st.composite
def _queries(draw: st.DrawFn) -> Query:
    """One word, or several under a date sort: what is found does not depend on how many there are
    (docs/ranking.md: in order of relevance, few are joined by those that miss a word).
    """
    filters = Filters().with_choice(FacetName.TOPIC, draw(_CHOICES))
    filters = replace(filters, days=draw(_DAYS | st.just(DayRange())))
    if draw(st.booleans()):
        filters = filters.with_choice(FacetName.YEAR, Choice((draw(st.sampled_from(_YEARS)),)))
    if draw(st.booleans()):
        return Query(text=draw(_TEXT), filters=filters, sort=draw(st.sampled_from(Sort)))
    return Query(text=draw(_SEVERAL), filters=filters, sort=Sort.NEWEST)


_YEARS = ["2019", "2022", None]


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Archive:
    """Thirty-six stories: every date with every word, by turns of a topic."""
    stories = [
        a_story(
            id=f"s{number}-{word}",
            title=f"Kabar {word} {number}",
            body=(f"Ada {word} di sini.", "Ada jalan juga." if number % 3 else "Tidak lagi."),
            published=date,
            topics=(("bencana",), ("niaga",), ())[number % 3],
        )
        for number, date in enumerate(_DATES)
        for word in _WORDS
    ]
    return open_archive(archive_of(tmp_path_factory.mktemp("arsip"), stories))


def _found(archive: Archive, query: Query) -> int:
    return archive.search(query, limit=0).total_stories


def _in(query: Query, days: DayRange) -> Query:
    free = at_any_time(query)
    return replace(free, filters=replace(free.filters, days=days))


@settings(deadline=None)
@given(query=_queries(), within=_WITHIN)
def test_the_periods_and_the_rest_are_all_stories(
    archive: Archive, query: Query, within: str
) -> None:
    """The counts of the periods and of the stories of no period add up to what is found there."""
    timeline = count_periods(archive, query, within)
    days = range_of(within) if within else DayRange()
    assert days is not None
    assert timeline.total == _found(archive, _in(query, days))
    assert sum(period.count for period in timeline.periods) + timeline.vague == timeline.total


@settings(deadline=None)
@given(query=_queries(), within=_WITHIN)
def test_a_period_counts_what_a_search_of_its_days_finds(
    archive: Archive, query: Query, within: str
) -> None:
    """Each period has the stories that the query finds in its days, of all the archive has.

    Where it has none of several words, a search of its days alone looks for fewer of them.
    """
    is_one_word = " " not in query.text
    for period in count_periods(archive, query, within).periods:
        if period.count or is_one_word:
            assert period.count == _found(archive, _in(query, period.days))
        assert period.of == _found(archive, Query(filters=Filters(days=period.days)))


@settings(deadline=None)
@given(text=_SEVERAL, within=_WITHIN)
def test_a_period_never_promises_more_than_is_found(
    archive: Archive, text: str, within: str
) -> None:
    """In order of relevance a period may hold more: there more words may be missed."""
    query = Query(text=text)
    for period in count_periods(archive, query, within).periods:
        assert period.count <= _found(archive, _in(query, period.days))


@pytest.mark.parametrize(
    ("within", "step", "first", "last", "count"),
    [
        ("", FacetName.YEAR, "2019", "2022", 4),
        ("2021", FacetName.MONTH, "2021-01", "2021-12", 12),
        ("2022-02", FacetName.DAY, "2022-02-01", "2022-02-28", 28),
    ],
    ids=["years of the archive", "months of a year", "days of a month"],
)
def test_no_period_is_left_out(
    archive: Archive, within: str, step: FacetName, first: str, last: str, count: int
) -> None:
    """Periods without a story stand between the others, also where nothing is found at all."""
    for text in ("banjir", "zzz"):
        timeline = count_periods(archive, Query(text=text), within)
        names = [period.iso for period in timeline.periods]
        assert (timeline.step, names[0], names[-1], len(names)) == (step, first, last, count)


def test_half_a_date_counts_as_far_as_it_goes(archive: Archive) -> None:
    """A story of which the year is known counts in its year, and in none of the months."""
    banjir = Query(text='"kabar banjir"')
    assert _told(count_periods(archive, banjir)) == ({"2019": 5, "2022": 5}, 2)
    assert _told(count_periods(archive, banjir, "2022")) == ({"2022-02": 3, "2022-03": 1}, 1)
    assert _told(count_periods(archive, banjir, "2022-02")) == ({"2022-02-28": 2}, 1)


def _told(timeline: Timeline) -> tuple[dict[str, int], int]:
    return {own.iso: own.count for own in timeline.periods if own.count}, timeline.vague


@pytest.mark.parametrize("within", ["zzz", "2022-02-28", "2022..2023", "2022-13"])
def test_what_is_no_year_or_month_is_refused(archive: Archive, within: str) -> None:
    """Days have no parts, and what names no period is a bad query."""
    for ask in (count_periods, neighbouring_periods):
        with pytest.raises(BadQuery):
            ask(archive, Query(), within)


def test_the_nearest_periods_with_stories_are_the_neighbours(archive: Archive) -> None:
    """Silent years and months are passed over, also across the turn of a year; ends have none."""
    banjir = Query(text='"kabar banjir"', filters=Filters(days=DayRange()))
    assert neighbouring_periods(archive, banjir, "2021") == (("2019", 5), ("2022", 5))
    assert neighbouring_periods(archive, banjir, "2022") == (("2019", 5), None)
    assert neighbouring_periods(archive, banjir, "2022-02") == (("2019-12", 2), ("2022-03", 1))


@pytest.mark.parametrize(
    ("days", "opened"),
    [
        ("2022", "2022"),
        ("2022-02", "2022-02"),
        ("2022-02-28", "2022-02"),
        ("2022-02-05..2022-02-07", "2022-02"),
        ("2022-02..2022-03", "2022"),
        ("2021..2022", ""),
        ("2021..", ""),
        ("..2021", ""),
    ],
)
def test_a_range_of_days_opens_the_period_around_it(days: str, opened: str) -> None:
    """The smallest month or year that holds all days that are chosen."""
    found = range_of(days)
    assert found is not None
    assert opened_by(Filters(days=found)) == opened
    assert chosen_days(Filters(days=found)) == (found,)


@pytest.mark.parametrize(
    ("choices", "opened"),
    [
        ({FacetName.YEAR: ("2022",)}, "2022"),
        ({FacetName.YEAR: ("2021", "2022")}, ""),
        ({FacetName.YEAR: ("2022",), FacetName.MONTH: ("2022-02",)}, "2022-02"),
        ({FacetName.MONTH: ("2022-02", "2022-03")}, "2022"),
        ({FacetName.DAY: ("2022-02-28",)}, "2022-02"),
        ({FacetName.YEAR: ("2022",), FacetName.MONTH: (None,)}, "2022"),
        ({FacetName.YEAR: (None,)}, ""),
        ({FacetName.YEAR: ("kapan",)}, ""),
        ({FacetName.YEAR: ("2021..2022",)}, ""),
    ],
    ids=str,
)
def test_chosen_values_of_time_open_a_period_too(
    choices: dict[FacetName, tuple[str | None, ...]], opened: str
) -> None:
    """The finest values count; unknown ones and those that name no time open nothing."""
    filters = Filters()
    for facet, values in choices.items():
        filters = filters.with_choice(facet, Choice(values))
    assert opened_by(filters) == opened


def test_an_archive_without_dates_has_no_periods(tmp_path: Path) -> None:
    """All its stories are undated, and that is said."""
    archive = open_archive(archive_of(tmp_path, [a_story(id="s1"), a_story(id="s2")]))
    timeline = count_periods(archive, Query())
    assert (timeline.periods, timeline.vague, timeline.total) == ((), 2, 2)
