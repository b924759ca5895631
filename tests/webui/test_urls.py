"""A query and its address are the same thing."""

from datetime import date
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from search import BadQuery, Choice, DayRange, FacetName, Filters, Query, Sort
from webui.urls import PAGE_NAMES, address, excluding, from_pairs, to_pairs, toggled

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
    text, sort = draw(_TEXT), draw(st.sampled_from(Sort))
    return Query(text=text, filters=filters, sort=sort, fold=draw(st.booleans()))


@given(_queries(), st.integers(1, 500))
def test_an_address_gives_back_its_query(query: Query, page: int) -> None:
    """Query -> address -> query is the same query and page."""
    asked = from_pairs(to_pairs(query, page=page))
    assert (_plain(asked.query), asked.page) == (_plain(query), page)


def _plain(query: Query) -> object:
    """A query for comparing: the order in which values were chosen means nothing."""
    choices = {f: (set(c.include), set(c.exclude)) for f, c in query.filters.choices}
    return query.text, choices, query.filters.days, query.sort, query.fold


@given(_queries(), st.randoms(use_true_random=False))
def test_one_query_has_one_address(query: Query, random: Random) -> None:
    """In whatever order the parameters come, the address made of them is the same."""
    pairs = to_pairs(query)
    random.shuffle(pairs)
    assert address(from_pairs(pairs).query) == address(query)


@given(st.lists(st.tuples(st.sampled_from([*PAGE_NAMES.values(), "hal", "urut", "x"]), _TEXT)))
def test_any_parameters_are_read_or_refused(pairs: list[tuple[str, str]]) -> None:
    """Parameters are a query or a BadQuery, and what is read once is read the same again."""
    try:
        asked = from_pairs(pairs)
    except BadQuery as error:
        assert str(error.values["piece"]).startswith(("hal=", "urut="))
    else:
        again = from_pairs(to_pairs(asked.query, page=asked.page))
        assert _plain(again.query) == _plain(asked.query)


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
