"""The lists: which topics, authors and places are there at all, for who does not know the word?"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final
from urllib.parse import urlencode

from flask import Blueprint, request

from search import Archive, Choice, FacetName, Filters, Query
from search.language.folding import fold
from webui import words
from webui.contexts import Initial, Link, NamedValue, OrderLink, ValuesPage
from webui.rendering import canonical, render, the_archive
from webui.urls import PAGE_NAMES, address, grouped, rooted, whole_number

from .browsing import counts
from .listing import value_href

pages = Blueprint("values", __name__)

_AT_ONCE: Final = 300  # values of a page: some 50 kB
_LETTERS_FROM: Final = 40  # values from which ways to the initials help
_SHOWN_CHARS: Final = 60  # of what was typed, in a sentence
_BY_LETTER: Final = "abjad"
_OTHER: Final = "lainnya"  # the anchor of names that begin with no Latin letter


@dataclass(frozen=True, slots=True, kw_only=True)
class _Asked:
    """A list as its address names it."""

    facet: FacetName
    wanted: str
    by_letter: bool
    page: int

    def href(self, *, page: int = 1, by_letter: bool | None = None, part: str = "") -> str:
        """The address of another page or order of the same list."""
        ordered = self.by_letter if by_letter is None else by_letter
        pairs = [("cari", self.wanted)] if self.wanted else []
        pairs += [("urut", _BY_LETTER)] if ordered else []
        pairs += [("hal", str(page))] if page > 1 else []
        path = rooted(f"/{PAGE_NAMES[self.facet]}")
        query = f"?{urlencode(pairs, errors='replace')}" if pairs else ""
        return f"{path}{query}{part}"


@pages.get("/topik", defaults={"facet": FacetName.TOPIC})
@pages.get("/penulis", defaults={"facet": FacetName.AUTHOR})
@pages.get("/tempat", defaults={"facet": FacetName.PLACE})
def show(facet: FacetName) -> str:
    """All topics, authors or places, e.g. /penulis?cari=rin&urut=abjad&hal=2."""
    given = grouped(request.args.items(multi=True))
    asked = _Asked(
        facet=facet,
        wanted=given.get("cari", [""])[-1],
        by_letter=given.get("urut", [""])[-1] == _BY_LETTER,
        page=whole_number(given, "hal", default=1, least=1),
    )
    archive = the_archive()
    found = counts(archive, Query(), facet)[facet]
    return render(_page(archive, asked, found))


def _page(archive: Archive, asked: _Asked, found: Mapping[str | None, int]) -> ValuesPage:
    facet, wanted = asked.facet, fold(asked.wanted)
    names = [value for value in found if value is not None]
    shown = [value for value in names if wanted in fold(value)]
    if asked.by_letter:
        shown.sort(key=_by_letter)
    last = max(1, -(-len(shown) // _AT_ONCE))
    page = min(asked.page, last)
    part = shown[(page - 1) * _AT_ONCE : page * _AT_ONCE]
    typed = asked.wanted[:_SHOWN_CHARS]
    return ValuesPage(
        heading=words.figures.FACET_TITLES[facet],
        kind=PAGE_NAMES[facet],
        count=words.browsing.values_text(facet, len(shown), len(names), typed),
        unknown=None if wanted else _unknown(facet, found.get(None, 0)),
        action=rooted(f"/{PAGE_NAMES[facet]}"),
        label=words.browsing.filter_label(facet),
        wanted=asked.wanted,
        keeps=(("urut", _BY_LETTER),) if asked.by_letter else (),
        orders=tuple(_orders(asked)) if len(shown) > 1 else (),
        letters=tuple(_letters(asked, shown)),
        groups=tuple(_groups(asked, _views(archive, facet, part, found))),
        page=words.searching.page_text(page, last) if last > 1 else "",
        previous=asked.href(page=page - 1) if page > 1 else "",
        next=asked.href(page=page + 1) if page < last else "",
        ways=() if shown or not asked.wanted else tuple(_ways(asked, typed)),
        canonical=canonical(asked.href(page=page)),
        query=Query(),
    )


def _views(
    archive: Archive, facet: FacetName, values: Iterable[str], found: Mapping[str | None, int]
) -> list[NamedValue]:
    years = _years(archive, facet)
    return [
        NamedValue(
            text=value,
            href=value_href(facet, value),
            count=words.figures.angka(found[value]),
            years=words.browsing.years_text(*years[value]) if value in years else "",
        )
        for value in values
    ]


def _years(archive: Archive, facet: FacetName) -> dict[str, tuple[str, str]]:
    """Value -> the first and last year that it has stories of; one search a year."""
    known = counts(archive, Query(), FacetName.YEAR)[FacetName.YEAR]
    spans: dict[str, tuple[str, str]] = {}
    for year in sorted(year for year in known if year is not None):
        filters = Filters().with_choice(FacetName.YEAR, Choice((year,)))
        for value in counts(archive, Query(filters=filters), facet)[facet]:
            if value is not None:
                spans[value] = spans.get(value, (year, year))[0], year
    return spans


def _groups(asked: _Asked, values: Sequence[NamedValue]) -> Iterator[Initial]:
    if not asked.by_letter:
        if values:
            yield Initial(id="", letter="", values=tuple(values))
        return
    for initial, own in groupby(values, key=lambda value: _initial(value.text)):
        yield Initial(id=_anchor(initial), letter=_letter_text(initial), values=tuple(own))


def _letters(asked: _Asked, shown: Sequence[str]) -> Iterator[Link]:
    """The way to each initial, on whatever page its first value is."""
    if not asked.by_letter or len(shown) < _LETTERS_FROM:
        return
    met: set[str] = set()
    for at, value in enumerate(shown):
        initial = _initial(value)
        if initial not in met:
            met.add(initial)
            href = asked.href(page=at // _AT_ONCE + 1, part=f"#{_anchor(initial)}")
            yield Link(text=_letter_text(initial), href=href)


def _orders(asked: _Asked) -> Iterator[OrderLink]:
    for text, by_letter in ((words.browsing.LARGEST, False), (words.browsing.BY_LETTER, True)):
        href = asked.href(by_letter=by_letter)
        yield OrderLink(text=text, href=href, in_use=by_letter is asked.by_letter)


def _unknown(facet: FacetName, count: int) -> Link | None:
    if not count:
        return None
    return Link(text=words.browsing.without_text(facet, count), href=value_href(facet, None))


def _ways(asked: _Asked, typed: str) -> Iterator[Link]:
    yield Link(text=words.browsing.search_text(typed), href=address(Query(text=asked.wanted)))
    everything = _Asked(facet=asked.facet, wanted="", by_letter=asked.by_letter, page=1)
    yield Link(text=words.browsing.SHOW_ALL, href=everything.href())


def _by_letter(value: str) -> tuple[bool, str, str]:
    """Names that begin with no Latin letter come last."""
    return not _initial(value), fold(value).strip(), value


def _initial(value: str) -> str:
    """The letter a name stands under; "" for none of the Latin ones."""
    first = fold(value).strip()[:1]
    return first.upper() if "a" <= first <= "z" else ""


def _anchor(initial: str) -> str:
    return f"huruf-{initial.lower() or _OTHER}"


def _letter_text(initial: str) -> str:
    return initial or words.browsing.OTHER
