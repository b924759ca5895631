"""Does an engine answer as the memory engine does, which reads every story?"""

from collections.abc import Callable

from hypothesis import given, settings
from hypothesis import strategies as st

from search.ports import Reader, Request
from search.query.clauses import Exact, Family, Fuzzy, Pattern, Plan, Sequence, TextField, Without
from search.values import FacetName, Sort, Story
from tests.builders import Index, a_story, commit, must, words
from tests.contract.agreement import assert_agree
from tests.strategies import LONG_TERM, STORY_IDS, TERMS, Change, batches, plain_requests, requests

MakeIndex = Callable[[], Index]


def _bring(index: Index, changes: list[Change], revision: int) -> None:
    """Bring one batch in, change by change."""
    writer = index.writer()
    for story_id, story in changes:
        if story is None:
            writer.remove([story_id])
        else:
            writer.add([story])
    writer.commit(archive_id="arsip", epoch="e1", revision=revision)
    writer.close()


def _left(history: list[list[Change]]) -> list[Story]:
    """The stories there are in the end, by id."""
    last = {story_id: story for batch in history for story_id, story in batch}
    return [story for _, story in sorted(last.items()) if story is not None]


def _only_adds(history: list[list[Change]]) -> bool:
    """Whether no story was removed or replaced."""
    changed = [story_id for batch in history for story_id, _ in batch]
    return len(set(changed)) == len(changed) == len(_left(history))


@settings(max_examples=100, deadline=None)
@given(
    history=batches(),
    together=st.lists(st.booleans(), min_size=3, max_size=3),
    asked=st.lists(st.one_of(requests(), plain_requests()), min_size=2, max_size=8),
    mask=st.frozensets(st.sampled_from(STORY_IDS), max_size=2),
)
def test_answers_as_the_judge_does(
    new_index: MakeIndex,
    merge: Callable[[Index], None],
    judge: MakeIndex,
    history: list[list[Change]],
    together: list[bool],
    asked: list[Request],
    mask: frozenset[str],
) -> None:
    """Hits in order, scores, totals, facets and counts are the same, however they were brought.

    The judge takes each batch as it is; the engine takes some of them together with the next. Its
    snapshots are asked after all later commits, then the merged index, then one made at once.
    """
    index, judging = new_index(), judge()
    opened: list[tuple[Reader, Reader, bool]] = []
    waiting: list[Change] = []
    for revision, batch in enumerate(history, start=1):
        _bring(judging, batch, revision)
        waiting += batch
        if together[revision - 1] and revision < len(history):
            continue
        _bring(index, waiting, revision)
        waiting = []
        exact = not mask and _only_adds(history[:revision])
        opened.append((index.reader(mask), judging.reader(mask), exact))

    merge(index)
    at_once = new_index()
    commit(at_once, *_left(history), revision=len(history))
    for other, exact in ((index, _only_adds(history)), (at_once, True)):
        opened.append((other.reader(mask), judging.reader(mask), exact and not mask))

    for ours, theirs, exact in opened:
        assert_agree(ours, theirs, asked, TERMS, usage_is_exact=exact)
        ours.close()
        theirs.close()


def _everything(*plans: Plan) -> list[Request]:
    """Each plan in every order and with every facet."""
    return [
        Request(plan=plan, sort=sort, limit=1_000, facets=tuple(FacetName))
        for plan in plans
        for sort in Sort
    ]


def _agree_on(
    new_index: MakeIndex, judge: MakeIndex, archive: list[Story], terms: list[str], *plans: Plan
) -> None:
    """Bring the same stories to both in one commit each and compare."""
    index, judging = new_index(), judge()
    for each in (index, judging):
        commit(each, *archive)
    assert_agree(index.reader(), judging.reader(), _everything(*plans), terms, usage_is_exact=True)


def test_a_word_may_stand_hundreds_of_times(new_index: MakeIndex, judge: MakeIndex) -> None:
    """Frequencies and lengths around 255 and beyond are counted as they are."""
    counts = (1, 254, 255, 256, 257, 300, 1_000)
    archive = [
        a_story(id=f"{field}-{count}", **{**dict(title="Kabar", body=("Isi",)), **texts})
        for count in counts
        for field, texts in (
            ("title", {"title": "Banjir " * count}),
            ("lead", {"body": ("Hujan banjir " * count,)}),
            ("body", {"body": ("Isi", "Membanjiri, banjir " * count)}),
            ("caption", {"captions": ("banjir",) * count}),
        )
    ]
    banjir = Family("banjir", "banjir")
    side_by_side = Sequence((("hujan", "membanjiri"), ("banjir",)))
    _agree_on(
        new_index, judge, archive, ["banjir", "membanjiri", "hujan"],
        words(banjir), words(Exact(("banjir", "membanjiri"))), must(side_by_side),
        words(banjir, side_by_side),
    )  # fmt: skip


def test_a_story_may_be_longer_than_65536_positions(new_index: MakeIndex, judge: MakeIndex) -> None:
    """Its words are found, counted and told apart in their places beyond that as before it."""
    filler = "kata lain " * 16_400  # twice 32,800 words
    long = a_story(
        id="long",
        body=("Awal.", f"muka {filler} Banjir besar", f"{filler} surut kembali. Akhir Tebo"),
    )
    archive = [long, a_story(id="s2", body=("Awal.", "Banjir besar surut")), a_story(id="s3")]
    _agree_on(
        new_index, judge, archive, ["kata", "banjir", "akhir", "tebo"],
        words("kata"), words("akhir"), words("banjir", "surut"),
        must(Sequence((("surut",), ("kembali",), ("akhir",)))),
        must(Sequence((("surut",), ("akhir",)), 1, (TextField.BODY,))),
        must(Sequence((("muka",), ("akhir",)), 65_636)),
        must(Sequence((("muka",), ("akhir",)), 50)),
        must(Sequence((("lain",), ("surut",)))),
    )  # fmt: skip


def test_a_story_may_hold_almost_nothing(new_index: MakeIndex, judge: MakeIndex) -> None:
    """Stories without title, body, any word, or with a word longer than any are stories too."""
    archive = [
        a_story(id="no title", title="", body="Banjir."),
        a_story(id="no body", title="Banjir", body=()),
        a_story(id="nothing", title="", body=()),
        a_story(id="signs", title="— … —", body=("* * *", "%", "Banjir", "!?")),
        a_story(id="blank", title=" ", body=("", " ", "")),
        a_story(id="long word", title="a" * 80, body=f"{'a' * 79}b-banjir {'b' * 200}"),
    ]
    _agree_on(
        new_index, judge, archive, ["banjir", LONG_TERM, "a" * 80, "%"],
        Plan(), words("banjir"), words(LONG_TERM, "banjir"), must(Exact(("a" * 80,))),
        must(Pattern(("aaa", ""))), must(Fuzzy(LONG_TERM)), must(Without(Exact(("banjir",)))),
        must(Exact(("banjir",), (TextField.BODY,))),
    )  # fmt: skip


def test_an_archive_without_a_word_may_be_asked(new_index: MakeIndex, judge: MakeIndex) -> None:
    """Where no story has any text every average is at least 1 and nothing is divided by 0."""
    archive = [a_story(id=f"s{number}", title="", body=()) for number in range(3)]
    _agree_on(
        new_index, judge, archive, ["banjir"], Plan(), words("banjir"), must(Pattern(("", "")))
    )


def test_fields_may_be_named_in_any_order(new_index: MakeIndex, judge: MakeIndex) -> None:
    """Where words stand near each other is the same, whichever field a clause names first."""
    archive = [a_story(id="s1", title="Banjir besar", body=("Banjir besar surut", "Banjir besar"))]
    backwards = (TextField.BODY, TextField.LEAD, TextField.TITLE)
    pair = (Exact(("banjir",), backwards), Exact(("besar",), backwards))
    plan = Plan(words=words(*pair).words, near=(pair,))
    _agree_on(new_index, judge, archive, ["banjir"], plan)
