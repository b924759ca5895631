"""What are the months, the days of the week and the clocks called in a newspaper?"""

from collections.abc import Iterable
from datetime import UTC, timezone
from typing import Final

from search.dates import WIB, WIT, WITA

_MONTH_NAMES: Final = (
    ("jan", "januari", "january", "djanuari"),
    ("feb", "februari", "february", "pebruari", "peb", "febuari"),
    ("mar", "maret", "march", "mrt"),
    ("apr", "april"),
    ("mei", "may"),
    ("jun", "juni", "june", "djuni"),
    ("jul", "juli", "july", "djuli"),
    ("agu", "agustus", "agst", "agus", "agt", "ags", "aug", "august"),
    ("sep", "september", "sept"),
    ("okt", "oktober", "oct", "october"),
    ("nov", "november", "nop", "nopember"),
    ("des", "desember", "dec", "december"),
)
MONTHS: Final = {name: n for n, names in enumerate(_MONTH_NAMES, 1) for name in names}
"""Name, folded, old and short spellings too -> number from 1."""
MONTH_TITLES: Final = (
    "Januari", "Februari", "Maret", "April", "Mei", "Juni", "Juli", "Agustus", "September",
    "Oktober", "November", "Desember",
)  # fmt: skip
"""The months in order, as a reader is shown them; January is the first, at 0."""
MONTHS_IN_PRINT: Final = (
    ("januari", "jan"), ("februari", "pebruari", "feb"), ("maret", "mar"), ("april", "apr"),
    ("mei",), ("juni", "jun"), ("juli", "jul"), ("agustus", "agu", "agt"), ("september", "sep"),
    ("oktober", "okt"), ("november", "nopember", "nov"), ("desember", "des"),
)  # fmt: skip
"""How papers print each month inside a date, folded, the commonest first; January at 0."""
WEEKDAYS: Final = {
    name: n
    for n, names in enumerate(
        (
            ("senin", "monday"),
            ("selasa", "tuesday"),
            ("rabu", "wednesday"),
            ("kamis", "thursday"),
            ("jumat", "friday"),
            ("sabtu", "saturday"),
            ("minggu", "ahad", "sunday"),
        )
    )
    for name in names
}
ZONES: Final[dict[str, timezone]] = {
    "wib": WIB,
    "wita": WITA,
    "wit": WIT,
    "z": UTC,
    "utc": UTC,
    "gmt": UTC,
}
"""Short name, folded -> clock; the three of Indonesia have no daylight saving."""


def either(words: Iterable[str]) -> str:
    """A pattern for any of `words`, longer ones first (so that "juni" is not read as "jun")."""
    return "|".join(sorted(words, key=len, reverse=True))


MONTH: Final = rf"(?:{either(MONTHS)})"
"""A pattern for the name of a month, without groups."""
WEEKDAY: Final = rf"\b(?P<weekday>{either(WEEKDAYS)})\b"
"""A pattern for the name of a day, as the group `weekday`."""
