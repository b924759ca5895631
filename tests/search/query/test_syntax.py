"""What was typed, as a tree: units, groups, negations and their places."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.errors import BadQuery
from search.query.syntax import (
    FIELD_NAMES,
    MAX_QUERY_CHARS,
    Group,
    Negated,
    Node,
    Unit,
    read,
    without,
)

TYPED = st.text(max_size=60) | st.lists(
    st.sampled_from(
        ["banjir", "kota", " ", " ", "(", ")", '"', "-", "DAN", "ATAU", "BUKAN", "NOT", "~2", "^3",
         "judul:", "*", "?", ":", "“", "'", "2024", "Rp 5 juta", "\n", "é"]
    ),
    max_size=25,
).map("".join)  # fmt: skip


def shape(node: Node) -> object:
    """A tree as nested tuples of texts: what joins what."""
    if isinstance(node, Unit):
        return node.text
    if isinstance(node, Negated):
        return "not", shape(node.part)
    return node.joint, *map(shape, node.parts)


def shapes(text: str) -> list[object]:
    """The shapes of all parts of a query."""
    return [shape(part) for part in read(text).parts]


def the_unit(text: str) -> Unit:
    """The only part of a query, which is a unit."""
    (unit,) = read(text).parts
    assert isinstance(unit, Unit)
    return unit


def nodes(parts: tuple[Node, ...]) -> list[Node]:
    """Every node of a tree."""
    found: list[Node] = []
    for part in parts:
        inner = (part.part,) if isinstance(part, Negated) else ()
        found += [part, *nodes(part.parts if isinstance(part, Group) else inner)]
    return found


@given(TYPED)
def test_every_part_has_its_place_in_the_line(text: str) -> None:
    """Spans lie in the line; parts of the tree come in order and apart; groups hold theirs."""
    tree = read(text)
    for node in nodes(tree.parts):
        start, end = node.span
        assert 0 <= start < end <= len(tree.text)
        if isinstance(node, Unit):
            assert node.text in tree.text[start:end]
        if isinstance(node, Group):
            assert node.parts and node.joint in ("and", "or")
            assert all(start <= part.span[0] and part.span[1] <= end for part in node.parts)
    spans = [part.span for part in tree.parts]
    assert all(one[1] <= other[0] for one, other in itertools.pairwise(spans))


@given(TYPED)
def test_the_line_read_again_is_the_same_tree(text: str) -> None:
    """What is shown in the box can be sent again."""
    tree = read(text)
    assert read(tree.text) == tree


@given(TYPED)
def test_without_a_part_the_rest_is_left(text: str) -> None:
    """Cutting a part leaves every other letter that is no blank."""
    tree = read(text)
    for part in tree.parts[:3]:
        left = without(tree, part.span)
        kept = tree.text[: part.span[0]] + tree.text[part.span[1] :]
        assert left.replace(" ", "") == kept.replace(" ", "")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a b", ["a", "b"]),
        ("a ATAU b c", [("or", "a", "b"), "c"]),
        ("a OR b OR c", [("or", "a", "b", "c")]),
        ("a -b", ["a", ("not", "b")]),
        ("a BUKAN b ATAU c", ["a", ("or", ("not", "b"), "c")]),
        ("a ATAU (b c)", [("or", "a", ("and", "b", "c"))]),
        ("NOT (a ATAU b)", [("not", ("or", "a", "b"))]),
        ("(a b) -c", [("and", "a", "b"), ("not", "c")]),
        ("a ATAU (b", [("or", "a", "b")]),
        ("a) ATAU b", ["a", "b"]),
        ("a ATAU () b", [("or", "a", "b")]),
        ("ATAU a", ["a"]),
        ("a ATAU", ["a"]),
        ("a BUKAN", ["a"]),
        ("BUKAN BUKAN a", [("not", "a")]),
        ('-"a b" c', [("not", "a b"), "c"]),
        ("a DAN b", ["a", "b"]),
    ],
    ids=["words", "either", "either of three", "a minus", "not binds tightest", "brackets",
         "not of brackets", "brackets by a minus", "never closed", "never opened",
         "empty brackets", "nothing before", "nothing behind", "nothing to exclude", "twice not",
         "a phrase excluded", "an and"],
)  # fmt: skip
def test_operators_join_their_neighbours(text: str, expected: list[object]) -> None:
    """`-` and BUKAN bind tightest, then ATAU, then blanks; what joins nothing is dropped."""
    assert shapes(text) == expected


def test_an_explicit_and_makes_every_word_binding() -> None:
    """DAN is a promise, a blank is not."""
    assert read("banjir DAN jambi").binding
    assert not read("banjir jambi").binding and not read("banjir dan jambi").binding


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("covid-19", Unit("covid-19")),
        ("suhu~", Unit("suhu", edits=1)),
        ("suhu~9", Unit("suhu", edits=2)),
        ('"a b"~3', Unit("a b", quoted=True, edits=3)),
        ('"a b"~99', Unit("a b", quoted=True, edits=20)),
        ("kata^2.5", Unit("kata", boost=2.5)),
        ("kata^0", Unit("kata")),
        ("kata~1^2", Unit("kata", edits=1, boost=2.0)),
        ('judul:"a b"^2', Unit("a b", quoted=True, field="title", boost=2.0)),
        ("PENULIS:Yen", Unit("Yen", field="author")),
        ("“kota jambi”", Unit("kota jambi", quoted=True)),
        ("kata^tinggi", Unit("kata^tinggi")),
        ("waktu:10", Unit("waktu:10")),
        ("judul:", Unit("judul:")),
        ("apa?", Unit("apa?")),
    ],
    ids=["a hyphen", "a tilde", "too many edits", "a near phrase", "too far a phrase", "a weight",
         "no weight", "tilde and weight", "a field of a phrase", "a field in capitals",
         "curly quotes", "no figure behind", "no field's name", "nothing behind", "a question"],
)  # fmt: skip
def test_marks_stand_on_their_unit(text: str, expected: Unit) -> None:
    """What is no mark is a letter of the word."""
    unit = the_unit(text)
    assert (unit.text, unit.quoted, unit.field) == (expected.text, expected.quoted, expected.field)
    assert (unit.edits, unit.boost) == (expected.edits, expected.boost)


@pytest.mark.parametrize("name", FIELD_NAMES)
def test_every_field_can_be_asked(name: str) -> None:
    """All listed names, Indonesian and English, in any case; with a blank behind they are words."""
    assert the_unit(f"{name}:satu").field == FIELD_NAMES[name]
    assert the_unit(f"{name.upper()}:satu").field == FIELD_NAMES[name]
    assert [unit.field for unit in read(f"{name}: satu").parts] == ["", ""]  # type: ignore[union-attr]


def test_all_capitals_have_no_operators() -> None:
    """A pasted headline in capitals is words, its minus still excludes nothing in a word."""
    assert shapes("RAPAT DPRD DAN PEMKOT ATAU BUKAN") == "RAPAT DPRD DAN PEMKOT ATAU BUKAN".split()


def test_a_lonely_quote_is_punctuation() -> None:
    """The words behind it are words."""
    assert shapes('"banjir jambi') == ["banjir", "jambi"]
    assert shapes('banjir "" jambi') == ["banjir", "jambi"]


@pytest.mark.parametrize(
    "pattern", ["(", ")", '"', "-a ", "a~", "*", "BUKAN (", "judul:", "a ATAU (", "Rp1.000", "'x-"]
)
def test_hostile_repetition_is_read(pattern: str) -> None:
    """The longest text allowed, of one sign or a few: no stack runs out, no pattern runs wild."""
    tree = read((pattern * MAX_QUERY_CHARS)[:MAX_QUERY_CHARS])
    assert len(tree.text) <= MAX_QUERY_CHARS


def test_a_text_too_long_is_refused_before_it_is_read() -> None:
    """The message gives both numbers, the values the beginning."""
    with pytest.raises(BadQuery, match="100,001 characters; at most 100,000") as raised:
        read("ab" * 50_000 + "c")
    assert raised.value.values == {"reason": "too-long", "piece": "ab" * 20}
