"""A query and its address are the same thing."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from search import Choice, DayRange, FacetName, Filters, Query, Sort
from webui.urls import address, excluding, from_pairs, to_pairs, toggled

_TEXT = st.text(st.characters(codec="utf-8", categories=("L", "N", "P", "Zs")), max_size=12)
_VALUE = _TEXT.map(str.strip).filter(bool) | st.sampled_from(["-", "~", "--a", "~b", "-c"])
_CHOICE = st.builds(
    lambda left, right: Choice(tuple(left), tuple(v for v in right if v not in left)),
    st.lists(_VALUE | st.none(), max_size=2, unique=True),
    st.lists(_VALUE | st.none(), max_size=2, unique=True),
)


@st.composite
def _queries(draw: st.DrawFn) -> Query:
    filters = Filters()
    for facet in draw(st.lists(st.sampled_from(FacetName), max_size=3, unique=True)):
        filters = filters.with_choice(facet, draw(_CHOICE))
    if draw(st.booleans()):
        days = DayRange(date(2024, 1, 2), date(2024, 3, 4))
        filters = Filters(filters.choices, days)
    return Query(text=draw(_TEXT), filters=filters, sort=draw(st.sampled_from(Sort)))


@given(_queries(), st.integers(1, 500))
def test_an_address_gives_back_its_query(query: Query, page: int) -> None:
    """Query -> address -> query is the same query and page."""
    asked = from_pairs(to_pairs(query, page=page))
    assert (asked.query, asked.page) == (query, page)


@given(_queries(), st.sampled_from(FacetName), _VALUE | st.none())
def test_a_facet_value_toggled_twice_is_nothing(
    query: Query, facet: FacetName, value: str | None
) -> None:
    """Choosing a value and taking the choice back gives the query before."""
    choice = query.filters.choice(facet)
    if value in choice.include or value in choice.exclude:
        return
    assert toggled(toggled(query, facet, value), facet, value) == query
    assert toggled(excluding(query, facet, value), facet, value) == query


def test_an_empty_query_has_a_bare_address() -> None:
    """What is not asked does not stand in the address."""
    assert address(Query()) == "/cari"
    assert from_pairs([("utm_source", "x")]).query == Query()
