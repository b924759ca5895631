"""From what was typed to what an engine must match."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.dates import DayRange
from search.errors import BadQuery
from search.language.stems import Stemmer
from search.query.clauses import (
    Boosted,
    Dated,
    Either,
    Every,
    Exact,
    Family,
    Fuzzy,
    Pattern,
    Sequence,
    Valued,
    Without,
)
from search.query.knowledge import Knowledge
from search.query.planning import MAX_WORDS, plan
from search.query.syntax import MAX_QUERY_CHARS, Group, Negated, Unit, read

stem = Stemmer().stem


def words(text: str) -> list[str]:
    """The content words of a query."""
    return [word.text for word in plan(text, Knowledge(stem=stem)).plan.words]


def strict(text: str) -> tuple[object, ...]:
    """Its binding clauses."""
    return plan(text, Knowledge(stem=stem)).plan.strict


def test_plain_words_are_wanted_and_function_words_only_score() -> None:
    """`yang` is no content word unless nothing else was typed."""
    assert words("banjir yang di jambi") == ["banjir", "jambi"]
    assert len(plan("banjir yang di jambi", Knowledge(stem=stem)).plan.lifts) == 2
    assert words("yang di") == ["yang", "di"]


def test_a_colon_is_a_field_only_for_listed_names_with_text_behind() -> None:
    """A pasted headline with a colon stays words."""
    assert words("Kaleidoskop 2024: jalan tol") == ["Kaleidoskop", "2024", "jalan", "tol"]
    assert words("Topik: umum") == ["Topik", "umum"]
    (clause,) = strict("judul:banjir")
    assert isinstance(clause, Family) and [f.value for f in clause.fields] == ["title"]
    assert isinstance(strict("topik:ekonomi")[0], Valued)


def test_operators_stand_in_capitals_between_words() -> None:
    """ATAU joins its neighbours; lower case and all-capital queries have no operators."""
    (group,) = strict("banjir ATAU longsor")
    assert isinstance(group, Either) and len(group.clauses) == 2
    assert words("banjir atau longsor") == ["banjir", "longsor"]
    assert words("RAPAT DPRD ATAU PEMKOT") == ["RAPAT", "DPRD", "PEMKOT"]
    assert words("OR") == ["OR"]
    assert words("banjir OR") == ["banjir"]
    assert len(strict("banjir DAN jambi")) == 2


def test_a_minus_excludes_only_after_a_blank_and_before_a_letter() -> None:
    """-bungo excludes; a hyphen in a word or before a figure does not."""
    assert isinstance(strict("banjir -bungo")[0], Without)
    assert strict("banjir se-Provinsi") == ()
    assert strict("suhu -5") == ()


def test_a_question_mark_is_a_question_mark() -> None:
    """No wildcard comes of it."""
    assert words("apa itu G20?") == ["G20"]


def test_marks_on_words_become_their_clauses() -> None:
    """Stars, tildes, carets, quotes and dates."""
    assert strict("bang*") == (Pattern(("bang", "")),)
    assert strict("ke*an") == (Either((Pattern(("ke", "an")), Sequence((("ke",), ("an",))))),)
    assert strict("merangin~2") == (Fuzzy("merangin", 2),)
    assert isinstance(plan("pasar^3", Knowledge(stem=stem)).plan.words[0].clause, Boosted)
    assert strict('"kota jambi"') == (Sequence((("kota",), ("jambi",))),)
    assert strict('"kota jambi"~2') == (Sequence((("kota",), ("jambi",)), 2),)
    assert strict('"pembangunan"') == (Exact(("pembangunan",)),)
    assert strict("tanggal:2020..2021") == (Dated(DayRange(date(2020, 1, 1), date(2022, 1, 1))),)


def test_brackets_are_punctuation_without_an_operator() -> None:
    """A headline's bracketed acronym is a word like others."""
    assert words("Badan Penanggulangan (BPBD) Siaga") == [
        "Badan", "Penanggulangan", "BPBD", "Siaga",
    ]  # fmt: skip
    tree = read("BUKAN (a ATAU b)")
    assert isinstance(tree.parts[0], Negated) and isinstance(tree.parts[0].part, Group)


def test_a_piece_can_be_taken_out() -> None:
    """Each piece says the query without it."""
    pieces = plan('banjir -bungo "kota jambi"', Knowledge(stem=stem)).pieces
    assert [(p.kind, p.remove) for p in pieces] == [
        ("word", '-bungo "kota jambi"'),
        ("exclude", 'banjir "kota jambi"'),
        ("phrase", "banjir -bungo"),
    ]


def test_too_many_words_are_cut_and_too_long_a_text_is_refused() -> None:
    """10,000 words give a plan that says it was cut; 100,001 characters a clear message."""
    long = plan(" ".join(f"kata{n}" for n in range(10_000)), Knowledge(stem=stem)).plan
    assert long.cut and len(long.words) == MAX_WORDS
    with pytest.raises(BadQuery, match="100,001"):
        plan("x" * (MAX_QUERY_CHARS + 1), Knowledge(stem=stem))


def test_days_that_are_none_name_the_piece_at_fault() -> None:
    """`tanggal:kapan` is a BadQuery with the piece."""
    with pytest.raises(BadQuery) as raised:
        plan("banjir tanggal:kapan", Knowledge(stem=stem))
    assert raised.value.values["piece"] == "kapan"


@given(
    st.text(max_size=80)
    | st.text(st.sampled_from('ab ()"“”-~^*:DANATAU BUKAN judul:tanggal:2024..?\x00'), max_size=80)
)
def test_anything_typed_is_read(text: str) -> None:
    """Any text becomes a plan or a BadQuery, and taking pieces out can be planned too."""
    try:
        planned = plan(text, Knowledge(stem=stem))
    except BadQuery:
        return
    for piece in planned.pieces[:3]:
        try:
            plan(piece.remove, Knowledge(stem=stem))
        except BadQuery as error:
            assert error.values["reason"] == "date"


def test_deep_brackets_do_not_exhaust_the_stack() -> None:
    """Hostile nesting is read."""
    plan("BUKAN (" * 5_000 + "a" + ")" * 5_000, Knowledge(stem=stem))


def test_spans_name_what_was_typed() -> None:
    """A unit's span is its place in the text."""
    unit = read("banjir  bungo").parts[1]
    assert isinstance(unit, Unit) and unit.span == (7, 12)


def test_nothing_but_signs_asks_for_no_story() -> None:
    """An empty text is every story; a text without a word is none."""
    assert plan("  ", Knowledge(stem=stem)).plan.is_empty
    assert strict('!! "" …') == (Without(Every()),)
    assert strict("*") == (Every(),)


def test_operators_and_brackets_belong_to_their_piece() -> None:
    """What is shown and taken out includes the BUKAN and the brackets."""
    pieces = plan("banjir BUKAN bungo", Knowledge(stem=stem)).pieces
    assert [(p.text, p.remove) for p in pieces] == [
        ("banjir", "BUKAN bungo"), ("BUKAN bungo", "banjir"),
    ]  # fmt: skip
    (whole,) = plan("banjir ATAU (longsor jambi)", Knowledge(stem=stem)).pieces
    assert (whole.text, whole.remove) == ("banjir ATAU (longsor jambi)", "")
    assert plan("banjir BUKAN (bungo ATAU tebo)", Knowledge(stem=stem)).pieces[1].remove == "banjir"
