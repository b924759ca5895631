"""Which passage answers, and which of its words are marked."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search import Snippet, Stemmer, Story
from search.language.tokens import tokenize
from search.passages import ELLIPSIS, JOINT
from search.query.clauses import Exact, Plan, Sequence, Variants, Word
from search.query.knowledge import Knowledge
from search.query.planning import plan
from search.snippets import MAX_SNIPPET_CHARS, Highlighter
from tests.builders import a_story
from tests.strategies import PRINTED, plans, stories

stem = Stemmer().stem


def highlighter(query: str) -> Highlighter:
    """What marks the answers to a query's text."""
    return Highlighter(plan(query, Knowledge(stem=stem)).plan, stem)


def marked(snippet: Snippet) -> list[str]:
    """The marked words."""
    return [piece for piece, is_match in snippet.pieces() if is_match]


@given(stories(st.just("s1")), plans())
def test_marks_of_any_plan_lie_in_their_text(story: Story, any_plan: Plan) -> None:
    """Headline, paragraphs and snippet: ranges in order, apart, inside; the pieces are the text."""
    shown = Highlighter(any_plan, stem)
    for snippet in (shown.title(story), *shown.paragraphs(story), shown.snippet(story)):
        assert "".join(piece for piece, _ in snippet.pieces()) == snippet.text
        assert all(0 <= start < end <= len(snippet.text) for start, end in snippet.marks)
        assert all(one[1] <= other[0] for one, other in pairwise(snippet.marks))
    assert tuple(s.text for s in shown.paragraphs(story)) == story.body


@given(stories(st.just("s1")), plans())
def test_a_snippet_is_of_the_body_and_short(story: Story, any_plan: Plan) -> None:
    """One or two passages of paragraphs as printed, ellipses counted; marks where words answer."""
    shown = Highlighter(any_plan, stem)
    snippet = shown.snippet(story)
    assert len(snippet.text) <= MAX_SNIPPET_CHARS
    passages = [part.strip(ELLIPSIS) for part in snippet.text.split(JOINT)]
    assert all(any(part in paragraph for paragraph in story.body) or not part for part in passages)
    answers = {word for paragraph in shown.paragraphs(story) for word in marked(paragraph)}
    assert set(marked(snippet)) <= answers
    assert bool(marked(snippet)) == bool(answers)


@given(
    st.lists(st.sampled_from((*PRINTED, "kata", "x" * 90)), max_size=60),
    st.sampled_from((" ", ", ", ". ", ",", "/")),
    st.integers(0, 60),
)
def test_a_word_of_the_body_is_always_marked_in_the_snippet(
    words: list[str], joint: str, place: int
) -> None:
    """However long the sentence is and whatever joins its words, the passage shows a match."""
    body = joint.join([*words[:place], "rembulan", *words[place:]])
    snippet = highlighter("rembulan").snippet(a_story(body=body))
    assert marked(snippet) == ["rembulan"]
    assert len(snippet.text) <= MAX_SNIPPET_CHARS
    assert snippet.marks[0][0] < MAX_SNIPPET_CHARS // 2
    assert snippet.text.strip(ELLIPSIS) in body


@pytest.mark.parametrize(
    "body",
    ["x," * 200 + "banjir", "x," * 200 + "banjir kota", "x," * 200 + "banjir" + ",x" * 200,
     "kata " + "x," * 200 + "banjir", "kata " * 60 + "banjir", "banjir" + ",x" * 200],
    ids=["none before it", "one after it", "none at all", "one far before it", "many before it",
         "none after it"],
)  # fmt: skip
def test_a_match_in_a_long_sentence_is_shown_wherever_its_blanks_are(body: str) -> None:
    """A list of figures or a pasted address has no blanks to cut at."""
    snippet = highlighter("banjir").snippet(a_story(body=body))
    assert marked(snippet) == ["banjir"]
    assert len(snippet.text) <= MAX_SNIPPET_CHARS


def test_without_a_match_the_lead_is_shown() -> None:
    """A story found by its headline shows how it begins, unmarked."""
    story = a_story(title="Banjir", body=("Hujan turun.", "Warga pulang."))
    assert highlighter("banjir").snippet(story) == Snippet("Hujan turun.")
    assert marked(highlighter("banjir").title(story)) == ["Banjir"]
    assert highlighter("banjir").snippet(a_story(body=())) == Snippet("")


def test_a_caption_is_never_shown() -> None:
    """Where only the caption has the word, the story's beginning is shown, unmarked."""
    story = a_story(body=("Hujan turun.",), captions=("Banjir di Sengeti.",))
    assert highlighter("banjir").snippet(story) == Snippet("Hujan turun.")
    assert highlighter("banjir").snippet(a_story(body=(), captions=("Banjir.",))) == Snippet("")


@pytest.mark.parametrize(
    "pointer",
    ["Baca juga: Banjir di Hulu", "BACA JUGA : Banjir di Hulu.", "(Baca Juga: Banjir di Hulu)"],
    ids=["plain", "shouted", "in brackets"],
)
def test_a_pointer_to_another_story_is_never_shown(pointer: str) -> None:
    """Its headline answers for another story; what stands before and after it may be shown."""
    only = a_story(body=("Hujan turun.", pointer))
    assert highlighter("banjir").snippet(only) == Snippet("Hujan turun.")
    inside = a_story(body=f"Hujan turun di Sengeti. {pointer}")
    assert (
        highlighter("banjir sengeti").snippet(inside).text == f"Hujan turun di Sengeti.{ELLIPSIS}"
    )
    assert highlighter("banjir").snippet(inside).text == f"Hujan turun di Sengeti.{ELLIPSIS}"
    alone = a_story(body=(pointer, "Hujan turun."))
    assert highlighter("banjir").snippet(alone) == Snippet("Hujan turun.")


def test_forms_of_a_word_are_marked_but_not_in_quotes() -> None:
    """A family marks its forms; a quoted word marks itself only."""
    story = a_story(body="Pembangunan jalan: warga membangun, bangunan berdiri.")
    assert marked(highlighter("bangun").snippet(story))[:2] == ["Pembangunan", "membangun"]
    assert marked(highlighter('"membangun"').snippet(story)) == ["membangun"]


def test_what_is_excluded_is_not_marked() -> None:
    """`-bungo` marks nothing."""
    story = a_story(body="Banjir di Bungo.")
    assert marked(highlighter("banjir -bungo").snippet(story)) == ["Banjir"]


def test_function_words_are_not_marked_beside_content_words() -> None:
    """`yang` would colour the whole page."""
    story = a_story(body="Banjir yang datang.")
    assert marked(highlighter("banjir yang").snippet(story)) == ["Banjir"]
    assert marked(highlighter("yang").snippet(story)) == ["yang"]


def test_a_phrase_is_marked_only_where_it_stands_whole() -> None:
    """Its words elsewhere are no match; with slop, words between are not marked."""
    story = a_story(body="Jambi, kota tua. Wali Kota Jambi datang.")
    assert marked(highlighter('"kota jambi"').snippet(story)) == ["Kota", "Jambi"]
    near = a_story(body="Kota tua Jambi ramai.")
    assert marked(highlighter('"kota jambi"').snippet(near)) == []
    assert marked(highlighter('"kota jambi"~1').snippet(near)) == ["Kota", "Jambi"]


def test_a_field_marks_only_there() -> None:
    """`judul:banjir` answers in the headline."""
    story = a_story(title="Banjir", body=("Banjir.", "Banjir."))
    shown = highlighter("judul:banjir")
    assert marked(shown.title(story)) == ["Banjir"]
    assert [marked(paragraph) for paragraph in shown.paragraphs(story)] == [[], []]


@pytest.mark.parametrize(
    ("query", "words"),
    [("ban*", ["Banjir"]), ("bnajir~", ["Banjir"]), ("covid-19", ["COVID-19"]),
     ("jumat", ["Jum’at"]), ("Rp5.000.000", ["Rp 5 juta"]), ("7000", ["7.000"])],
    ids=["a prefix", "a misspelling", "a hyphen", "an apostrophe", "a sum", "a figure"],
)  # fmt: skip
def test_words_are_marked_as_printed(query: str, words: list[str]) -> None:
    """Marks follow the print, whatever spelling was typed."""
    story = a_story(body="Banjir pada Jum’at: COVID-19, Rp 5 juta, 7.000 warga.")
    snippet = highlighter(query).snippet(story)
    assert "".join(marked(snippet)).startswith(words[0].split()[0])
    assert all(tokenize(word) for word in marked(snippet))


def test_the_best_sentence_begins_the_passage() -> None:
    """A passage begins at a sentence; what was left out is shown by an ellipsis."""
    story = a_story(body="Hujan turun. Banjir melanda kota. " + "Warga mengungsi. " * 30)
    snippet = highlighter("banjir kota").snippet(story)
    assert snippet.text.startswith(f"{ELLIPSIS}Banjir melanda kota.")
    assert snippet.text.endswith(ELLIPSIS)


FILLER = "Warga menunggu kabar dari posko sepanjang malam dan pagi. " * 4


def test_two_passages_are_shown_where_one_has_not_all_words() -> None:
    """In the order of the story, with an ellipsis between."""
    story = a_story(body=(f"{FILLER}Jembatan putus. {FILLER}", f"{FILLER}Semangka murah. {FILLER}"))
    snippet = highlighter("semangka jembatan").snippet(story)
    assert marked(snippet) == ["Jembatan", "Semangka"]
    assert snippet.text.count(JOINT) == 1
    same = a_story(body=f"{FILLER}Jembatan putus. {FILLER}{FILLER}Semangka murah. {FILLER}")
    assert marked(highlighter("semangka jembatan").snippet(same)) == ["Jembatan", "Semangka"]


def test_words_near_each_other_and_in_order_are_shown_first() -> None:
    """All words together beat all words scattered; of equal passages the earlier is shown."""
    scattered = (
        "Banjir surut, kata warga yang menunggu lama sekali di tepi jalan raya itu, Sengeti."
    )
    near = "Banjir Sengeti meluas."
    story = a_story(body=(scattered, near, f"{near} Ya."))
    assert highlighter("banjir sengeti").snippet(story).text == near


def test_a_passage_is_cut_at_clauses() -> None:
    """A long sentence begins after a comma, not in the middle of what is said."""
    long = "kata demi kata tanpa henti sampai di sini, "
    story = a_story(body=f"{long * 6}banjir datang, {long * 6}")
    snippet = highlighter("banjir").snippet(story)
    assert snippet.text.startswith(f"{ELLIPSIS}kata demi")
    assert snippet.text.endswith(f"sampai di sini{ELLIPSIS}")


@pytest.mark.parametrize(
    "sign",
    ["e\u0301", "👩\u200d👩\u200d👧", "👍🏽", "🇮🇩", "नि", "أَ"],
    ids=["an accent", "a family", "a skin tone", "a flag", "Devanagari", "Arabic"],
)
def test_no_sign_is_cut(sign: str) -> None:
    """A text without blanks is cut between what a reader sees as signs."""
    for shift in range(len(sign)):
        story = a_story(body="x" * shift + "," + sign * 200 + ",banjir," + sign * 200)
        snippet = highlighter("banjir").snippet(story)
        before, after = snippet.text.strip(ELLIPSIS).split("banjir")
        assert before.strip("x,").replace(sign, "") == ""
        assert after.strip(",").replace(sign, "") == ""


def test_variants_are_one_word() -> None:
    """A passage with two spellings of one word covers no more of the query than one."""
    pemkot = Variants((Exact(("pemkot",)), Sequence((("pemerintah",), ("kota",)))), (1.0, 0.5))
    asked = Plan(words=(Word("pemkot", pemkot), Word("semangka", Exact(("semangka",)))))
    story = a_story(body=("Pemkot, yakni pemerintah kota, diam.", "Pemkot makan semangka."))
    shown = Highlighter(asked, stem)
    assert marked(shown.snippet(story)) == ["Pemkot", "semangka"]
    first, _ = shown.paragraphs(story)
    assert marked(first) == ["Pemkot", "pemerintah", "kota"]


@given(
    st.lists(
        st.sampled_from(["banjir", "kota", "di", "pemerintahan", "tanggap", "penanggulangan,"]),
        min_size=1, max_size=60,
    ),
    st.sampled_from(["banjir kota", "pemerintahan banjir", "kota tanggap banjir"]),
)  # fmt: skip
def test_no_word_of_a_text_with_blanks_is_cut(words: list[str], query: str) -> None:
    """Each passage begins and ends where a word does."""
    body = " ".join(words)
    text = highlighter(query).snippet(a_story(body=body)).text
    for passage in text.split(" … "):
        shown = passage.strip(ELLIPSIS)
        assert f" {shown}" in f" {body}"
        assert any(f" {shown}{end}" in f" {body} " for end in (" ", ", ", ","))


def test_a_first_word_that_does_not_fit_is_left_out_whole() -> None:
    """The room ends within the only word before what is shown: that word is not cut."""
    lead = (
        "Pemerintah Kota Jambi berencana merelokasi 412 pedagang Pasar Talang Semai ke bangunan"
        " baru di kawasan Paal Lima, Kecamatan Kota Baru. Pemindahan ditargetkan rampung sebelum"
        " Juli 2024."
    )
    text = highlighter("kota jambi 2024").snippet(a_story(body=lead)).text
    assert text.startswith(f"{ELLIPSIS}Kota Jambi berencana") and text.endswith("Juli 2024.")
