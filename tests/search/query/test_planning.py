"""The clauses that a query becomes, rule by rule."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.dates import DayRange
from search.errors import BadQuery
from search.language.stems import Stemmer
from search.query.clauses import (
    All,
    Boosted,
    Clause,
    Dated,
    Either,
    Every,
    Exact,
    Family,
    Fuzzy,
    Pattern,
    Plan,
    Sequence,
    TextField,
    Valued,
    Variants,
    Without,
)
from search.query.knowledge import Knowledge
from search.query.planning import MAX_WORDS, plan
from search.values import FacetName

stem = Stemmer().stem
_TITLE = (TextField.TITLE,)
_LETTERS = st.text(st.sampled_from("bcdfghjklmnpqrstvwxz"), min_size=4, max_size=9)


def planned(text: str) -> Plan:
    """The plan of a query's text."""
    return plan(text, Knowledge(stem=stem)).plan


def only(text: str) -> Clause:
    """The one clause, word or strict, that a query is."""
    found = planned(text)
    clauses: list[Clause] = [*(word.clause for word in found.words), *found.strict]
    assert len(clauses) == 1
    return clauses[0]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("pembangunan", Family("pembangunan", "bangun")),
        ("Jum’at", Family("jumat", stem("jumat"))),
        ("kota-kota", Family("kota-kota", "kota")),
        ("APBD-nya", Family("apbd-nya", "apbd")),
        ("7.000", Exact(("7.000", "7000"))),
        ('"Membangun"', Exact(("membangun",))),
        ('"kota jambi"', Sequence((("kota",), ("jambi",)))),
        ('"kota jambi"~4', Sequence((("kota",), ("jambi",)), 4)),
        ("bang*", Pattern(("bang", ""))),
        ("*an", Pattern(("", "an"))),
        ("a**b*c", Either((Pattern(("a", "b", "c")), Sequence((("a",), ("b",), ("c",)))))),
        ("*", Every()),
        ("bnjir~", Fuzzy("bnjir", 1)),
        ("kata~2", Fuzzy("kata", 1)),
        ("banjir~2", Fuzzy("banjir", 2)),
        ("di~", Exact(("di",))),
        ("judul:banjir", Family("banjir", "banjir", _TITLE)),
        ("isi:banjir", Family("banjir", "banjir", (TextField.LEAD, TextField.BODY))),
        ("foto:banjir", Family("banjir", "banjir", (TextField.CAPTION,))),
        ('judul:"kota jambi"', Sequence((("kota",), ("jambi",)), 0, _TITLE)),
        ("topik:ekonomi", Valued(FacetName.TOPIC, ("ekonomi",))),
        ('penulis:"Siti Aminah"', Valued(FacetName.AUTHOR, ("siti", "aminah"))),
        ("tempat:Tebo", Valued(FacetName.PLACE, ("tebo",))),
        ("jenis:opini", Valued(FacetName.KIND, ("opini",))),
        ("tanggal:2023-02", Dated(DayRange(date(2023, 2, 1), date(2023, 3, 1)))),
        ("-bungo", Without(Family("bungo", "bungo"))),
        ("-topik:ekonomi", Without(Valued(FacetName.TOPIC, ("ekonomi",)))),
        ("pasar^2", Boosted(Family("pasar", "pasar"), 2.0)),
        ("(a -b)", All((Family("a", "a"), Without(Family("b", "b"))))),
        ("judul:a/b", All((Family("a", "a", _TITLE), Family("b", "b", _TITLE)))),
    ],
    ids=["a word", "an apostrophe", "a doubled word", "a clitic", "a figure", "one quoted word",
         "a phrase", "a near phrase", "a prefix", "a suffix", "stars inside", "a star alone",
         "a misspelling", "a short word", "two edits", "too short a word", "in headlines",
         "in texts", "in captions", "a phrase in headlines", "a topic", "an author", "a place",
         "a kind", "a month", "a minus", "a topic excluded", "a weight", "brackets",
         "two words of a field"],
)  # fmt: skip
def test_what_was_typed_becomes_its_clause(text: str, expected: Clause) -> None:
    """Each mark of the query language has one meaning."""
    assert only(text) == expected


def test_a_hyphenated_word_is_found_in_all_its_spellings() -> None:
    """`Covid-19` is Covid-19, Covid19 or Covid 19; never covid alone."""
    clause = only("Covid-19")
    assert isinstance(clause, Variants) and set(clause.shares) == {1.0}
    whole, parts = clause.clauses
    assert whole == Exact(("covid-19", "covid19"))
    assert isinstance(parts, Sequence) and parts.slots[1:] == (("19",),)


def test_a_sum_is_one_word() -> None:
    """Its value is looked for, or its letters as typed."""
    found = planned("korupsi Rp 270 miliar")
    assert [word.text for word in found.words] == ["korupsi", "Rp 270 miliar"]
    clause = found.words[1].clause
    assert isinstance(clause, Variants) and clause.clauses[0] == Exact(("idr:270000000000",))
    quoted = only('"Rp 270 miliar"')
    assert isinstance(quoted, Sequence)
    assert not any(term.startswith("idr:") for slot in quoted.slots for term in slot)


def test_function_words_only_lift_beside_content_words() -> None:
    """Alone they are what was asked; in quotes they always are."""
    found = planned("banjir yang di jambi")
    assert ([w.text for w in found.words], len(found.lifts)) == (["banjir", "jambi"], 2)
    alone = planned("apa yang")
    assert ([w.text for w in alone.words], alone.lifts) == (["apa", "yang"], ())
    beside = planned('yang "kota jambi"')
    assert len(beside.strict) == 1


@pytest.mark.parametrize("operator", ["DAN", "AND"])
def test_an_and_makes_words_strict(operator: str) -> None:
    """Nothing is given up; function words still only lift, and the operator is no word itself."""
    found = planned(f"banjir {operator} di jambi")
    assert found.words == ()
    assert found.strict == (Family("banjir", "banjir"), Family("jambi", "jambi"))
    assert len(found.lifts) == 1


def test_what_binds_stands_beside_the_words() -> None:
    """Phrases, fields, dates, patterns and minus always bind."""
    found = planned('banjir "kota jambi" judul:a tanggal:2023 ba* -b c~')
    assert [word.text for word in found.words] == ["banjir"]
    assert len(found.strict) == 6


def test_equal_words_are_asked_once() -> None:
    """A word typed twice counts as one."""
    assert len(planned("banjir banjir BANJIR jambi").words) == 2


def test_an_empty_query_asks_for_everything_and_signs_for_nothing() -> None:
    """Typing only signs must not list the whole archive."""
    assert planned("").is_empty and planned(" \n ").is_empty
    for signs in ("!?", '""', "()", "…", "-", "~", "^2"):
        found = planned(signs)
        assert found.words or found.strict == (Without(Every()),), signs


@pytest.mark.parametrize("count", [MAX_WORDS, MAX_WORDS + 1], ids=["just enough", "one too many"])
def test_the_budget_of_words_is_exact(count: int) -> None:
    """Up to MAX_WORDS nothing is cut; above it the plan says so."""
    found = planned(" ".join(f"kata{number}" for number in range(count)))
    assert found.cut == (count > MAX_WORDS) and len(found.words) == MAX_WORDS


@pytest.mark.parametrize("days", ["kapan", "2023-02-30", "2023..2022", "1800"])
def test_days_that_are_none_are_a_bad_query(days: str) -> None:
    """The piece at fault is named, with what may be written; also where it is excluded."""
    for text in (f"banjir tanggal:{days}", f"-date:{days}", f"(a ATAU tanggal:{days})"):
        with pytest.raises(BadQuery, match=r"2020\.\.2021") as raised:
            plan(text, Knowledge(stem=stem))
        assert raised.value.values == {"reason": "date", "piece": days}


@given(st.lists(_LETTERS, min_size=1, max_size=8, unique=True), st.data())
def test_a_piece_taken_out_is_the_query_without_it(typed: list[str], data: st.DataObject) -> None:
    """Each word is a piece in order; its `remove` asks for the others."""
    whole = plan(" ".join(typed), Knowledge(stem=stem))
    assert [piece.text for piece in whole.pieces] == typed
    assert whole.understood == " ".join(typed)
    place = data.draw(st.integers(0, len(typed) - 1))
    left = plan(whole.pieces[place].remove, Knowledge(stem=stem))
    assert [piece.text for piece in left.pieces] == typed[:place] + typed[place + 1 :]


@given(
    st.text(max_size=100)
    | st.text(st.sampled_from('ab1 ()"“-~^*:?.,/Rp DANATAU BUKAN judul:tanggal:2024..'))
)
def test_any_text_is_planned(text: str) -> None:
    """Nothing but a BadQuery with its reason is raised; equal texts give equal plans."""
    try:
        found = plan(text, Knowledge(stem=stem))
    except BadQuery as error:
        assert error.values["reason"] == "date"
        return
    assert plan(text, Knowledge(stem=stem)) == found
    assert len(found.plan.words) + len(found.plan.strict) <= MAX_WORDS
    assert not (found.plan.words and found.plan.strict == (Without(Every()),))


@pytest.mark.parametrize("opening", ["(", "BUKAN (", "a ATAU (", "-(", '("a" ATAU ('])
def test_deep_brackets_are_planned(opening: str) -> None:
    """Five thousand levels, closed or not."""
    for text in (opening * 5_000 + "banjir" + ")" * 5_000, opening * 5_000):
        plan(text, Knowledge(stem=stem))
