"""Is every engine's score the one of docs/ranking.md? Each formula by hand, on texts of few words.

Each archive is small enough to count: lengths and averages stand beside the texts, and the expected
number is worked out from them here, not by an engine.
"""

from datetime import date

import pytest

from search.dates import DayRange
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
    TextField,
    Valued,
    Without,
)
from search.values import FacetName
from tests.builders import Index, a_story, ask, commit, must, words
from tests.contract.formula import (
    BODY,
    BODY_B,
    CAPTION,
    CAPTION_B,
    LEAD,
    LEAD_B,
    ONE_OF_TWO,
    SHARE,
    TITLE,
    TITLE_B,
    idf,
    near,
    normal,
    saturated,
    scores_of,
)


@pytest.mark.parametrize(
    ("texts", "weight"),
    [
        pytest.param({"title": "banjir"}, TITLE, id="title"),
        pytest.param({"body": ("banjir", "isi")}, LEAD, id="lead"),
        pytest.param({"body": ("muka", "banjir")}, BODY, id="body"),
        pytest.param({"captions": ("banjir",)}, CAPTION, id="caption"),
    ],
)
def test_a_field_has_its_weight(
    index: Index, texts: dict[str, str | tuple[str, ...]], weight: float
) -> None:
    """In fields of average length x is the field's weight."""
    one_word_each = {"title": "judul", "body": ("muka", "isi"), "captions": ("foto",)}
    scores = scores_of(
        index,
        words("banjir"),
        a_story(id="s1", **{**one_word_each, **texts}),
        a_story(id="s2", **one_word_each),
    )
    assert scores == {"s1": near(ONE_OF_TWO * saturated(weight))}


@pytest.mark.parametrize(
    ("texts", "weight", "b"),
    [
        pytest.param({"title": "banjir x x"}, TITLE, TITLE_B, id="title"),
        pytest.param({"body": ("banjir x x", "isi")}, LEAD, LEAD_B, id="lead"),
        pytest.param({"body": ("muka", "banjir x x")}, BODY, BODY_B, id="body"),
        pytest.param({"captions": ("banjir x x",)}, CAPTION, CAPTION_B, id="caption"),
    ],
)
def test_a_long_field_weighs_a_word_less(
    index: Index, texts: dict[str, str | tuple[str, ...]], weight: float, b: float
) -> None:
    """With 3 words where 2 are the average, tf is divided by 1 - b + b * 3 / 2."""
    one_word_each = {"title": "judul", "body": ("muka", "isi"), "captions": ("foto",)}
    scores = scores_of(
        index,
        words("banjir"),
        a_story(id="s1", **{**one_word_each, **texts}),
        a_story(id="s2", **one_word_each),
    )
    assert scores == {"s1": near(ONE_OF_TWO * saturated(weight / (1 - b + b * 3 / 2)))}


def test_fields_are_joined_before_they_saturate(index: Index) -> None:
    """x is the sum over title and body, not the score; a field not asked for is left out."""
    commit(
        index,
        a_story(id="s1", title="banjir", body=("muka", "banjir banjir")),
        a_story(id="s2", title="judul", body=("muka", "isi isi")),
    )
    reader = index.reader()
    both = dict(ask(reader, words("banjir")).hits)
    title = dict(ask(reader, words(Exact(("banjir",), (TextField.TITLE,)))).hits)
    assert both == {"s1": near(ONE_OF_TWO * saturated(TITLE + BODY * 2))}
    assert title == {"s1": near(ONE_OF_TWO * saturated(TITLE))}


def test_an_average_counts_stories_without_the_field_and_is_at_least_one(index: Index) -> None:
    """Body lengths 6, 0 and 0 make 2; caption lengths 1, 0 and 0 make 1, not a third."""
    commit(
        index,
        a_story(id="s1", title="a", body=("m", "banjir x x x x x"), captions=("foto",)),
        a_story(id="s2", title="b", body=()),
        a_story(id="s3", title="c", body=("m",)),
    )
    reader = index.reader()
    body, caption = (dict(ask(reader, words(term)).hits) for term in ("banjir", "foto"))
    assert body == {"s1": near(idf(1, 3) * saturated(1 / normal(BODY_B, 6 / 2)))}
    assert caption == {"s1": near(idf(1, 3) * saturated(CAPTION))}


def test_gaps_between_paragraphs_are_no_length(index: Index) -> None:
    """Four paragraphs of one word are a body of 4 words, as one paragraph of four is."""
    scores = scores_of(
        index,
        words("banjir"),
        a_story(id="apart", title="a", body=("m", "banjir", "x", "*", "x", "x")),
        a_story(id="whole", title="b", body=("m", "banjir x x x")),
        a_story(id="none", title="c", body=("m", "x")),
    )
    expected = near(idf(2, 3) * saturated(1 / normal(BODY_B, 4 / 3)))
    assert scores == {"apart": expected, "whole": expected}


@pytest.mark.parametrize("masked", [False, True], ids=["removed", "masked"])
def test_only_living_stories_count(index: Index, masked: bool) -> None:
    """Neither N, n nor the averages know a story that is removed or masked."""
    gone = a_story(id="gone", title="banjir " * 20, body=("banjir " * 9, "banjir " * 30))
    commit(
        index,
        gone,
        a_story(id="s1", title="banjir x", body=()),
        a_story(id="s2", title="x x x x", body=()),
        a_story(id="s3", title="x x x", body=()),
    )
    if not masked:
        commit(index, remove=["gone"])
    found = ask(index.reader(frozenset({"gone"} if masked else ())), words("banjir"))
    assert dict(found.hits) == {"s1": near(idf(1, 3) * saturated(TITLE / normal(TITLE_B, 2 / 3)))}


def test_a_replaced_story_counts_as_it_is_now(index: Index) -> None:
    """Its old text is in no average and no n."""
    commit(index, a_story(id="s2", title="banjir " * 20, body=("banjir " * 9,)))
    commit(index, a_story(id="s1", title="banjir", body=()), a_story(id="s2", title="x", body=()))
    assert dict(ask(index.reader(), words("banjir")).hits) == {
        "s1": near(ONE_OF_TWO * saturated(TITLE))
    }


def test_a_family_is_as_rare_as_the_union_of_its_forms(index: Index) -> None:
    """A story with two forms is one story of n; filters and other words do not change n."""
    titles = ("dibangun pembangunan", "pembangunan rumah", "rumah baru", "taman baru")
    archive = [a_story(id=f"s{n}", title=title, body=()) for n, title in enumerate(titles)]
    plan = words(Family("dibangun", "bangun", (TextField.TITLE,)), "rumah")
    scores = scores_of(index, plan, *archive)
    rare = idf(2, 4)
    assert scores["s1"] == near(rare * saturated(TITLE * SHARE) + rare * saturated(TITLE))
    assert scores["s0"] == near(rare * saturated(TITLE * (1 + SHARE)))


@pytest.mark.parametrize(
    ("clause", "score"),
    [
        pytest.param(Pattern(("banj", "")), 1.0, id="a pattern"),
        pytest.param(Fuzzy("banjit"), 1.0, id="a fuzzy word"),
        pytest.param(Dated(DayRange(date(2023, 1, 1), date(2024, 1, 1))), 1.0, id="a date"),
        pytest.param(Valued(FacetName.TOPIC, ("cuaca",)), 1.0, id="a facet value"),
        pytest.param(Every(), 1.0, id="every story"),
        pytest.param(Without(Exact(("takada",))), 0.0, id="what is excluded"),
        pytest.param(Boosted(Every(), 2.5), 2.5, id="a factor"),
        pytest.param(Boosted(Without(Exact(("takada",))), 2.5), 0.0, id="a factor of nothing"),
        pytest.param(All((Every(), Boosted(Every(), 0.5))), 1.5, id="the sum of all"),
        pytest.param(
            Either((Every(), Exact(("takada",)), Pattern(("banj", "")))), 2.0, id="of either"
        ),
        pytest.param(
            Either((All((Every(), Exact(("takada",)))), Every())), 1.0,
            id="nothing of what is not satisfied, whatever its parts would add",
        ),
        pytest.param(Without(Without(Every())), 0.0, id="not without"),
    ],
)  # fmt: skip
def test_other_clauses_have_their_worth(index: Index, clause: Clause, score: float) -> None:
    """1 for what is satisfied, sums, factors, and 0 for what is excluded or not satisfied."""
    story = a_story(title="Banjir", topics=("cuaca",), published="2023-02-01")
    assert scores_of(index, must(clause), story)["s1"] == near(score)


def test_words_strict_clauses_and_lifts_are_added(index: Index) -> None:
    """A score is the sum over words, strict clauses and lifts; a missing word or lift adds 0."""
    plan = Plan(
        words=words("banjir", "takada").words,
        strict=(Exact(("banjir",)), Every()),
        lifts=(Boosted(Exact(("banjir",)), 3.0), Exact(("entah",)), Pattern(("banj", ""))),
    )
    scores = scores_of(
        index, plan, a_story(title="banjir", body=()), a_story(id="s2", title="x", body=())
    )
    word = ONE_OF_TWO * saturated(TITLE)
    assert scores == {"s1": near(word + word + 1 + 3 * word + 1)}
