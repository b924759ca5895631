"""How does a query become an address, and an address a query?

Pure but for the path the site stands at, which a request knows; one query has one address. In a
facet's parameter `-value` excludes and every literal leading `-` is doubled, so an odd number of
them excludes; the unknown value (an undated story, say) is a single `~`, and a literal leading `~`
is doubled. Unknown parameters and blank values, as a form sends them, are ignored; values that
cannot be read are refused.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final
from urllib.parse import quote_plus

from flask import has_request_context, request

from search import BadQuery, Choice, DayRange, FacetName, Filters, Query, Sort, range_of

from .pagequery import SHARE, PageQuery, drawing

Pairs = Iterable[tuple[str, str]]

PAGE_NAMES: Final = {
    FacetName.TOPIC: "topik", FacetName.AUTHOR: "penulis", FacetName.PLACE: "tempat",
    FacetName.KIND: "jenis", FacetName.YEAR: "tahun", FacetName.MONTH: "bulan",
    FacetName.DAY: "hari",
}  # fmt: skip
"""The parameters of the pages; the API uses the facets' own names."""

_UNKNOWN: Final = "~"
_SHOWN_CHARS: Final = 40  # of a value that cannot be read, in the sentence that says so


OFF: Final = "tidak"
"""What switches `perluas` (other spellings, acronyms) or `koreksi` off."""

ALL: Final = "semua"
"""What `salinan` shows: every near copy as a hit of its own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A query and which of its pages (from 1) is wanted."""

    query: Query
    page: int = 1


def from_pairs(pairs: Pairs) -> Asked:
    """Read the parameters of a search page.

    Raises:
        BadQuery: `dari`, `sampai`, `urut` or `hal` cannot be read.
    """
    values = _grouped(pairs)
    query = Query(
        text=_last(values, "q"),
        filters=filters_from(values, PAGE_NAMES, first="dari", last="sampai"),
        sort=sort_from(values, "urut"),
        expand=_last(values, "perluas") != OFF,
        correct=_last(values, "koreksi") != OFF,
        fold=_last(values, "salinan") != ALL,
    )
    compare, share = _last(values, "banding"), _last(values, "garis") == SHARE
    return Asked(
        query=drawing(query, compare=compare, share=share),
        page=whole_number(values, "hal", default=1, least=1),
    )


def filters_from(
    values: Mapping[str, list[str]], names: Mapping[FacetName, str], *, first: str, last: str
) -> Filters:
    """The filters that parameters name.

    Raises:
        BadQuery: the days cannot be read.
    """
    filters = Filters(days=_days(values, first, last))
    for facet, name in names.items():
        given = [value for value in values.get(name, ()) if value.strip("-") or len(value) > 1]
        include = tuple(dict.fromkeys(_value(v) for v in given if not _negates(v)))
        exclude = tuple(dict.fromkeys(_value(v[1:]) for v in given if _negates(v)))
        filters = filters.with_choice(facet, Choice(include, exclude))
    return filters


def _days(values: Mapping[str, list[str]], first: str, last: str) -> DayRange:
    start, end = _last(values, first), _last(values, last)
    for name, text, alone in ((first, start, f"{start}.."), (last, end, f"..{end}")):
        if range_of(alone) is None:
            piece = f"{name}={_short(text)}"
            raise BadQuery(f"{piece!r} names no day", reason="date", piece=piece)
    days = range_of(f"{start}..{end}")
    if days is None:
        piece = f"{first}={start}, {last}={end}"
        raise BadQuery(f"{piece!r} ends before it begins", reason="days", piece=piece)
    return days


def sort_from(values: Mapping[str, list[str]], name: str) -> Sort:
    """The sort that a parameter names; by relevance where it is blank.

    Raises:
        BadQuery: there is none.
    """
    text = _last(values, name)
    try:
        return Sort(text) if text else Sort.RELEVANCE
    except ValueError:
        piece = f"{name}={_short(text)}"
        raise BadQuery(f"there is no sort {piece!r}", reason="sort", piece=piece) from None


def whole_number(
    values: Mapping[str, list[str]], name: str, *, default: int, least: int, most: int = 10**9
) -> int:
    """A number among the parameters.

    Raises:
        BadQuery: it is none, or out of bounds.
    """
    text = _last(values, name)
    if not text:
        return default
    if not (text.isascii() and text.isdigit() and len(text) < 12) or not least <= int(text) <= most:
        piece = f"{name}={_short(text)}"
        message = f"{piece!r} is no number from {least} to {most}"
        raise BadQuery(message, reason="number", piece=piece, least=least, most=most)
    return int(text)


def to_pairs(query: Query, *, page: int = 1) -> list[tuple[str, str]]:
    """The parameters of a query's address, in the same order however they were chosen."""
    pairs = [("q", query.text)] if query.text else []
    for facet, choice in query.filters.choices:
        name = PAGE_NAMES[facet]
        pairs += [(name, text) for text in sorted(map(written, choice.include))]
        pairs += [(name, f"-{text}") for text in sorted(map(written, choice.exclude))]
    days = query.filters.days
    pairs += [("dari", days.start.isoformat())] if days.start else []
    pairs += [("sampai", days.last.isoformat())] if days.last else []
    pairs += [("urut", query.sort.value)] if query.sort is not Sort.RELEVANCE else []
    pairs += [] if query.expand else [("perluas", OFF)]
    pairs += [] if query.correct else [("koreksi", OFF)]
    pairs += [] if query.fold else [("salinan", ALL)]
    if isinstance(query, PageQuery):
        pairs += [("banding", query.compare)] if query.compare else []
        pairs += [("garis", SHARE)] if query.share else []
    pairs += [("hal", str(page))] if page > 1 else []
    return pairs


def address(query: Query, *, page: int = 1, path: str = "/cari") -> str:
    """The address of one page of a query's results, on this host: "/arsip/cari?q=banjir"."""
    pairs = to_pairs(query, page=page)
    return rooted(f"{path}?{'&'.join(map(_parameter, pairs))}" if pairs else path)


def _parameter(pair: tuple[str, str]) -> str:
    return f"{pair[0]}={_quoted(pair[1])}"


@lru_cache(maxsize=4096)
def _quoted(value: str) -> str:
    """A value as an address holds it; a page has one in a hundred addresses."""
    return quote_plus(value, errors="replace")


def rooted(path: str) -> str:
    """A path of ours behind the one the site stands at ("/arsip"); as it is outside a request."""
    return f"{request.script_root}{path}" if has_request_context() else path


def toggled(query: Query, facet: FacetName, value: str | None) -> Query:
    """The query with one facet value chosen, or no longer so; twice is nothing."""
    choice = query.filters.choice(facet)
    if value in choice.exclude:
        changed = Choice(choice.include, tuple(v for v in choice.exclude if v != value))
    elif value in choice.include:
        changed = Choice(tuple(v for v in choice.include if v != value), choice.exclude)
    else:
        changed = Choice((*choice.include, value), choice.exclude)
    return replace(query, filters=query.filters.with_choice(facet, changed))


def excluding(query: Query, facet: FacetName, value: str | None) -> Query:
    """The query without the stories of one facet value."""
    choice = query.filters.choice(facet)
    include = tuple(v for v in choice.include if v != value)
    changed = Choice(include, (*choice.exclude, value))
    return replace(query, filters=query.filters.with_choice(facet, changed))


def with_text(query: Query, text: str) -> Query:
    """The query asking for another text."""
    return replace(query, text=text)


def with_sort(query: Query, sort: Sort) -> Query:
    """The query in another order."""
    return replace(query, sort=sort)


def as_typed(query: Query) -> Query:
    """The query without other spellings, acronyms and long forms."""
    return replace(query, expand=False)


def uncorrected(query: Query) -> Query:
    """The query with no word replaced."""
    return replace(query, correct=False)


def unfolded(query: Query, *, folded: bool = False) -> Query:
    """The query with every near copy as a hit of its own, or again one for all."""
    return replace(query, fold=folded)


def within(query: Query, days: DayRange) -> Query:
    """The query restricted to some days."""
    return replace(query, filters=replace(query.filters, days=days))


def undated(query: Query) -> Query:
    """The query's stories without a date, whatever days it is restricted to."""
    return replace(query, filters=_undayed(query).with_choice(FacetName.YEAR, Choice((None,))))


def of_year_only(query: Query, years: tuple[str, ...]) -> Query:
    """The query's stories of some years of which no more than the year is known."""
    filters = _undayed(query).with_choice(FacetName.YEAR, Choice(years))
    return replace(query, filters=filters.with_choice(FacetName.MONTH, Choice((None,))))


def of_month_only(query: Query, month: str) -> Query:
    """The query's stories of a month of which no more than the month is known."""
    filters = _undayed(query).with_choice(FacetName.MONTH, Choice((month,)))
    return replace(query, filters=filters.with_choice(FacetName.DAY, Choice((None,))))


def _undayed(query: Query) -> Filters:
    filters = replace(query.filters, days=DayRange())
    for facet in (FacetName.YEAR, FacetName.MONTH, FacetName.DAY):
        filters = filters.without(facet)
    return filters


def without_days(query: Query) -> Query:
    """The query without its range of days."""
    return replace(query, filters=replace(query.filters, days=DayRange()))


def grouped(pairs: Pairs) -> Mapping[str, list[str]]:
    """Parameter -> its values in order."""
    return _grouped(pairs)


def _grouped(pairs: Pairs) -> dict[str, list[str]]:
    values: dict[str, list[str]] = {}
    for name, value in pairs:
        values.setdefault(name, []).append(value.strip() if name != "q" else value)
    return values


def _short(text: str) -> str:
    """Enough of a value to know it by."""
    return text if len(text) <= _SHOWN_CHARS else f"{text[:_SHOWN_CHARS]}…"


def _last(values: Mapping[str, list[str]], name: str) -> str:
    return values.get(name, [""])[-1]


def _negates(text: str) -> bool:
    return _dashes(text) % 2 == 1


def _dashes(text: str) -> int:
    return len(text) - len(text.lstrip("-"))


def _value(text: str) -> str | None:
    if text == _UNKNOWN:
        return None
    return text[1:] if text.startswith("~~") else text[_dashes(text) // 2 :]


def written(value: str | None) -> str:
    """A facet value as a parameter; the inverse of how one is read."""
    if value is None:
        return _UNKNOWN
    return f"~{value}" if value.startswith("~") else "-" * _dashes(value) + value
