"""Which figures in a question look like a date and are none?"""

import re
from typing import Final

from .dayphrases import Phrase, Rule, Seen, rule

_LAWS: Final = tuple(
    "uu perppu perpu pp perpres keppres inpres permen kepmen permendagri pmk perda pergub perbup"
    " perwali perwako kepgub sk se".split()
)
_NUMBERED: Final = tuple(
    "pasal ayat nomor nomer no nmr bab rt rw km kode telp telepon hp wa nik halaman hal".split()
)
_FIGURES: Final = r"[0-9]{1,20}(?:[.,/-][0-9a-z]{1,20}){0,6}"


def _nothing(_: re.Match[str], __: Seen) -> Phrase | None:
    return None


_SUM: Final = rule(rf"(?:rp|idr|usd)\.?\s{{0,3}}{_FIGURES}", _nothing)
_NUMBER: Final = rule(
    rf"(?:{'|'.join(_NUMBERED)})\.?\s{{0,3}}{_FIGURES}(?:\.| )?(?:tahun [0-9]{{4}}(?!\w))?",
    _nothing,
)
_LAW: Final = rule(
    rf"(?:{'|'.join(_LAWS)}) (?:(?:nomor|no\.?)\s{{0,3}})?"
    r"[0-9]{1,4}(?: tahun |/| )[0-9]{4}(?!\w)",
    _nothing,
)
_FIELD: Final = rule(r"(?:tanggal|date):\S{1,40}", _nothing)
_ELEVENTH_OF_MARCH: Final = rule(r"sebelas maret(?!\w)", _nothing)  # a university

PHONE: Final = rule(
    r"(?:(?<=\+)62[\s.-]?|0)[1-9][0-9]{1,2}(?:[\s.)-]{0,2}[0-9]{2,5}){2,4}(?![0-9])", _nothing
)
"""0812-2023-1999."""
NAME_WITH_YEAR: Final = rule(r"[a-z]{1,2}-?[0-9]{1,3} [0-9]{4}(?!\w)", _nothing)
"""A year in the name of an event: U-20 2023, G20 2022."""
RULES_AGAINST: Final[tuple[tuple[tuple[str, ...], tuple[Rule, ...]], ...]] = (
    (("rp", "idr", "usd"), (_SUM,)),
    (_NUMBERED, (_NUMBER,)),
    (_LAWS, (_LAW,)),
    (("tanggal", "date"), (_FIELD,)),
    (("sebelas",), (_ELEVENTH_OF_MARCH,)),
)
"""First words -> rules whose matches name no days."""

COUNTED_THINGS: Final = (
    r"(?:orang|jiwa|kk|suara|unit|hektare?|ha|meter|m|km|kilometer|kg|kilogram|gram|ton|liter"
    r"|persen|rupiah|ribu|rb|juta|jt|mil[iy]ar|tril[iy]un|dolar|personel|butir|lembar|ekor|batang"
    r"|buah|paket|peserta|pelari|pcs|mdpl|watt|mw)"
)
"""What makes a number of the figures before it: "2000 orang" is no year."""
