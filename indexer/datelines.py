"""Where was a story filed, by its dateline ("JAMBI, Mediajambi.com – ...")?"""

import re
from dataclasses import dataclass
from typing import Final

MAX_DATELINE_CHARS: Final = 90  # portal, place and region together; longer is a sentence

_DOMAIN: Final = r"[A-Za-z0-9][\w-]*(?: [A-Z][\w-]*)?(?:\.[A-Za-z]{2,10}){1,3}(?![\w])(?!\.\w)"
_NAMED_PORTAL: Final = (
    r"(?:(?:CNN|CNBC) Indonesia|ANTARA|Antara|detik[A-Za-z]*|Kompas|KOMPAS|POSMETRO MEDAN"
    r"|INFO NASIONAL)\b(?!\.)"
)
_PORTAL: Final = rf"(?:{_DOMAIN}|{_NAMED_PORTAL})"
_WORD: Final = r"[A-Z](?:[A-Z'’]+|[a-z'’]+)\b\.?"  # not "JakartaMarc", which a scrape glued
_PLACE: Final = rf"{_WORD}(?:[ -]{_WORD}){{0,3}}(?:/{_WORD})?"
_REGION: Final = rf"(?:\s?, ?{_PLACE})?"
_DASH: Final = r"\s*(?:--+|[–—]|\s-|-\s)+\s*"  # a bare hyphen is one only beside a blank
_OPEN_DASH: Final = r"(?:\s+(?:--+|[–—-])|(?<=[A-Z])\s?-(?=\s)|\s?(?:--|[–—])(?=\s))\s*"

# research/language.md section 6 has the six shapes; here with what scrapes make of them.
_WITH_PORTAL: Final = re.compile(
    rf"(?:{_PORTAL}\s*[,|.]?\s*(?P<after>{_PLACE}{_REGION})\s*,?"
    rf"|(?P<before>{_PLACE}{_REGION})\s*[,|]\s*{_PORTAL}"
    rf"|(?P<outside>{_PLACE}{_REGION})\s*\(\s*(?:{_PORTAL}|[A-Z][A-Z. ]{{2,25}})\s*\)"
    rf"|{_PORTAL}\s*,?){_DASH}"
)
_KONTAN: Final = re.compile(rf"{_DOMAIN}{_DASH}(?P<place>[A-Z]{{4,}}(?: [A-Z]{{4,}})?)\. (?=[A-Z])")
_SHOUTED: Final = re.compile(
    rf"(?P<place>(?:KAB\. )?[A-Z][A-Z'’]{{2,}}(?:[ -][A-Z'’]{{2,}}){{0,3}}{_REGION})"
    rf"(?:\s*,{_DASH}|{_OPEN_DASH})(?=[A-Z0-9\"“‘'(])"
)
_SPOKEN: Final = re.compile(
    r"(?P<place>[A-Z][a-z]{2,}(?: [A-Z][a-z]+)?(?:\s?, [A-Z][a-z]+(?: [A-Z][a-z]+)?)?)"
    rf"\s*{_OPEN_DASH}(?=[A-Z0-9\"“‘'(])"
)
_HOLE: Final = re.compile(r"[\s,]*(?:--+|[–—]|-)+\s*[\s,]*(?=[A-Z\"“])")
# "KPK - ..." opens a sentence, "JAMBI - ..." a story: five letters count as a place if they can be
# spoken, fewer only if they are known.
_MAYBE_ACRONYM: Final = re.compile(r"[A-Z]{2,5}")
_SPOKEN_WORD: Final = re.compile(r"(?!.*[^AEIOU]{3})[A-Z]*[AEIOU][A-Z]*[AEIOU][A-Z]*")
_SHORT_PLACES: Final = frozenset(
    {"TEBO", "SOLO", "BALI", "ACEH", "BATU", "BIMA", "PATI", "ROMA", "DOHA", "GAZA"}
)
_NO_PLACES: Final = frozenset({"ASEAN", "HIPMI"})
_KEPT_CAPITALS: Final = frozenset({"DKI", "NTB", "NTT", "DIY", "OKU", "OKI", "HSU", "HST", "IKN"})


@dataclass(frozen=True, slots=True)
class Dateline:
    """A dateline and what follows it; `place` is "" where it names only the portal."""

    place: str
    rest: str


def split_dateline(paragraph: str) -> Dateline | None:
    """Cut the dateline off a story's first paragraph; None where it has none.

    The place is written as a name (`MUARO JAMBI` -> `Muaro Jambi`).
    """
    head = paragraph[:MAX_DATELINE_CHARS]
    kontan = _KONTAN.match(head)
    if kontan is not None:
        return Dateline(as_name(kontan["place"]), paragraph[kontan.end() :])
    match = _WITH_PORTAL.match(head)
    if match is not None and match.end() < len(paragraph):
        place = match["after"] or match["before"] or match["outside"] or ""
        return Dateline(as_name(place), paragraph[match.end() :])
    match = _SHOUTED.match(head) or _SPOKEN.match(head)
    if match is not None and not _is_acronym(match["place"]):
        return Dateline(as_name(match["place"]), paragraph[match.end() :])
    return None


def without_lost_dateline(paragraph: str) -> str:
    """A story's first paragraph without the dash that remains where a dateline's link was lost."""
    match = _HOLE.match(paragraph[:MAX_DATELINE_CHARS])
    return paragraph if match is None else paragraph[match.end() :]


def as_name(place: str) -> str:
    """A place in the case of a name: `MUARO JAMBI, RIAU` -> `Muaro Jambi, Riau`."""
    words = " ".join(place.replace(" ,", ",").strip(" ,.").split()).split(" ")
    return " ".join(_named(word) for word in words)


def _named(word: str) -> str:
    if not word.isupper() or word.strip(",.") in _KEPT_CAPITALS:
        return word
    return "-".join(part.capitalize() for part in word.split("-"))


def _is_acronym(place: str) -> bool:
    if _MAYBE_ACRONYM.fullmatch(place) is None or place in _SHORT_PLACES:
        return False
    return len(place) < 5 or place in _NO_PLACES or _SPOKEN_WORD.fullmatch(place) is None
