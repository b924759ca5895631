"""Which places is a story about, told with certainty enough for a facet?"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Final

_CITY_CUE: Final = "kota"
_REGENCY_CUE: Final = "kabupaten"
_DISTRICT_CUE: Final = "kecamatan"
_PROVINCE_CUE: Final = "provinsi"
_CUES: Final = {
    "kota": _CITY_CUE,
    "walikota": _CITY_CUE,
    "pemkot": _CITY_CUE,
    "kabupaten": _REGENCY_CUE,
    "kab": _REGENCY_CUE,
    "pemkab": _REGENCY_CUE,
    "bupati": _REGENCY_CUE,
    "kecamatan": _DISTRICT_CUE,
    "kec": _DISTRICT_CUE,
    "camat": _DISTRICT_CUE,
    "provinsi": _PROVINCE_CUE,
    "pemprov": _PROVINCE_CUE,
    "gubernur": _PROVINCE_CUE,
    "polda": _PROVINCE_CUE,
    "kapolda": _PROVINCE_CUE,
}
# Every alternative opens with a letter, so that the search only stops at those letters.
_CUED: Final = re.compile(
    rf"(?P<cue>{'|'.join(f'{cue}|{cue.capitalize()}|{cue.upper()}' for cue in _CUES)})\b\.? "
    r"(?P<words>[A-Z][\w'’]*(?: [A-Z][\w'’]*){0,3})"
)
# Names that mean a place of Jambi wherever they stand; what stands before may say otherwise
# (the mouth of a river, Pangkalan Kerinci in Riau).
_ALONE: Final = {
    "merangin": "Merangin",
    "sarolangun": "Sarolangun",
    "bungo": "Bungo",
    "tebo": "Tebo",
    "batanghari": "Batanghari",
    "batang hari": "Batanghari",
    "muaro jambi": "Muaro Jambi",
    "muara jambi": "Muaro Jambi",
    "kerinci": "Kerinci",
    "sungai penuh": "Sungai Penuh",
    "sungaipenuh": "Sungai Penuh",
    "tanjung jabung barat": "Tanjung Jabung Barat",
    "tanjab barat": "Tanjung Jabung Barat",
    "tanjabbar": "Tanjung Jabung Barat",
    "tanjung jabung timur": "Tanjung Jabung Timur",
    "tanjab timur": "Tanjung Jabung Timur",
    "tanjabtim": "Tanjung Jabung Timur",
}
_NOT_BEFORE: Final = ("ungai ", "Pangkalan ", "SUNGAI ", "PANGKALAN ")
_RIVER_TOO: Final = "Batanghari"  # the river flows through half the province
_OFFICE_BEFORE: Final = re.compile(
    r"(?:kab\.|kabupaten|bupati|pemkab|polres|kapolres|dprd|kejari|kejaksaan negeri|rsud|bpbd|kpu"
    r"|bawaslu|kodim|dandim|disdik|kades se|desa di|warga|petani) $",
    re.IGNORECASE,
)
_OFFICE_REACH: Final = 20  # characters of the longest of them
_ALONE_PATTERN: Final = re.compile(
    r"(?:Merangin|Sarolangun|Bungo|Tebo"
    r"|Batang ?[Hh]ari|Muar[oa] Jambi|Kerinci|Sungai ?[Pp]enuh|Tanj(?:ung Jabung (?:Barat|Timur)"
    r"|ab (?:Barat|Timur)|ab(?:bar|tim))"
    r"|MERANGIN|SAROLANGUN|BUNGO|TEBO|BATANG ?HARI|MUAR[OA] JAMBI|KERINCI|SUNGAI ?PENUH"
    r"|TANJUNG JABUNG (?:BARAT|TIMUR)|TANJAB (?:BARAT|TIMUR))\b"
)


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """Names of places by the cue they need, folded -> as a facet shows them."""

    by_cue: dict[str, dict[str, str]]


@cache
def jambi_gazetteer() -> Gazetteer:
    """The province, its 11 regencies and cities and 141 districts (gazetteer-jambi.tsv).

    Villages are left out: many bear ordinary words (Harapan, Tepian), and none is a place for a
    facet by its name alone (research/language.md section 7.2).
    """
    by_cue: dict[str, dict[str, str]] = {cue: {} for cue in set(_CUES.values())}
    text = (
        resources.files("search").joinpath("language/data/gazetteer-jambi.tsv").read_text("utf-8")
    )
    for row in text.splitlines():
        if row.startswith("#"):
            continue
        _, level, name = row.split("\t")
        first, _, rest = name.partition(" ")
        match level:
            case "kabkota" if first == "Kota":
                by_cue[_CITY_CUE][rest.casefold()] = rest
            case "kabkota":
                by_cue[_REGENCY_CUE][rest.casefold()] = rest
            case "kecamatan":
                by_cue[_DISTRICT_CUE][name.casefold()] = name
            case "provinsi":
                by_cue[_PROVINCE_CUE][name.casefold()] = name
            case _:
                pass
    return Gazetteer(by_cue)


def find_places(
    texts: Iterable[str], *, dateline: str = "", gazetteer: Gazetteer | None = None
) -> tuple[str, ...]:
    """The places `texts` name with certainty, in order, each once; those of the dateline first.

    Certain are: the dateline (already in the case of a name); a gazetteer name after its cue
    ("Kecamatan Telanaipura", "Wali Kota Jambi"); the regencies of Jambi and Sungai Penuh wherever
    they stand (Batanghari, a river too, only after an office or people). "Jambi" is the city and
    the province: a dateline does not tell them apart, so the facet does not either. By default the
    gazetteer is Jambi's.
    """
    known = gazetteer or jambi_gazetteer()
    found = {_standard(part): None for part in re.split(r"\s*[,/]\s*", dateline) if part}
    text = "\n".join(texts)
    for _, place in sorted([*_cued(text, known), *_alone(text)]):
        found.setdefault(place)
    return tuple(found)


def _standard(name: str) -> str:
    return _ALONE.get(name.casefold(), name)


def _alone(text: str) -> Iterator[tuple[int, str]]:
    for match in _ALONE_PATTERN.finditer(text):
        start = match.start()
        if not _is_word_start(text, start) or text.endswith(_NOT_BEFORE, 0, start):
            continue
        place = _ALONE[match.group().casefold()]
        before = text[max(0, start - _OFFICE_REACH) : start]
        if place != _RIVER_TOO or _OFFICE_BEFORE.search(before):
            yield start, place


def _cued(text: str, gazetteer: Gazetteer) -> Iterator[tuple[int, str]]:
    for match in _CUED.finditer(text):
        if not _is_word_start(text, match.start()):
            continue
        names = gazetteer.by_cue[_CUES[match["cue"].casefold()]]
        words = match["words"].split(" ")
        for length in range(len(words), 0, -1):
            place = names.get(" ".join(words[:length]).casefold())
            if place is not None:
                yield match.start(), _standard(place)
                break


def _is_word_start(text: str, start: int) -> bool:
    return start == 0 or not text[start - 1].isalnum()
