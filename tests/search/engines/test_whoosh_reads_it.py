"""Whoosh's own reader, searcher, query classes and parser work over our index."""

import pickle
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner
from whoosh import query as q
from whoosh.filedb.filestore import FileStorage, ReadOnlyError
from whoosh.index import TOC
from whoosh.qparser import FuzzyTermPlugin, QueryParser
from whoosh.sorting import FieldFacet

from search import ArchiveNotFound, Home, Store, Story
from search.dates import DayRange
from search.engines.whoosh import WhooshIndex
from search.engines.whoosh.codec import ColumnarCodec, RecordIndex, open_with_whoosh
from search.engines.whoosh.schema import schema
from search.language.stems import Stemmer
from search.language.tokens import tokenize_paragraphs
from search.ports import Reader, Request, indexed_text
from search.query.clauses import (
    ALL_FIELDS,
    All,
    Clause,
    Dated,
    Either,
    Every,
    Exact,
    Fuzzy,
    Pattern,
    Plan,
    TextField,
    Without,
)
from search.query.clauses import Sequence as Ordered
from telusur import main
from tests.builders import a_story

TITLE, BODY = (TextField.TITLE,), (TextField.BODY,)
MONTH = a_story(id="bulan", title="Sebulan", published="2024-03", topics=("olahraga", "budaya"))
YEAR = a_story(id="tahun", title="Setahun", published="2024", body=("Awal.", "anak anak anak"))


@pytest.fixture(scope="module")
def stories(tmp_path_factory: pytest.TempPathFactory) -> list[Story]:
    """The sample archive, and two stories whose day is not known exactly."""
    home = tmp_path_factory.mktemp("contoh")
    words = ["import", "index_data/sample", "--quiet", "--home", str(home)]
    assert CliRunner().invoke(main, words, catch_exceptions=False).exit_code == 0
    store = Store(Home(home).store)
    found = [change.story for change in store.changes(0) if change.story is not None]
    store.close()
    return [*found, MONTH, YEAR]


@dataclass(frozen=True, slots=True)
class Layout:
    """One way in which the same stories can lie in an index."""

    max_stories: int
    removes: bool = False
    """Whether some of the stories are removed afterwards: too few to have a segment rewritten."""
    merges: bool = False


LAYOUTS = {
    "one segment": Layout(1_000),
    "several segments": Layout(20),
    "one segment, some deleted": Layout(1_000, removes=True),
    "several segments, some deleted": Layout(20, removes=True),
    "several segments, merged after deletions": Layout(20, removes=True, merges=True),
}


@dataclass(frozen=True, slots=True)
class Case:
    """An index on the disk, and the stories that live in it."""

    folder: Path
    stories: Sequence[Story]


@pytest.fixture(scope="module", params=LAYOUTS.values(), ids=LAYOUTS)
def case(
    request: pytest.FixtureRequest, stories: list[Story], tmp_path_factory: pytest.TempPathFactory
) -> Case:
    """The stories in an index of each layout."""
    return laid(request.param, stories, tmp_path_factory.mktemp("index"))


def laid(layout: Layout, stories: Sequence[Story], folder: Path) -> Case:
    """An index of these stories in this layout."""
    index, stemmer = WhooshIndex(folder, max_stories=layout.max_stories), Stemmer()
    index.create()
    writer = index.writer(stemmer)
    writer.add(stories)
    writer.commit(archive_id="arsip", epoch="e1", revision=1)
    gone = {story.id for story in stories[1::5]} if layout.removes else set()
    writer.remove(gone)
    writer.commit(archive_id="arsip", epoch="e1", revision=2)
    writer.close()
    if layout.merges:
        index.merge_all(stemmer)
    return Case(folder, [story for story in stories if story.id not in gone])


def found_by_whoosh(folder: Path, asked: q.Query) -> set[str]:
    """The ids that Whoosh's searcher finds."""
    with open_with_whoosh(folder).searcher() as searcher:
        hits = searcher.search(asked, limit=None)
        ids = [hit["id"] for hit in hits]
    assert len(ids) == len(set(ids))
    return set(ids)


def found_by_us(folder: Path, clause: Clause) -> set[str]:
    """The ids that our reader finds."""
    reader: Reader = WhooshIndex(folder).reader()
    found = reader.search(Request(plan=Plan(strict=(clause,)), limit=1_000))
    reader.close()
    return {story_id for story_id, _ in found.hits}


@pytest.mark.parametrize("name", LAYOUTS)
def test_the_layouts_are_what_they_are_called(
    name: str, stories: list[Story], tmp_path: Path
) -> None:
    """As many segments and deletions as the comparisons below count on."""
    index = open_with_whoosh(laid(LAYOUTS[name], stories, tmp_path).folder)
    with index.reader() as reader:
        assert (len(reader.leaf_readers()) > 1) == ("several" in name)
        assert reader.has_deletions() == ("some deleted" in name)


Query = Callable[[str], q.Query]
Ours = Callable[[tuple[TextField, ...]], Clause]

QUERIES: dict[str, tuple[Query, Ours]] = {
    "a term": (lambda f: q.Term(f, "jambi"), lambda f: Exact(("jambi",), f)),
    "a term nobody wrote": (lambda f: q.Term(f, "zzz"), lambda f: Exact(("zzz",), f)),
    "all of three terms": (
        lambda f: q.And([q.Term(f, "di"), q.Term(f, "dan"), q.Term(f, "yang")]),
        lambda f: All(tuple(Exact((word,), f) for word in ("di", "dan", "yang"))),
    ),
    "any of three terms": (
        lambda f: q.Or([q.Term(f, "banjir"), q.Term(f, "pasar"), q.Term(f, "zzz")]),
        lambda f: Exact(("banjir", "pasar", "zzz"), f),
    ),
    "one term and not another": (
        lambda f: q.And([q.Term(f, "di"), q.Not(q.Term(f, "jambi"))]),
        lambda f: All((Exact(("di",), f), Without(Exact(("jambi",), f)))),
    ),
    "one term and no word with a prefix": (
        lambda f: q.And([q.Term(f, "di"), q.Not(q.Prefix(f, "pem"))]),
        lambda f: All((Exact(("di",), f), Without(Pattern(("pem", ""), f)))),
    ),
    "nested": (
        lambda f: q.And(
            [
                q.Or([q.Term(f, "warga"), q.Term(f, "pasar")]),
                q.Or([q.Term(f, "desa"), q.And([q.Term(f, "di"), q.Term(f, "kota")])]),
                q.Not(q.Term(f, "banjir")),
            ]
        ),
        lambda f: All(
            (
                Exact(("warga", "pasar"), f),
                Either((Exact(("desa",), f), All((Exact(("di",), f), Exact(("kota",), f))))),
                Without(Exact(("banjir",), f)),
            )
        ),
    ),
    "a phrase of three": (
        lambda f: q.Phrase(f, ["pasar", "talang", "semai"]),
        lambda f: Ordered((("pasar",), ("talang",), ("semai",)), 0, f),
    ),
    "a phrase that repeats a word": (
        lambda f: q.Phrase(f, ["anak", "anak"]),
        lambda f: Ordered((("anak",), ("anak",)), 0, f),
    ),
    # Whoosh's slop is the largest step between two neighbours, ours what all steps may exceed.
    **{
        f"two words, slop {slop}": (
            lambda f, slop=slop: q.Phrase(f, ["di", "jambi"], slop=slop),
            lambda f, slop=slop: Ordered((("di",), ("jambi",)), slop - 1, f),
        )
        for slop in (1, 2, 3)
    },
    "a prefix": (lambda f: q.Prefix(f, "pem"), lambda f: Pattern(("pem", ""), f)),
    "a wildcard inside": (lambda f: q.Wildcard(f, "pe*an"), lambda f: Pattern(("pe", "an"), f)),
    "a wildcard in front": (lambda f: q.Wildcard(f, "*kan"), lambda f: Pattern(("", "kan"), f)),
    "a word within one edit": (
        lambda f: q.FuzzyTerm(f, "banjr", maxdist=1, prefixlength=0),
        lambda f: Fuzzy("banjr", 1, f),
    ),
    "a word within two edits": (
        lambda f: q.FuzzyTerm(f, "pemerintha", maxdist=2, prefixlength=0),
        lambda f: Fuzzy("pemerintha", 2, f),
    ),
}


@pytest.mark.parametrize("field", ALL_FIELDS)
@pytest.mark.parametrize(("theirs", "ours"), QUERIES.values(), ids=QUERIES)
def test_its_query_classes_find_the_sets_that_our_reader_finds(
    case: Case, theirs: Query, ours: Ours, field: TextField
) -> None:
    """In every field and layout."""
    assert found_by_whoosh(case.folder, theirs(field.value)) == found_by_us(
        case.folder, ours((field,))
    )


def test_the_queries_compared_find_something(stories: list[Story], tmp_path: Path) -> None:
    """So that equal sets are not equal because both are empty: each finds a story in some field."""
    folder = laid(LAYOUTS["one segment"], stories, tmp_path).folder
    empty = [
        name
        for name, (_, ours) in QUERIES.items()
        if not any(found_by_us(folder, ours((field,))) for field in ALL_FIELDS)
    ]
    assert empty == ["a term nobody wrote"]


def test_every_story_that_lives_is_found_once(case: Case) -> None:
    """Every() finds all living stories, as our own Every does; of a field, those that have it."""
    everyone = {story.id for story in case.stories}
    assert found_by_whoosh(case.folder, q.Every()) == everyone
    assert found_by_us(case.folder, Every()) == everyone

    for field in ALL_FIELDS:
        _, _, lengths = counted(case.stories, field)
        having = {story_id for story_id, length in lengths.items() if length}
        assert found_by_whoosh(case.folder, q.Every(field.value)) == having


DAYS = {
    "one month": DayRange(date(2024, 3, 1), date(2024, 4, 1)),
    "one month but a day": DayRange(date(2024, 3, 2), date(2024, 4, 1)),
    "one day": DayRange(date(2024, 1, 18), date(2024, 1, 19)),
    "from a day on": DayRange(date(2024, 6, 1), None),
    "until a day": DayRange(None, date(2024, 6, 1)),
    "the whole year": DayRange(date(2024, 1, 1), date(2025, 1, 1)),
}


@pytest.mark.parametrize("days", DAYS.values(), ids=DAYS)
def test_ranges_of_terms_find_the_days(case: Case, days: DayRange) -> None:
    """TermRange over the first and the last day is our Dated, for stories of any precision."""
    first, last = (day and day.isoformat() for day in (days.start, days.last))
    ranges = [q.TermRange("date", first, None), q.TermRange("last_date", None, last)]
    assert found_by_whoosh(case.folder, q.And(ranges)) == found_by_us(case.folder, Dated(days))
    known = {s.id for s in case.stories if s.published and s.published.day}
    both = q.TermRange("date", first, last)
    assert (
        found_by_whoosh(case.folder, both) & known == found_by_us(case.folder, Dated(days)) & known
    )


@pytest.mark.parametrize(
    ("field", "values_of"),
    [
        ("topic", lambda story: story.topics),
        ("author", lambda story: story.authors),
        ("place", lambda story: story.places),
        ("kind", lambda story: (story.kind.value,)),
        ("id", lambda story: (story.id,)),
    ],
)
def test_values_are_terms(
    case: Case, field: str, values_of: Callable[[Story], tuple[str, ...]]
) -> None:
    """Every facet value and every id finds the stories that have it, and no value is missing."""
    expected: dict[str, set[str]] = {}
    for story in case.stories:
        for value in values_of(story):
            expected.setdefault(value, set()).add(story.id)
    with open_with_whoosh(case.folder).searcher() as searcher:
        values = list(searcher.field_terms(field))
        found = {
            value: {hit["id"] for hit in searcher.search(q.Term(field, value), limit=None)}
            for value in values
        }
    assert len(values) == len(set(values))
    assert {value: ids for value, ids in found.items() if ids} == expected


PARSED: dict[str, tuple[str, Ours]] = {
    "words": (
        "harga PASAR",
        lambda f: All((Exact(("harga",), f), Exact(("pasar",), f))),
    ),
    "either of two words": ("banjir OR kebakaran", lambda f: Exact(("banjir", "kebakaran"), f)),
    "a word and not another": (
        "desa NOT banjir",
        lambda f: All((Exact(("desa",), f), Without(Exact(("banjir",), f)))),
    ),
    "a phrase": (
        '"Pasar Talang Semai"',
        lambda f: Ordered((("pasar",), ("talang",), ("semai",)), 0, f),
    ),
    "a phrase with slop": ('"di jambi"~3', lambda f: Ordered((("di",), ("jambi",)), 2, f)),
    "a doubled word": (
        "anak-anak",
        lambda f: All((Exact(("anak-anak",), f), Exact(("anak",), f))),
    ),
    "a prefix": ("pem*", lambda f: Pattern(("pem", ""), f)),
    "a wildcard": ("pe*an", lambda f: Pattern(("pe", "an"), f)),
    "a fuzzy word": ("banjr~", lambda f: Fuzzy("banjr", 1, f)),
    "another field": (
        "title:banjir desa",
        lambda f: All((Exact(("banjir",), TITLE), Exact(("desa",), f))),
    ),
    "a day range": (
        "banjir date:[2024-03-01 TO 2024-03-31] last_date:[TO 2024-03-31]",
        lambda f: All((Exact(("banjir",), f), Dated(DAYS["one month"]))),
    ),
    "everything": ("*:*", lambda f: Every()),
}


@pytest.mark.parametrize(("text", "ours"), PARSED.values(), ids=PARSED)
def test_its_parser_asks_for_what_was_typed(case: Case, text: str, ours: Ours) -> None:
    """QueryParser over our schema, in the body."""
    parser = QueryParser("body", schema())
    parser.add_plugin(FuzzyTermPlugin())
    assert found_by_whoosh(case.folder, parser.parse(text)) == found_by_us(case.folder, ours(BODY))


@pytest.mark.parametrize(
    "layout",
    [name for name, layout in LAYOUTS.items() if layout.merges or not layout.removes],
)
def test_its_statistics_are_those_of_the_texts(
    layout: str, stories: list[Story], tmp_path: Path
) -> None:
    """Terms, stories and times of each term, and lengths, exactly; where nothing is deleted."""
    case = laid(LAYOUTS[layout], stories, tmp_path)
    with open_with_whoosh(case.folder).reader() as reader:
        assert reader.doc_count() == reader.doc_count_all() == len(case.stories)
        for field in ALL_FIELDS:
            times, df, lengths = counted(case.stories, field)
            terms = [term.decode() for term in reader.lexicon(field.value)]
            assert terms == sorted(df)
            assert {t: reader.doc_frequency(field.value, t) for t in terms} == df
            assert {t: reader.frequency(field.value, t) for t in terms} == times
            assert reader.field_length(field.value) == sum(lengths.values())
            assert reader.max_field_length(field.value) == max(lengths.values())
            assert lengths == {
                reader.stored_fields(number)["id"]: reader.doc_field_length(number, field.value)
                for number in reader.all_doc_ids()
            }


def counted(
    stories: Sequence[Story], field: TextField
) -> tuple[Counter[str], Counter[str], dict[str, int]]:
    """Of each term its positions and stories, of each story its length, from the texts alone."""
    times: Counter[str] = Counter()
    df: Counter[str] = Counter()
    lengths = {}
    for story in stories:
        tokens = [t for part in tokenize_paragraphs(indexed_text(story)[field]) for t in part]
        own = Counter(term for token in tokens for term in set(token.terms))
        times.update(own)
        df.update(own.keys())
        lengths[story.id] = len(tokens)
    return times, df, lengths


def test_it_counts_a_deleted_story_only_until_it_is_merged_away(
    stories: list[Story], tmp_path: Path
) -> None:
    """doc_count leaves deleted stories out at once; doc_frequency counts them, as Whoosh does."""
    names = ("one segment, some deleted", "several segments, merged after deletions")
    deleted, merged = (laid(LAYOUTS[n], stories, tmp_path / n[:3]) for n in names)
    with open_with_whoosh(deleted.folder).reader() as reader:
        assert reader.has_deletions()
        assert (reader.doc_count(), reader.doc_count_all()) == (len(deleted.stories), len(stories))
        before = reader.doc_frequency("body", "di")
    with open_with_whoosh(merged.folder).reader() as reader:
        assert not reader.has_deletions()
        assert reader.doc_frequency("body", "di") < before


def test_its_best_hits_are_the_first_of_all_hits(case: Case) -> None:
    """Passing over postings of low quality, as it does for a short page, loses no hit."""
    asked = q.Or([q.Term("body", word) for word in ("banjir", "pasar", "desa", "di")])
    with open_with_whoosh(case.folder).searcher() as searcher:
        everything = [hit.score for hit in searcher.search(asked, limit=None)]
        page = [hit.score for hit in searcher.search(asked, limit=5)]
    assert page == pytest.approx(everything[:5])


def test_its_columns_sort_and_group(case: Case) -> None:
    """Hits can be sorted by day and counted by kind, as Whoosh does it."""
    with open_with_whoosh(case.folder).searcher() as searcher:
        hits = searcher.search(q.Every(), limit=None, sortedby="date", groupedby=FieldFacet("kind"))
        ids = [hit["id"] for hit in hits]
        kinds = {kind: len(numbers) for kind, numbers in hits.groups().items()}
    first = {s.id: s.published.days().start if s.published else date.min for s in case.stories}
    assert [first[story_id] for story_id in ids] == sorted(first.values())
    assert kinds == Counter(story.kind.value for story in case.stories)


def test_its_highlighter_finds_the_words_in_the_text(stories: list[Story], tmp_path: Path) -> None:
    """The analyzer of the schema says where a word stands, in every paragraph."""
    folder = laid(LAYOUTS["one segment"], stories, tmp_path).folder
    with open_with_whoosh(folder).searcher() as searcher:
        [hit] = searcher.search(q.And([q.Term("id", "tahun"), q.Term("body", "anak")]))
        marked = hit.highlights("body", text="\n".join(YEAR.body))
    assert marked == "Awal.\n" + " ".join(['<b class="match term0">anak</b>'] * 3)


def test_postings_can_be_read_one_by_one(case: Case) -> None:
    """The walk with next and skip_to, and the encoded positions, agree with the arrays."""
    for leaf, _ in open_with_whoosh(case.folder).reader().leaf_readers():
        matcher = leaf.postings("body", "di")
        walked = [(n, matcher.supports("positions")) for n in matcher.all_ids()]
        kind = leaf.schema["body"].format
        for number, _ in walked:
            matcher.skip_to(number)
            assert matcher.id() == number
            positions = matcher.value_as("positions")
            assert kind.decode_positions(matcher.value()) == positions
            assert len(positions) == matcher.weight() == kind.decode_frequency(matcher.value())
        matcher.next()
        assert not matcher.is_active()


def test_a_searcher_keeps_its_commit_and_the_next_one_sees_the_new(tmp_path: Path) -> None:
    """Deleting and merging behind a searcher changes nothing for it; refresh() is safe."""
    index, stemmer = WhooshIndex(tmp_path, max_stories=2), Stemmer()
    index.create()
    assert open_with_whoosh(tmp_path).is_empty()
    writer = index.writer(stemmer)
    writer.add(a_story(id=f"s{number}", title="Banjir") for number in range(5))
    writer.commit(archive_id="arsip", epoch="e1", revision=1)
    searcher = open_with_whoosh(tmp_path).searcher()
    assert searcher.up_to_date()
    writer.remove(["s1", "s4"])
    writer.commit(archive_id="arsip", epoch="e1", revision=2)
    writer.close()
    index.merge_all(stemmer)
    asked = q.Term("title", "banjir")
    assert {hit["id"] for hit in searcher.search(asked)} == {"s0", "s1", "s2", "s3", "s4"}
    assert not searcher.up_to_date()
    assert sorted(hit["id"] for hit in searcher.refresh().search(asked)) == ["s0", "s2", "s3"]


def test_there_must_be_an_index(tmp_path: Path) -> None:
    """A folder without a commit is no index for Whoosh either."""
    with pytest.raises(ArchiveNotFound):
        open_with_whoosh(tmp_path)


@pytest.mark.parametrize(
    "write",
    [
        lambda index: index.writer(),
        lambda index: index.optimize(),
        lambda index: index.delete_by_term("id", "s1"),
        lambda index: index.add_field("lain", schema()["body"]),
        lambda index: index.lock("WRITELOCK"),
        lambda _: ColumnarCodec().per_document_writer(None, None),
        lambda _: ColumnarCodec().field_writer(None, None),
        lambda _: ColumnarCodec().postings_writer(None),
        lambda _: ColumnarCodec().new_segment(None, "telusur"),
    ],
    ids=[
        "a writer", "optimize", "delete by term", "a new field", "its lock",
        "stories through the codec", "terms through the codec", "postings through the codec",
        "a new segment",
    ],
)  # fmt: skip
def test_whoosh_cannot_write(write: Callable[[RecordIndex], object], tmp_path: Path) -> None:
    """Each way in says that it is closed and leaves the folder as it was."""
    WhooshIndex(tmp_path).create()
    before = sorted(path.name for path in tmp_path.iterdir())
    with pytest.raises(ReadOnlyError, match="only reads"):
        write(open_with_whoosh(tmp_path))
    assert sorted(path.name for path in tmp_path.iterdir()) == before


class Trap:
    """Unpickling it creates a file."""

    def __init__(self, sprung: Path) -> None:
        self._sprung = sprung

    def __reduce__(self) -> tuple[object, ...]:
        return (Path.touch, (self._sprung,))


def test_opening_executes_nothing_that_lies_in_the_folder(
    stories: list[Story], tmp_path: Path
) -> None:
    """A trap in the shape of Whoosh's own files is neither loaded nor in the way.

    Afterwards Whoosh's own way of opening does step into it: the trap works, and is noticed.
    """
    case = laid(LAYOUTS["several segments"], stories, tmp_path / "index")
    sprung = tmp_path / "sprung"
    storage = FileStorage(str(case.folder))
    for name in ("telusur", "MAIN"):
        TOC(schema(), [Trap(sprung)], 99).write(storage, name)
    for name in ("telusur_x.seg", "telusur_x.trm", "commit.pickle"):
        (case.folder / name).write_bytes(pickle.dumps(Trap(sprung)))

    code = """
import sys
from pathlib import Path
unpickled = []
sys.addaudithook(lambda name, _: unpickled.append(name) if name.startswith("pickle.") else None)
from whoosh.qparser import QueryParser
from search.engines.whoosh import WhooshIndex
from search.engines.whoosh.codec import open_with_whoosh
from search.ports import Request
from search.query.clauses import Exact, Plan, Sequence
folder = Path(sys.argv[1])
reader = WhooshIndex(folder).reader()
clauses = (Exact(("jambi",)), Sequence((("di",), ("jambi",)), 2))
total = reader.search(Request(plan=Plan(strict=clauses))).total
with open_with_whoosh(folder).searcher() as searcher:
    asked = QueryParser("body", searcher.schema).parse('"di jambi"~3 OR pem*')
    hits = len(searcher.search(asked, limit=None, sortedby="date"))
    postings = len(list(searcher.reader().iter_postings()))
assert total and hits and postings
print(unpickled, Path(sys.argv[2]).exists())
from whoosh.index import open_dir
open_dir(folder, "telusur")
print("pickle.find_class" in unpickled, Path(sys.argv[2]).exists())
"""
    done = subprocess.run(
        [sys.executable, "-c", code, str(case.folder), str(sprung)],
        capture_output=True,
        text=True,
        check=False,
    )
    ours, stock = "[] False", "True True"
    assert (done.stdout.splitlines(), done.stderr) == ([ours, stock], "")


def test_the_engine_itself_does_not_load_whoosh() -> None:
    """Only who asks for the codec pays for importing Whoosh."""
    code = """
import sys, search.engines.whoosh
print([name for name in sys.modules if name.split(".")[0] == "whoosh"])
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
