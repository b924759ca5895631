"""Do variants, words near each other and factors count as docs/ranking.md says? By hand."""

from datetime import date

import pytest

from search.ports import Request
from search.query.clauses import (
    Exact,
    Family,
    Plan,
    Preferred,
    Recent,
    Said,
    Sequence,
    TextField,
    Variants,
    Word,
)
from tests.builders import Index, a_story, ask, commit, words
from tests.contract.formula import (
    K1,
    ONE_OF_TWO,
    SHARE,
    TITLE,
    TITLE_B,
    beside_a_dull_one,
    idf,
    near,
    normal,
    saturated,
    scores_of,
)

WINDOW = 200  # stories for which nearness counts
NEAR = 0.15


def pair(first: Said, second: Said) -> Plan:
    """Two words that are wanted near each other."""
    content = tuple(Word(str(own), own) for own in (first, second))
    return Plan(words=content, near=((first, second),))


def test_variants_are_one_term_with_shares(index: Index) -> None:
    """Each occurrence counts its share, before saturation; a family among them its own."""
    pemkot = Variants(
        (Family("pemkot", "pemkot"), Sequence((("pemerintah",), ("kota",))), Exact(("balaikota",))),
        (1.0, 0.7, 0.5),
    )
    score = beside_a_dull_one(index, pemkot, "pemkot pemerintah kota balaikota")
    assert score == near(ONE_OF_TWO * saturated(TITLE * (1 + 0.7 + 0.5)))


def test_variants_are_as_rare_as_all_of_them_together(index: Index) -> None:
    """A story with two of them is one story of n."""
    either = Variants((Exact(("pemkot",)), Exact(("kota",))), (1.0, 0.7))
    titles = ("pemkot kota", "kota baru", "desa baru", "jalan baru")
    archive = [a_story(id=f"s{n}", title=title, body=()) for n, title in enumerate(titles)]
    scores = scores_of(index, words(either), *archive)
    assert scores["s1"] == near(idf(2, 4) * saturated(TITLE * 0.7))
    assert scores["s0"] == near(idf(2, 4) * saturated(TITLE * 1.7))


def test_a_variant_counts_only_in_its_own_fields(index: Index) -> None:
    """Each of the clauses keeps the fields it asks for."""
    both = Variants(
        (Exact(("banjir",), (TextField.TITLE,)), Exact(("bah",), (TextField.BODY,))), (1.0, 1.0)
    )
    assert beside_a_dull_one(index, both, "banjir bah") == near(ONE_OF_TWO * saturated(TITLE))


def test_the_newsroom_adds_forms_to_a_family_and_takes_some_out(index: Index) -> None:
    """`also` are forms, `but` are none; the typed one always is."""
    bangun = Family("bangun", "bangun", also=("bah",), but=("dibangun", "bangun"))
    score = beside_a_dull_one(index, bangun, "bangun dibangun bah pembangunan")
    assert score == near(ONE_OF_TWO * saturated(TITLE * (1 + SHARE + SHARE)))


@pytest.mark.parametrize(
    ("title", "count"),
    [
        pytest.param("banjir jambi", 1.0, id="right behind"),
        pytest.param("banjir x x jambi", 1.0, id="two words between"),
        pytest.param("banjir x x x jambi", 0.5, id="three words between"),
        pytest.param("jambi banjir", 0.5, id="the other way round"),
        pytest.param("jambi x x x x x x x banjir", 0.5, id="eight before"),
        pytest.param("jambi x x x x x x x x banjir", 0.0, id="nine before"),
        pytest.param("banjir banjir jambi banjir", 2.5, id="each place of the first counts"),
    ],
)
def test_words_near_each_other_add_to_the_score(index: Index, title: str, count: float) -> None:
    """In order and close a place counts 1, around a half, further away nothing."""
    first, second = Exact(("banjir",)), Exact(("jambi",))
    dull = a_story(id="s2", title=" ".join("x" for _ in title.split()), body=())
    commit(index, a_story(id="s1", title=title, body=()), dull)
    alone = dict(ask(index.reader(), words(first, second)).hits)["s1"]
    both = dict(ask(index.reader(), pair(first, second)).hits)["s1"]
    added = NEAR * ONE_OF_TWO * saturated(TITLE * count)
    assert both == near(alone + added)


def test_nearness_takes_the_less_rare_word_and_the_fields_norm(index: Index) -> None:
    """The smaller idf of the two; long fields count less, as everywhere."""
    plan = pair(Exact(("banjir",)), Family("jambi", "jambi"))
    commit(
        index,
        a_story(id="s1", title="banjir jambi x x", body=()),
        a_story(id="s2", title="jambi x", body=()),
        a_story(id="s3", title="x x x", body=()),
    )
    alone = dict(ask(index.reader(), Plan(words=plan.words)).hits)["s1"]
    x = TITLE / normal(TITLE_B, 4 / 3)
    assert dict(ask(index.reader(), plan).hits)["s1"] == near(
        alone + NEAR * idf(2, 3) * saturated(x)
    )


def test_a_variant_stands_where_any_of_its_clauses_begins(index: Index) -> None:
    """The places of a phrase are where it begins; one place counts once."""
    mayor = Variants((Exact(("walikota", "wali")), Sequence((("wali",), ("kota",)))), (1.0, 1.0))
    plan = pair(mayor, Exact(("jambi",)))
    commit(
        index,
        a_story(id="s1", title="wali kota x jambi", body=()),
        a_story(id="s2", title="x x x x", body=()),
    )
    alone = dict(ask(index.reader(), Plan(words=plan.words)).hits)["s1"]
    both = dict(ask(index.reader(), plan).hits)["s1"]
    assert both == near(alone + NEAR * ONE_OF_TWO * saturated(TITLE))


def test_only_the_best_stories_are_looked_at_for_nearness(index: Index) -> None:
    """The two hundred that are first without it; the others keep their score."""
    archive = [
        a_story(id=f"s{n:03}", title="banjir jambi", body=(), published="2023-02-01")
        for n in range(WINDOW + 2)
    ]
    commit(index, *archive, a_story(id="dull", title="x x", body=()))
    plan = pair(Exact(("banjir",)), Exact(("jambi",)))
    hits = index.reader().search(Request(plan=plan, limit=1_000)).hits
    low, high = hits[-1][1], hits[0][1]
    assert [score for _, score in hits] == [high] * WINDOW + [low] * 2 and low < high
    assert [story for story, _ in hits] == sorted(story for story, _ in hits)
    later = index.reader().search(Request(plan=plan, limit=5, offset=WINDOW - 2)).hits
    assert later == hits[WINDOW - 2 : WINDOW + 3]


def test_a_preferred_story_is_worth_more(index: Index) -> None:
    """The score of a story that satisfies the clause is multiplied, no other."""
    plan = Plan(words=words("banjir").words, factors=(Preferred(Exact(("jambi",)), 1.25),))
    scores = scores_of(
        index,
        plan,
        a_story(id="s1", title="banjir jambi", body=()),
        a_story(id="s2", title="banjir tebo", body=()),
        a_story(id="s3", title="x x", body=()),
    )
    assert scores["s1"] == near(1.25 * scores["s2"])


@pytest.mark.parametrize(
    ("published", "factor"),
    [
        pytest.param("2023-02-10", 1.0, id="today"),
        pytest.param("2023-02-11", 1.0, id="a day to come"),
        pytest.param("2023-01-31", 0.9 + 0.1 / 2, id="a half-life ago"),
        pytest.param("2023-01", 0.9 + 0.1 * 2 ** (-40 / 10), id="from the month's first day"),
        pytest.param(None, 0.9, id="unknown"),
    ],
)
def test_a_newer_story_is_worth_more(index: Index, published: str | None, factor: float) -> None:
    """Down to the floor, which is what an undated story gets."""
    recent = Recent(date(2023, 2, 10), 0.9, 10)
    plan = Plan(words=words("banjir").words, factors=(recent,))
    own = a_story(id="s1", title="banjir", body=(), published=published)
    scores = scores_of(index, plan, own, a_story(id="s2", title="x", body=()))
    assert scores["s1"] == near(factor * ONE_OF_TWO * saturated(TITLE))


def test_a_score_can_be_explained(index: Index) -> None:
    """The parts are added, nearness too, and the factors multiply; nothing is left over."""
    first, second = Exact(("banjir",)), Exact(("jambi",))
    plan = Plan(
        words=pair(first, second).words,
        strict=(Exact(("di",)),),
        lifts=(Exact(("kota",)),),
        near=((first, second),),
        factors=(Preferred(first, 1.25), Recent(date(2023, 2, 10), 0.9, 10)),
    )
    commit(
        index,
        a_story(id="s1", title="banjir di kota jambi", body=(), published="2023-02-10"),
        a_story(id="s2", title="x x x x", body=()),
    )
    found = index.reader().search(Request(plan=plan, explain=True))
    (how,) = found.explained
    word = ONE_OF_TWO * saturated(TITLE)
    assert how.parts == (near(word),) * 4
    assert how.near == near(NEAR * word) and how.factors == (1.25, 1.0)
    assert found.hits[0][1] == near((4 + NEAR) * word * 1.25)
    assert index.reader().search(Request(plan=plan)).explained == ()


def test_saturation_has_its_bound() -> None:
    """However often a word stands, it is worth less than k1 + 1 times its rarity."""
    assert saturated(1e9) == pytest.approx(K1 + 1)
