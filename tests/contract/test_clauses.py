"""Does every engine match what each clause is defined to match?"""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from search.dates import DayRange
from search.ports import MAX_EXPANSIONS, Reader
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
    Sequence,
    TextField,
    Valued,
    Without,
)
from search.values import FacetName, Kind, Sort
from tests.builders import Index, a_story, ask, commit, found_ids, must, words

TITLE = (TextField.TITLE,)
BODY = (TextField.BODY,)

A_STORY = a_story(
    title="Wali Kota Jambi tinjau pembangunan",
    body=("Banjir di Kota-kota Jum'at lalu", "Vaksin Covid-19 Rp 5 juta", "dan 2.500 dosis"),
    captions=("Foto: Yen",),
    published="2023-02-27",
    authors=("Siti Aminah",),
    topics=("banjir bandang", "Covid-19"),
    places=("Kota Jambi",),
    kind=Kind.OPINION,
)


def _case(clause: Clause, matches: bool, words: str) -> object:
    return pytest.param(clause, matches, id=words)


FEBRUARY = DayRange(date(2023, 2, 1), date(2023, 3, 1))

CASES = [
    _case(Family("membangun", "bangun"), True, "a form never printed finds its family"),
    _case(Family("pembangunan", "rusak"), True, "the typed form whatever its stem"),
    _case(Family("membangun", "bangun", BODY), False, "a family in another field"),
    _case(Family("kota", "kota", BODY), False, "the lead is not in the body"),
    _case(Exact(("takada", "jambi")), True, "any of the terms"),
    _case(Exact(("bangun",)), False, "exact is not stemmed"),
    _case(Exact(("yen",), (TextField.CAPTION,)), True, "a caption"),
    _case(Exact(("banjir",), (TextField.LEAD,)), True, "the first paragraph is the lead"),
    _case(Exact(("covid19",)), True, "a hyphenated word written together"),
    _case(Exact(("19",)), True, "the last part of a hyphenated word"),
    _case(Exact(("2500",)), True, "a figure without its points"),
    _case(Exact(("idr:5000000",)), True, "a sum"),
    _case(Exact(("jumat",)), True, "without the apostrophe"),
    _case(Sequence((("wali",), ("kota",))), True, "side by side"),
    _case(Sequence((("kota",), ("wali",))), False, "in the wrong order"),
    _case(Sequence((("wali",), ("jambi",))), False, "one word between"),
    _case(Sequence((("wali",), ("jambi",)), 1), True, "one word between and slop 1"),
    _case(Sequence((("wali",), ("tinjau",)), 1), False, "two words between and slop 1"),
    _case(Sequence((("x", "wali"), ("y", "kota"), ("z", "jambi"))), True, "slots of alternatives"),
    _case(Sequence((("wali",), ("jambi",), ("pembangunan",)), 2), True, "slop over two joints"),
    _case(Sequence((("wali",), ("jambi",), ("pembangunan",)), 1), False, "slop is of the whole"),
    _case(Sequence((("covid",), ("19",))), True, "the parts of a hyphenated word"),
    _case(Sequence((("covid19",), ("rp",))), False, "a joined form takes the first part's place"),
    _case(Sequence((("juta",), ("dan",))), False, "no phrase spans two paragraphs"),
    _case(Sequence((("juta",), ("dan",)), 1), True, "a paragraph's end is one position"),
    _case(Sequence((("pembangunan",), ("banjir",)), 9), False, "no phrase spans two fields"),
    _case(Sequence((("kota",), ("kota",))), True, "a doubled word is two words"),
    _case(Sequence((("kota",), ("kota",)), 9, TITLE), False, "one word fills one slot"),
    _case(Pattern(("pemb", "")), True, "a prefix"),
    _case(Pattern(("", "unan")), True, "a suffix"),
    _case(Pattern(("p", "ngun", "an")), True, "parts within"),
    _case(Pattern(("pembangun", "gunan")), False, "parts may not overlap"),
    _case(Pattern(("p", "un", "ang", "an")), False, "parts in another order"),
    _case(Pattern(("pembangunan", "")), True, "any run may be empty"),
    _case(Pattern(("", "bangun", "")), True, "within a word"),
    _case(Pattern(("bangun", "")), False, "a prefix is not within"),
    _case(Pattern(("pemb", ""), BODY), False, "a pattern in another field"),
    _case(Fuzzy("jambi", 1), True, "no edit at all"),
    _case(Fuzzy("jambbi", 1), True, "a letter too many"),
    _case(Fuzzy("jamb", 1), True, "a letter too few"),
    _case(Fuzzy("jombi", 1), True, "another letter"),
    _case(Fuzzy("jabmi", 1), True, "two letters swapped are one edit"),
    _case(Fuzzy("jbam", 1), False, "two edits away"),
    _case(Fuzzy("jombe", 2), True, "two edits allowed"),
    _case(Fuzzy("jombi", 1, BODY), False, "a fuzzy word in another field"),
    _case(Dated(FEBRUARY), True, "within the days"),
    _case(Dated(DayRange(None, date(2023, 2, 27))), False, "the end is not included"),
    _case(Valued(FacetName.AUTHOR, ("aminah",)), True, "a word of a name"),
    _case(Valued(FacetName.AUTHOR, ("aminah", "siti")), False, "words of a name in order"),
    _case(Valued(FacetName.AUTHOR, ("sit",)), False, "whole words of a name"),
    _case(Valued(FacetName.TOPIC, ("bandang", "covid-19")), False, "words of one value"),
    _case(Valued(FacetName.TOPIC, ("covid-19", "19")), True, "a hyphenated value as planned"),
    _case(Valued(FacetName.TOPIC, ("covid19",)), True, "a hyphenated value written together"),
    _case(Valued(FacetName.TOPIC, ("covid", "19")), True, "a hyphenated value in its parts"),
    _case(Valued(FacetName.KIND, ("opini",)), True, "a kind"),
    _case(Valued(FacetName.PLACE, ("siti",)), False, "a value of another facet"),
    _case(Every(), True, "every story"),
    _case(All((Exact(("wali",)), Exact(("banjir",)))), True, "all of two"),
    _case(All((Exact(("wali",)), Exact(("takada",)))), False, "all but one"),
    _case(Either((Exact(("takada",)), Exact(("wali",)))), True, "either of two"),
    _case(Either((Exact(("takada",)), Exact(("entah",)))), False, "neither of two"),
    _case(Without(Exact(("takada",))), True, "without what is not there"),
    _case(Without(Without(Exact(("wali",)))), True, "not without"),
    _case(Without(Every()), False, "without every story"),
    _case(Boosted(Exact(("wali",)), 3.0), True, "a boost changes no set"),
    _case(Boosted(Exact(("takada",)), 3.0), False, "a boost finds nothing more"),
]


@pytest.fixture(scope="module")
def reader(new_index: Callable[[], Index]) -> Reader:
    """A snapshot of an archive with A_STORY and a story that holds nothing of it."""
    index = new_index()
    commit(index, A_STORY, a_story(id="s2", title="Lain", body=()))
    return index.reader()


@pytest.mark.parametrize(("clause", "matches"), CASES)
def test_a_clause_matches_by_its_definition(reader: Reader, clause: Clause, matches: bool) -> None:
    """The story is found by the clause, or is not; its negation says the opposite."""
    assert ("s1" in found_ids(reader, must(clause))) is matches
    assert ("s1" in found_ids(reader, must(Without(clause)))) is not matches


@pytest.mark.parametrize(
    ("published", "found"),
    [
        pytest.param("2023-02-28T23:59+07:00", True, id="the last minute of the month"),
        pytest.param("2023-03-01T00:30+09:00", True, id="already March in the east, not in Jambi"),
        pytest.param("2023-02-28T23:30+00:00", False, id="still February in London, not in Jambi"),
        pytest.param("2023-02-01", True, id="the first day"),
        pytest.param("2023-03-01", False, id="the day after"),
        pytest.param("2023-02", True, id="that month"),
        pytest.param("2023", False, id="only the year known"),
        pytest.param(None, False, id="unknown"),
    ],
)
def test_a_date_matches_where_all_it_may_be_lies_within(
    index: Index, published: str | None, found: bool
) -> None:
    """A story is within days only if every WIB day it may have come out on is."""
    commit(index, a_story(published=published))
    assert (found_ids(index.reader(), must(Dated(FEBRUARY))) == {"s1"}) is found


def test_a_pattern_stands_for_its_first_terms(index: Index) -> None:
    """Of too many terms the first in sorted order count, and the answer says it is partial."""
    terms = [f"kata{number:04}" for number in range(MAX_EXPANSIONS + 1)]
    commit(index, a_story(id="s1", body=" ".join(terms[:-1])), a_story(id="s2", body=terms[-1]))
    reader = index.reader()
    cut = ask(reader, must(Pattern(("kata", ""))))
    assert ([i for i, _ in cut.hits], cut.total, cut.partial) == (["s1"], 1, "terms")
    nested = must(Without(Boosted(Either((Pattern(("kata", "")), Every())), 2.0)))
    assert ask(reader, nested).partial == "terms"
    whole = ask(reader, must(Pattern(("kata0", ""))))
    assert (whole.total, whole.partial) == (1, None)


@pytest.mark.parametrize("sort", Sort)
def test_a_cut_lift_is_partial_in_every_order(index: Index, sort: Sort) -> None:
    """A pattern that only lifts says so too, also where the order asks no score."""
    terms = " ".join(f"kata{number:04}" for number in range(MAX_EXPANSIONS + 1))
    commit(index, a_story(body=terms))
    lifted = replace(words("kata0000"), lifts=(Pattern(("kata", "")),))
    assert ask(index.reader(), lifted, sort=sort).partial == "terms"
    assert ask(index.reader(), words("kata0000"), sort=sort).partial is None


@pytest.mark.parametrize("masked", [False, True], ids=["removed", "masked"])
def test_terms_of_stories_that_are_gone_do_not_count(index: Index, masked: bool) -> None:
    """What only a removed or masked story holds takes nothing of a pattern's terms."""
    terms = " ".join(f"kata{number:04}" for number in range(MAX_EXPANSIONS))
    commit(index, a_story(id="s1", body=terms), a_story(id="s2", body="katak"))
    commit(index, remove=() if masked else ["s1"])
    mask = frozenset({"s1"} if masked else ())
    found = ask(index.reader(mask), must(Pattern(("kata", ""))))
    assert ([i for i, _ in found.hits], found.partial) == (["s2"], None)
