"""Who wrote a story, by its author field, its byline and the code in brackets at its end?"""

import re
from dataclasses import dataclass
from typing import Final

from .text import one_line, squeezed

_SEPARATOR: Final = re.compile(r"\s*[,;|/]\s*|\s+(?:dan|&)\s+")
_DEGREE: Final = re.compile(
    r"(?:[SMD]\.?\s?[A-Z][A-Za-z]{0,3}(?:\.[A-Za-z]{1,4})*\.?|A\.?Md\.?|Ph\.?\s?D\.?|MBA|Lc\.?"
    r"|M\.?Sc\.?|B\.?Sc\.?)(?:\s*\(?[A-Z][A-Za-z]*\)?)?",
)
_DESK: Final = re.compile(r"\s+[-–]\s*\w+$")  # "Rangga -detikOto", "Lucas Aditya - Sepakbola"
_TEAM_END: Final = re.compile(r"\s+tim redaksi$", re.IGNORECASE)
_LABEL: Final = re.compile(
    r"^\(?\s*(?:penulis|reporter|pewarta|oleh|laporan|wartawan|kontributor|by)\s*:\s*",
    re.IGNORECASE,
)
_EMAIL: Final = re.compile(r"\S+@\S+")
_DOMAIN: Final = re.compile(r"(?:www\.)?[\w-]+(?:\.[a-z]{2,10}){1,3}", re.IGNORECASE)
_NOBODY: Final = re.compile(
    r"(?:tim )?(?:redaksi|redaktur|admin(?:istrator)?|editor|newsroom)(?: \S+)?|tidak ditemukan"
    r"|tim (?:detik\w*|20detik|news|otomotif|disabilitas|regional|showbiz|health|okezone|bisnis"
    r"|lifestyle|cek fakta|republika|liputan\w*|\S+\.(?:com|co|id|co\.id))|none|null|n/?a|-"
    r"|anonim|adv(?:ertorial)?|iklan|pariwara",
    re.IGNORECASE,
)
_CREDIT: Final = re.compile(
    r"(?P<role>penulis|reporter|pewarta|oleh|editor|penerjemah|sumber)\s*:\s*"
    r"(?P<names>.*?)(?=\s*(?:penulis|reporter|pewarta|editor|penerjemah|sumber)\s*:|\s*\||$)",
    re.IGNORECASE,
)
_WRITERS: Final = frozenset({"penulis", "reporter", "pewarta", "oleh"})
_CORRESPONDENT: Final = re.compile(
    r"\s*laporan (?:wartawan|reporter)\s+(?:\S+\.\S+\s*,?|tribun\s?\w*\s*,?)?\s*(?P<name>.*)",
    re.IGNORECASE,
)
_CODE: Final = re.compile(
    r"\(\s*(?!ist\b)(?P<code>[A-Za-z]{2,8}(?:\s*[/&,-]\s*[A-Za-z0-9]{2,6}){0,2})\s*\)"
    r"\s*(?:iklan)?\s*$",
    re.IGNORECASE,
)
_NAME_IN_BRACKETS: Final = re.compile(
    r"\((?:[\w-]+(?:\.\w+){1,3}/)?(?P<name>[A-Z][\w'’.]+(?: [A-Z][\w'’.]*){1,4})\s*\)"
)
_PERSON: Final = re.compile(
    r"(?!Madrasah|Mahasiswa|Universitas|Siswa|SMA|SMP|PR )"
    r"[A-Z][\w'’`.-]*(?: [A-Z][\w'’`.-]*){0,4}(?:, .*)?"
)


@dataclass(frozen=True, slots=True)
class Byline:
    """What a byline line says, and the story's text that stood before it on the line."""

    before: str = ""
    code: str = ""
    authors: tuple[str, ...] = ()


def split_authors(text: str, *, source: str = "") -> tuple[str, ...]:
    """The people in an author field, in order, each once.

    Names joined by commas, slashes, "dan" and "&" are parted; degrees ("S.H., M.H.") stay with
    their name. Desks ("- detikNews"), e-mail addresses, the portal itself and "Tim Redaksi" are no
    people and are left out.
    """
    names: list[str] = []
    for piece in _SEPARATOR.split(_EMAIL.sub("", one_line(_LABEL.sub("", text)))):
        name = _TEAM_END.sub("", _DESK.sub("", piece.strip(" .-–()<>*")))
        if names and _DEGREE.fullmatch(piece.strip()):
            names[-1] += f", {piece.strip()}"
        elif name and not _is_nobody(name, source) and name not in names:
            names.append(name)
    return tuple(names)


def read_byline(line: str) -> Byline:
    """Part a line labelled `byline` into the text before it, a code, and people's names.

    Editors are not authors; a code stays as printed, "Yen" of "(Yen)".
    """
    bracketed = _NAME_IN_BRACKETS.fullmatch(line.strip())
    if bracketed is not None:
        return Byline(authors=(bracketed["name"].strip(),))
    correspondent = _CORRESPONDENT.fullmatch(line)
    if correspondent is not None:
        name = correspondent["name"].strip(" .,|")
        return Byline(authors=split_authors(name) if _PERSON.fullmatch(name) else ())
    credits_ = list(_CREDIT.finditer(line.strip(" ()")))
    if credits_:
        writers = [match["names"] for match in credits_ if match["role"].casefold() in _WRITERS]
        names = (name for text in writers for name in split_authors(text))
        return Byline(authors=tuple(name for name in names if _PERSON.fullmatch(name)))
    code = _CODE.search(line)
    if code is None:
        return Byline(before=line)
    return Byline(before=line[: code.start()].rstrip(), code=code["code"].strip())


def _is_nobody(name: str, source: str) -> bool:
    return (
        _NOBODY.fullmatch(name) is not None
        or _DOMAIN.fullmatch(name) is not None
        or not any(map(str.isalpha, name))
        or (bool(source) and squeezed(name) == squeezed(source))
    )
