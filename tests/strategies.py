"""Small archives and queries for hypothesis: few words, so that stories and clauses meet."""

from datetime import date, datetime
from itertools import pairwise

from hypothesis import strategies as st

from search.dates import WIB, WIT, WITA, DayRange, Moment, Precision
from search.language.folding import MAX_TERM_CHARS
from search.ports import Request
from search.query.clauses import (
    ALL_FIELDS,
    All,
    Boosted,
    Clause,
    Dated,
    Either,
    Every,
    Exact,
    Factor,
    Family,
    Fuzzy,
    Pattern,
    Plan,
    Preferred,
    Recent,
    Said,
    Sequence,
    TextField,
    Valued,
    Variants,
    Without,
    Word,
)
from search.values import Choice, FacetName, Filters, Kind, Sort, Story
from tests.builders import a_moment

PRINTED = (
    *"banjir Banjir banjirnya membanjiri pembangunan dibangun bangun kota kota-kota Wali".split(),
    *"walikota wali-kota Covid-19 anak-anak Jum'at di yang 17/1 2.500 2500 1,3 e-KTP".split(),
    "Rp 5 juta", "Rp5.000.000", "2,5 persen", "Tebo",
    *"BANJIR kOta per-orang-an orang ber-sama pembangunan-pembangunan 17/17 27/1/2023".split(),
    "Rp. 5 M", "5 5 5", "\"Di", "--", "a" * 80,
)  # fmt: skip
"""Words as a paper prints them: forms of one stem, hyphens, figures, sums, apostrophes, junk."""

LONG_TERM = "a" * MAX_TERM_CHARS
"""What the longest of them is filed under."""

TERMS = (
    *"banjir banjirnya membanjiri pembangunan dibangun bangun kota kota-kota kotakota wali".split(),
    *"walikota wali-kota covid-19 covid19 covid 19 anak-anak anak jumat di 17/1 17 1".split(),
    *"2.500 2500 1,3 e-ktp ektp e ktp tebo rp 5 idr:5000000 persen per-orang-an".split(),
    *"perorangan orang an ber-sama bersama pembangunan-pembangunan 17/17 27/1/2023 27".split(),
    *"idr:5000000000 m takada".split(), LONG_TERM,
)  # fmt: skip
"""Their terms as an index files them, some that no paper prints among them."""

STEMMED = (
    *((form, "banjir") for form in ("banjir", "banjirnya", "membanjiri", "kebanjiran")),
    *((form, "bangun") for form in ("bangun", "pembangunan", "dibangun")),
    ("pembangunan-pembangunan", "bangun"), ("orang", "orang"), ("perorangan", "orang"),
    ("kota", "kota"), ("kota-kota", "kota"), ("anak", "anak"), ("walikota", "walikota"),
    ("19", "19"), ("takada", "takada"), ("tebo", "banjir"),
)  # fmt: skip
"""A typed word and its stem; the last is one whose stem an editor corrected since."""

AUTHORS = ("Yen", "Siti Aminah", "Wulan Tresnani")
TOPICS = ("hukum", "banjir bandang", "Covid-19")
PLACES = ("Tebo", "Kota Jambi", "Muaro Jambi")

_DAYS = st.dates(date(2022, 12, 28), date(2023, 3, 5))
_TIMES = st.builds(
    datetime,
    st.just(2023), st.sampled_from((1, 2)), st.sampled_from((1, 27, 28)),
    st.sampled_from((0, 1, 12, 22, 23)), st.sampled_from((0, 30)),
    tzinfo=st.sampled_from((WIB, WITA, WIT)),
)  # fmt: skip


def moments() -> st.SearchStrategy[Moment]:
    """Moments of every precision around the turn of a year; hours near midnight in three zones."""
    vague = st.sampled_from(("2022", "2023", "2022-12", "2023-01", "2023-02", "2023-03"))
    return st.one_of(
        st.builds(Moment, _TIMES, st.just(Precision.MINUTE)),
        st.builds(Moment.of_day, _DAYS),
        vague.map(a_moment),
    )


def day_ranges() -> st.SearchStrategy[DayRange]:
    """Ranges with both, one or no side open; months and years among them, never empty."""
    edges = st.one_of(st.none(), _DAYS, st.sampled_from((date(2023, 1, 1), date(2023, 2, 1))))
    drawn = st.builds(DayRange, edges, edges)
    whole = st.just(DayRange(date(2023, 1, 1), date(2024, 1, 1)))
    return whole | drawn.filter(lambda r: r.start is None or r.end is None or r.start < r.end)


def _text(most: int) -> st.SearchStrategy[str]:
    joints = st.sampled_from((" ", ", ", ". "))
    words = st.lists(st.tuples(st.sampled_from(PRINTED), joints), min_size=1, max_size=most)
    return words.map(lambda pairs: "".join(word + joint for word, joint in pairs).strip(" ,"))


def _some(values: tuple[str, ...]) -> st.SearchStrategy[tuple[str, ...]]:
    return st.lists(st.sampled_from(values), max_size=2, unique=True).map(tuple)


def stories(ids: st.SearchStrategy[str]) -> st.SearchStrategy[Story]:
    """Short public stories; any of their parts may be missing, and paragraphs without a word."""
    text = _text(5)
    wordless = st.sampled_from(("* * *", "—"))
    return st.builds(
        Story,
        id=ids,
        title=st.one_of(_text(4), _text(4), _text(4), wordless),
        body=st.lists(st.one_of(text, text, text, wordless), max_size=3).map(tuple),
        captions=st.lists(_text(3), max_size=1).map(tuple),
        published=st.none() | moments(),
        authors=_some(AUTHORS),
        topics=_some(TOPICS),
        places=_some(PLACES),
        kind=st.sampled_from(Kind),
    )


Change = tuple[str, Story | None]
"""A story's id and what shall stand there; None takes it out."""

STORY_IDS = tuple(f"s{number}" for number in range(1, 9))


@st.composite
def archives(draw: st.DrawFn) -> list[Story]:
    """Up to eight stories with ids of their own."""
    count = draw(st.integers(1, len(STORY_IDS)))
    return [draw(stories(st.just(story_id))) for story_id in STORY_IDS[:count]]


def batches() -> st.SearchStrategy[list[list[Change]]]:
    """Changes of a few commits: stories come, come again with another text, and go."""
    ids = st.sampled_from(STORY_IDS)
    added: st.SearchStrategy[Change] = stories(ids).map(lambda story: (story.id, story))
    removed: st.SearchStrategy[Change] = ids.map(lambda story_id: (story_id, None))
    batch = st.lists(st.one_of(added, added, added, removed), min_size=1, max_size=5)
    return st.lists(batch, min_size=1, max_size=3)


def _fields() -> st.SearchStrategy[tuple[TextField, ...]]:
    return st.just(ALL_FIELDS) | st.lists(st.sampled_from(ALL_FIELDS), min_size=1, unique=True).map(
        tuple
    )


def _standing_alone() -> st.SearchStrategy[Family | Exact | Sequence]:
    """What one word or phrase asks for."""
    terms = st.sampled_from(TERMS)
    slot = st.lists(terms, min_size=1, max_size=2, unique=True).map(tuple)
    slots = st.lists(slot, min_size=2, max_size=3).map(tuple)
    corrected = st.lists(terms, max_size=2, unique=True).map(tuple)
    return st.one_of(
        st.builds(
            lambda pair, own, also, but: Family(*pair, own, also, but),
            st.sampled_from(STEMMED), _fields(), corrected, corrected,
        ),
        st.builds(Exact, slot, _fields()),
        st.builds(Sequence, slots, st.integers(0, 3), _fields()),
    )  # fmt: skip


def said() -> st.SearchStrategy[Said]:
    """A word or phrase, or several that are one word."""
    shares = st.sampled_from((0.01, 0.5, 1.0))
    several = st.lists(st.tuples(_standing_alone(), shares), min_size=1, max_size=3)
    variants = several.map(lambda pairs: Variants(*map(tuple, zip(*pairs, strict=True))))
    return _standing_alone() | variants


def _word_clauses() -> st.SearchStrategy[Clause]:
    """Clauses about one word."""
    terms = st.sampled_from(TERMS)
    parts = st.sampled_from(
        (("bang", ""), ("", "an"), ("ke", "an"), ("k", "t", "a"), ("an", "an"), ("", ""),
         ("2.", ""), ("", "o", ""), ("banjir", ""))
    )  # fmt: skip
    return st.one_of(
        said(),
        st.builds(Pattern, parts, _fields()),
        st.builds(Fuzzy, terms, st.sampled_from((1, 2)), _fields()),
    )


def factors() -> st.SearchStrategy[Factor]:
    """Preferences for stories of any kind, and for newer ones."""
    return st.one_of(
        st.builds(Preferred, clauses(), st.sampled_from((0.01, 1.25))),
        st.builds(Recent, _DAYS, st.sampled_from((0.0, 0.9)), st.sampled_from((1, 365))),
    )


def leaves() -> st.SearchStrategy[Clause]:
    """Clauses that hold no other."""
    valued = st.sampled_from((
        (FacetName.TOPIC, ("covid-19", "19")), (FacetName.TOPIC, ("banjir",)),
        (FacetName.AUTHOR, ("siti",)), (FacetName.AUTHOR, ("yen",)),
        (FacetName.PLACE, ("jambi",)), (FacetName.PLACE, ("kota", "jambi")),
        (FacetName.PLACE, ("jambi", "kota")), (FacetName.KIND, ("opini",)),
    ))  # fmt: skip
    return st.one_of(
        _word_clauses(),
        st.builds(Dated, day_ranges()),
        valued.map(lambda pair: Valued(*pair)),
        st.just(Every()),
    )


def clauses() -> st.SearchStrategy[Clause]:
    """Clauses of every kind, nested."""

    def around(inner: st.SearchStrategy[Clause]) -> st.SearchStrategy[Clause]:
        several = st.lists(inner, min_size=1, max_size=3).map(tuple)
        return st.one_of(
            st.builds(All, several),
            st.builds(Either, several),
            st.builds(Without, inner),
            st.builds(Boosted, inner, st.sampled_from((0.5, 2.0))),
        )

    return st.recursive(leaves(), around, max_leaves=5)


def plans() -> st.SearchStrategy[Plan]:
    """Plans of up to four words, two strict clauses and a lift; the empty one among them."""
    word = st.builds(lambda clause: Word(str(clause), clause), _word_clauses() | clauses())
    return st.builds(
        Plan,
        words=st.lists(word, max_size=4).map(tuple),
        strict=st.lists(clauses(), max_size=2).map(tuple),
        lifts=st.lists(_word_clauses(), max_size=1).map(tuple),
        near=st.lists(st.tuples(said(), said()), max_size=2).map(tuple),
        factors=st.lists(factors(), max_size=2).map(tuple),
        cut=st.just(False) | st.booleans(),
    )


_FACET_POOLS: dict[FacetName, tuple[str, ...]] = {
    FacetName.TOPIC: TOPICS,
    FacetName.AUTHOR: AUTHORS,
    FacetName.PLACE: PLACES,
    FacetName.KIND: tuple(kind.value for kind in Kind),
    FacetName.YEAR: ("2022", "2023"),
    FacetName.MONTH: ("2022-12", "2023-01", "2023-02"),
    FacetName.DAY: ("2023-01-27", "2023-01-28"),
}


@st.composite
def filters(draw: st.DrawFn) -> Filters:
    """Up to two facets chosen, the unknown value among the choices, and perhaps a range of days."""
    chosen = Filters(days=draw(st.just(DayRange()) | day_ranges()))
    for name in draw(st.lists(st.sampled_from(FacetName), max_size=2, unique=True)):
        pool = (None, "takada", *_FACET_POOLS[name])
        values = st.lists(st.sampled_from(pool), max_size=2, unique=True)
        chosen = chosen.with_choice(name, Choice(tuple(draw(values)), tuple(draw(values))))
    return chosen


def requests() -> st.SearchStrategy[Request]:
    """Requests for everything found, with any filters, facets and order."""
    return st.builds(
        Request,
        plan=plans(),
        filters=filters(),
        sort=st.sampled_from(Sort),
        limit=st.just(1_000),
        enough=st.sampled_from((0, 1, 2, 3, 50)),
        facets=st.lists(st.sampled_from(FacetName), max_size=3, unique=True).map(tuple),
        facet_limit=st.sampled_from((0, 1, 2, 20)),
        explain=st.booleans(),
    )


def plain_requests() -> st.SearchStrategy[Request]:
    """Requests as most readers make them, which find something: a few words, perhaps one value."""
    family = st.sampled_from(STEMMED).map(lambda pair: Family(*pair))
    word = st.one_of(family, family, st.sampled_from(TERMS).map(lambda term: Exact((term,))))
    content = st.lists(word, min_size=1, max_size=3, unique=True).map(
        lambda clauses: tuple(Word(str(clause), clause) for clause in clauses)
    )
    pairs = [(name, value) for name, pool in _FACET_POOLS.items() for value in pool]
    alone = st.sampled_from(pairs).map(
        lambda pair: Filters().with_choice(pair[0], Choice(include=(pair[1],)))
    )
    return st.builds(
        Request,
        plan=content.map(
            lambda words: Plan(words=words, near=tuple(pairwise(w.clause for w in words)))
        ),
        filters=st.just(Filters()) | alone,
        limit=st.just(1_000),
        enough=st.sampled_from((1, 2, 50)),
        facets=st.just(tuple(FacetName)),
    )
