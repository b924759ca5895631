"""Does the quick way to mark a text find what the definition says?"""

from collections.abc import Iterable, Iterator

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from search import Stemmer
from search.asked import Forms
from search.language.families import family_of
from search.language.tokens import Token, tokenize
from search.marking import Marker, Match
from search.query.clauses import (
    All,
    Boosted,
    Clause,
    Either,
    Exact,
    Family,
    Fuzzy,
    Pattern,
    Plan,
    Sequence,
    TextField,
    Variants,
    Word,
)
from search.query.wordtests import edit_distance_within, pattern_fits
from tests.strategies import PRINTED, plans

stem = Stemmer().stem
ODD = (
    *"banjír BAÑJIR bànjir-kota KOTA\u212a \u212aota İkota ﬁ ２０２３ كوتا µ Σ".split(),
    *"caf café ?kota kota?".split(),
    "kota\u2003wali",
    "e\u0301",
    "?",
)  # fmt: skip
"""Words that are not plain to see: accents, capitals that change in length, other scripts."""
JOINTS = (
    " ",
    " ",
    ", ",
    ". ",
    "-",
    "/",
    "'",
    "_",
    "\u00a0",
    "\n",
    "",
    "“",
    "”",
    "…",
    "(",
    "\u0301",
)


@st.composite
def texts(draw: st.DrawFn) -> str:
    """Words with any sign between, also inside of a run without blanks."""
    words = st.tuples(st.sampled_from((*PRINTED, *ODD)), st.sampled_from(JOINTS))
    return "".join(word + joint for word, joint in draw(st.lists(words, max_size=12)))


def forms_in(texts: Iterable[str]) -> Forms:
    """The terms of each family in an archive of these texts."""
    terms = sorted({term for text in texts for token in tokenize(text) for term in token.terms})
    return lambda own: tuple(term for term in terms if family_of(term, stem) == own)


@given(texts(), plans(), st.sampled_from((TextField.TITLE, TextField.LEAD)))
@example("Rp 5 juta", Plan(words=(Word("", Exact(("idr:5000000",))),)), TextField.LEAD)
@example(
    "Wali, kota-kota", Plan(strict=(Sequence((("wali",), ("kota",), ("kota",))),)), TextField.LEAD
)
@example("caf? café caf", Plan(strict=(Exact(("caf",)),)), TextField.LEAD)
@example("caf? café caf", Plan(strict=(Exact(("cafe",)),)), TextField.LEAD)
@example("İ kota café", Plan(strict=(Sequence((("kota",), ("cafe",))),)), TextField.LEAD)
@example("a" * 80, Plan(strict=(Exact(("a" * 64,)),)), TextField.LEAD)
def test_a_text_is_marked_by_the_definition(text: str, plan: Plan, field: TextField) -> None:
    """Every token that answers, under the number of the word that it answers, and nothing else."""
    expected = sorted(set(by_definition(text, plan, field)))
    assert sorted(set(Marker(plan, stem).matches(text, field))) == expected
    by_forms = Marker(plan, stem, forms_in([text]))
    assert sorted(set(by_forms.matches(text, field))) == expected


@given(
    st.lists(texts().filter(lambda text: "\n" not in text), max_size=4),
    plans(),
    st.sampled_from((1, 1, 150)),
)
def test_a_body_is_marked_paragraph_by_paragraph(
    paragraphs: list[str], plan: Plan, times: int
) -> None:
    """Searched as one text, long or short, it gives what its paragraphs do; no phrase spans two."""
    body = paragraphs * times
    for forms in (None, forms_in(paragraphs)):
        marker = Marker(plan, stem, forms)
        expected = [
            (text, matches)
            for number, text in enumerate(body)
            if (matches := marker.matches(text, TextField.BODY if number else TextField.LEAD))
        ]
        found = [
            (text, [(start - begins, end - begins, word) for start, end, word in matches])
            for text, begins, matches in marker.body_matches(body)
        ]
        assert found == expected


@given(st.lists(texts(), max_size=4), plans())
def test_a_marker_that_has_seen_other_texts_marks_alike(seen: list[str], plan: Plan) -> None:
    """What is kept between texts changes nothing."""
    for forms in (None, forms_in(seen)):
        used = Marker(plan, stem, forms)
        for text in (*seen, *reversed(seen)):
            found = used.matches(text, TextField.LEAD)
            assert found == Marker(plan, stem, forms).matches(text, TextField.LEAD)


def test_where_the_forms_are_known_no_word_of_a_text_is_stemmed() -> None:
    """A page costs nothing that has not been seen before, however many new words it holds."""
    asked: list[str] = []

    def counted(word: str) -> str:
        asked.append(word)
        return stem(word)

    plan = Plan(words=(Word("bangun", Family("bangun", "bangun")),))
    text = "Pembangunan jembatan-jembatan: warga membangun 17 rumah, kafé ‘tua’ dan bangunan lain."
    marker = Marker(plan, counted, forms_in([text]))
    asked.clear()
    matches = marker.matches(text, TextField.LEAD)
    assert [text[start:end] for start, end, _ in matches] == [
        "Pembangunan",
        "membangun",
        "bangunan",
    ]
    assert asked == []


@pytest.mark.parametrize(
    ("family", "words"),
    [(Family("bangun", "bangun", but=("bangunan",)), ["membangun", "bangun"]),
     (Family("bangun", "bangun", also=("warga",)), ["membangun", "warga", "bangunan", "bangun"]),
     (Family("bangunan", "bangun", but=("bangunan",)), ["membangun", "bangunan", "bangun"])],
    ids=["one taken out", "one added", "the typed one always is"],
)  # fmt: skip
def test_what_a_newsroom_corrected_counts_with_and_without_forms(
    family: Family, words: list[str]
) -> None:
    """Terms taken out of a family and added to it since the index was built."""
    text = "membangun warga bangunan bangun"
    for forms in (None, forms_in([text])):
        marker = Marker(Plan(words=(Word("", family),)), stem, forms)
        found = marker.matches(text, TextField.LEAD)
        assert [text[start:end] for start, end, _ in found] == words


def by_definition(text: str, plan: Plan, field: TextField) -> Iterator[Match]:
    """Each token of a text against each clause."""
    tokens = tokenize(text)
    wanted = (*(word.clause for word in plan.words), *plan.strict)
    words = [own for clause in wanted for own in said(clause)]
    for number, leaves in enumerate(words):
        for leaf in leaves:
            if field in leaf.fields:
                for token in answering(tokens, leaf):
                    yield token.start, token.end, number


def said(clause: Clause) -> Iterator[list[Clause]]:
    """The words of a clause, each with all that says it."""
    match clause:
        case Family() | Exact() | Sequence() | Pattern() | Fuzzy():
            yield [clause]
        case Variants():
            yield list(clause.clauses)
        case All() | Either():
            for part in clause.clauses:
                yield from said(part)
        case Boosted():
            yield from said(clause.clause)


def answering(tokens: list[Token], leaf: Clause) -> Iterator[Token]:
    """The tokens that a clause stands for; of a sequence those that fill it where it is whole."""
    match leaf:
        case Sequence():
            for chain in chains(tokens, leaf):
                yield from chain
        case Family():
            yield from (t for t in tokens if any(is_form(term, leaf) for term in t.terms))
        case Exact():
            yield from (t for t in tokens if set(t.terms) & set(leaf.terms))
        case Pattern():
            yield from (t for t in tokens if any(map(pattern_fits(leaf.parts), t.terms)))
        case Fuzzy():
            fits = edit_distance_within(leaf.term, leaf.edits)
            yield from (t for t in tokens if any(map(fits, t.terms)))


def is_form(term: str, family: Family) -> bool:
    """As the memory engine has it."""
    if term == family.typed or term in family.also:
        return True
    return term not in family.but and family_of(term, stem) == family.stem


def chains(tokens: list[Token], leaf: Sequence) -> Iterator[list[Token]]:
    """For each token that fills the first slot the nearest ones that fill the others in order."""
    for first in range(len(tokens)):
        chain: list[Token] = []
        for token in tokens[first:]:
            if len(chain) < len(leaf.slots) and set(token.terms) & set(leaf.slots[len(chain)]):
                chain.append(token)
            elif not chain:
                break
        whole = len(chain) == len(leaf.slots)
        if whole and chain[-1].position - chain[0].position < len(leaf.slots) + leaf.slop:
            yield chain
