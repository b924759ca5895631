"""How is a story written for programs that cite? BibTeX for LaTeX, CSL-JSON for Zotero and its kin.

Pure. Names are kept whole, as one literal: most Indonesian names have no family name, and many are
one word. Entries: BibTeX as biblatex 3.20 reads it (section 2.1: `article`, `online`), and the CSL
1.0.2 data schema (docs/decisions/0012).
"""

import unicodedata
from dataclasses import replace
from typing import Any, Final
from urllib.parse import quote

from search import Kind, Moment, Story, story_key

from .words.figures import UNTITLED

_MONTHS: Final = "jan feb mar apr may jun jul aug sep oct nov dec".split()
"""The macros that every BibTeX style knows."""

_TEX: Final = str.maketrans(
    {sign: f"\\{sign}" for sign in "$&%#_"}
    | {"\\": r"\textbackslash{}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}"}
    # Escaped or not, BibTeX counts braces: a single one would swallow the rest of the file.
    | {"{": r"\textbraceleft{}", "}": r"\textbraceright{}"}
)
_IN_ADDRESS: Final = ";/?:@&=+$,#%!*'()[]-._~"
"""What stays in an address; the rest is percent-encoded, braces and backslashes too (RFC 3986)."""

_UNWRITTEN: Final = frozenset("\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
"""Signs that turn the direction of a text: they would turn the text around a citation too."""


def printable(story: Story) -> Story:
    """The story with title, source and names on one line each, free of controls."""
    return replace(
        story,
        title=_line(story.title) or UNTITLED,
        source=_line(story.source),
        authors=tuple(filter(None, map(_line, story.authors))),
    )


def citation_key(story: Story) -> str:
    """The name of a story in lists of works: made of its id alone, so that it stays."""
    return f"telusur-{story_key(story.id)}"


def bibtex(story: Story, address: str) -> str:
    """An entry of BibTeX: `article` where its paper is known, else `online`; ends with a newline.

    It reads with BibTeX and with biblatex; `address` is where readers find the story.
    """
    own, moment = printable(story), story.published
    fields = {
        "author": _braced(" and ".join(_braced(_tex(name)) for name in own.authors)),
        "title": _braced(_braced(_tex(own.title))),  # twice: its capitals stay as printed
        "journal": _braced(_tex(own.source)),
        "date": _braced(_iso(moment)) if moment else "",
        "year": _braced(moment.year) if moment else "",  # BibTeX does not know `date`
        "month": _MONTHS[date_parts(moment)[1] - 1] if moment and moment.month else "",
        "note": _braced(own.kind.value) if own.kind is not Kind.NEWS else "",
        "url": _braced(quote(address, safe=_IN_ADDRESS)),
        "langid": _braced("indonesian"),
    }
    lines = [f"  {name} = {value}" for name, value in fields.items() if value]
    kind = "article" if own.source else "online"
    return f"@{kind}{{{citation_key(story)},\n" + ",\n".join(lines) + "\n}\n"


def csl(story: Story, address: str) -> list[dict[str, Any]]:
    """CSL-JSON: a list of one item; what is not known is left out."""
    own = printable(story)
    item: dict[str, Any] = {
        "id": citation_key(story),
        "type": "article-newspaper",
        "title": own.title,
    }
    if own.authors:
        item["author"] = [{"literal": name} for name in own.authors]
    if own.source:
        item["container-title"] = own.source
    if own.published is not None:
        item["issued"] = {"date-parts": [list(date_parts(own.published))]}
    if own.kind is not Kind.NEWS:
        item["genre"] = own.kind.value
    return [{**item, "URL": quote(address, safe=_IN_ADDRESS), "language": "id"}]


def date_parts(moment: Moment) -> tuple[int, ...]:
    """Year, month and day of WIB, as far as they are known: (2023, 2, 27), (2023, 2), (2023,)."""
    return tuple(map(int, _iso(moment).split("-")))


def _iso(moment: Moment) -> str:
    return moment.day or moment.month or moment.year


def _braced(value: str) -> str:
    """A value as a field holds it; nothing where there is none."""
    return f"{{{value}}}" if value else ""


def _tex(text: str) -> str:
    return text.translate(_TEX)


def _line(text: str) -> str:
    kept = (sign for sign in text if sign not in _UNWRITTEN and not _is_control(sign))
    return " ".join("".join(kept).split())


def _is_control(sign: str) -> bool:
    """Whether a sign is written by nothing: controls (not blanks), and halves of a pair."""
    return unicodedata.category(sign) in ("Cc", "Cs") and not sign.isspace()
