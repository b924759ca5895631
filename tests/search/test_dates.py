"""Days and moments: what is known, to which precision, and which ranges take it."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.dates import WIB, WIT, DayRange, Moment, Precision, month_range, range_of, today_wib
from tests.builders import a_moment
from tests.strategies import day_ranges, moments

_DAYS = st.dates(date(1900, 1, 1), date(2100, 12, 31))


@given(moments())
def test_a_moment_survives_its_iso_text(moment: Moment) -> None:
    """Written and read, a moment is the same instant at the same precision."""
    assert Moment.from_iso(moment.iso()) == moment


@given(_DAYS)
def test_a_day_is_covered_by_itself_its_month_and_its_year(day: date) -> None:
    """Days, months and years of a date nest."""
    own = Moment.of_day(day)
    assert own.day == day.isoformat() == own.iso()
    for text in (own.day, own.month, own.year):
        named = range_of(text or "")
        assert named is not None and named.covers(own.days()) and day in named


@given(day_ranges(), moments())
def test_a_range_covers_what_lies_wholly_in_it(days: DayRange, moment: Moment) -> None:
    """Covering is holding every single day."""
    possible = moment.days()
    assert possible.start is not None and possible.end is not None
    count = (possible.end - possible.start).days
    each = [possible.start + timedelta(days=n) for n in range(count)]
    assert days.covers(possible) == all(day in days for day in each)


@given(st.dates(date(1900, 1, 1), date(2100, 11, 30)), st.integers(0, 500))
def test_a_named_range_includes_its_last_day(first: date, length: int) -> None:
    """`a..b` is half-open inside and holds b."""
    last = first + timedelta(days=length)
    if last.year <= 2100:
        days = range_of(f"{first}..{last}")
        assert days == DayRange(first, last + timedelta(days=1))
        assert days is not None and days.last == last and last in days


@given(moments(), moments())
def test_minutes_sort_as_instants(one: Moment, other: Moment) -> None:
    """The key of the date sorts agrees with the instants, in whatever zone they were printed."""
    assert (one.minutes() < other.minutes()) == (one.start < other.start)


@given(st.text(max_size=25) | st.text(st.sampled_from("0123456789-:T+Z. "), max_size=25))
def test_any_text_is_a_range_or_none(text: str) -> None:
    """Nothing typed behind `tanggal:` raises, and no range is empty."""
    days = range_of(text)
    if days is not None and days.start and days.end:
        assert days.start < days.end


@pytest.mark.parametrize(
    "text",
    ["", "kapan", "2023-02-30", "2023-13", "23-02-27", "1899", "2101", "2023-02-27T24:00",
     "2023-02-27T10:15+99:99", "27-02-2023", "2023..2022", "2023..kapan", "kapan..2023"],
    ids=["nothing", "a word", "no such day", "no such month", "two-digit year", "before papers",
         "far future", "hour 24", "no such zone", "day first", "turned round", "half a range",
         "other half"],
)  # fmt: skip
def test_what_names_no_days_gives_none(text: str) -> None:
    """Misreadings are refused, not mended."""
    assert range_of(text) is None


def test_a_side_of_a_range_may_be_open() -> None:
    """Blank sides restrict nothing."""
    assert range_of("2020..") == DayRange(date(2020, 1, 1), None)
    assert range_of("..2020") == DayRange(None, date(2021, 1, 1))
    both = range_of("..")
    assert both is not None and both.is_open and both.last is None
    assert date(1950, 5, 5) in both


def test_days_are_days_of_wib() -> None:
    """Half past midnight in Papua is still yesterday in Jambi, across a year too."""
    moment = Moment(datetime(2023, 1, 1, 0, 30, tzinfo=WIT), Precision.MINUTE)
    assert (moment.year, moment.month, moment.day) == ("2022", "2022-12", "2022-12-31")
    assert moment.iso() == "2023-01-01T00:30+09:00"
    assert moment.days() == DayRange(date(2022, 12, 31), date(2023, 1, 1))


def test_a_time_without_zone_is_wib() -> None:
    """Papers print no zone; theirs is the clock of Jambi."""
    assert a_moment("2023-02-27 10:15") == a_moment("2023-02-27T10:15:59+0700")
    assert a_moment("2023-02-27T10:15").start.tzinfo is WIB
    assert a_moment("2023-02-27T03:15Z").minutes() == a_moment("2023-02-27T10:15").minutes()


def test_what_is_vague_has_no_day() -> None:
    """A month has no day, a year no month; nothing is invented."""
    month, year = a_moment("2023-02"), a_moment("2023")
    assert (month.month, month.day) == ("2023-02", None)
    assert (year.year, year.month, year.day) == ("2023", None, None)
    assert month.days() == month_range(2023, 2) == DayRange(date(2023, 2, 1), date(2023, 3, 1))


def test_today_is_the_day_in_jambi() -> None:
    """Six in the evening in London is tomorrow in Jambi."""
    assert today_wib(datetime(2023, 2, 27, 18, tzinfo=UTC)) == date(2023, 2, 28)
