"""Are days called as an Indonesian paper would call them?"""

from datetime import date

import pytest

from search.dates import DayRange
from search.language.daylabels import label


@pytest.mark.parametrize(
    ("first", "end", "expected"),
    [
        pytest.param("2023-02-27", "2023-02-28", "27 Februari 2023", id="a day"),
        pytest.param("2026-11-16", "2026-11-23", "16–22 November 2026", id="days of a month"),
        pytest.param("2026-11-30", "2026-12-07", "30 November–6 Desember 2026", id="two months"),
        pytest.param("2025-12-29", "2026-01-05", "29 Desember 2025–4 Januari 2026", id="two years"),
        pytest.param("2023-02-01", "2023-03-01", "Februari 2023", id="a month"),
        pytest.param("2023-01-01", "2023-04-01", "Januari–Maret 2023", id="months"),
        pytest.param("2022-11-01", "2023-02-01", "November 2022–Januari 2023", id="over New Year"),
        pytest.param("2023-01-01", "2024-01-01", "2023", id="a year"),
        pytest.param("2019-01-01", "2022-01-01", "2019–2021", id="years"),
        pytest.param("2023-02-01", "2023-02-28", "1–27 Februari 2023", id="not quite a month"),
    ],
)
def test_days_are_said_as_shortly_as_can_be(first: str, end: str, expected: str) -> None:
    """What both ends share is said once."""
    assert label(DayRange(date.fromisoformat(first), date.fromisoformat(end))) == expected
