"""The words of the archive: what is a story, what does a reader ask, what comes back?

Frozen values only: no HTML, no addresses, no engine's types (docs/glossary.md).
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from typing import Final

from .dates import DayRange, Moment

PARAGRAPH_BREAK: Final = "\n\n"
PAGE_LIMIT: Final = 1_000  # hits on one page; the offset has no limit


class Status(StrEnum):
    """Whether a story may be seen; only `tayang` is ever in an index."""

    PUBLIC = "tayang"
    EMBARGOED = "embargo"
    WITHDRAWN = "ditarik"


class Kind(StrEnum):
    """What sort of text a story is."""

    NEWS = "berita"
    ADVERTORIAL = "advertorial"
    OPINION = "opini"
    PHOTO = "foto"


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """One published item, cleaned; what could not be known is empty.

    `body` is the paragraphs in order, the lead among them. `published` is None where unknown, and
    `date_text` then keeps what was printed.
    """

    id: str
    title: str
    title_derived: bool = False
    """Whether the source had no title and the first sentence stands in."""
    body: tuple[str, ...]
    url: str = ""
    source: str = ""
    published: Moment | None = None
    modified: Moment | None = None
    date_text: str = ""
    authors: tuple[str, ...] = ()
    author_code: str = ""
    """The reporter's code as printed, e.g. "Yen" of "(Yen)"."""
    topics: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    dateline: str = ""
    captions: tuple[str, ...] = ()
    kind: Kind = Kind.NEWS
    status: Status = Status.PUBLIC
    corrects: tuple[str, ...] = ()
    """The stories that it corrects, each by its id or its URL, as the source names them."""
    continues: tuple[str, ...] = ()
    """Those that it goes on from, likewise; whether they are there is seen when they are read."""

    @property
    def lead(self) -> str:
        """The first paragraph; "" where the body is empty."""
        return self.body[0] if self.body else ""


class FacetName(StrEnum):
    """A way to narrow; the names of the command line and of JSON."""

    TOPIC = "topic"
    AUTHOR = "author"
    PLACE = "place"
    KIND = "kind"
    YEAR = "year"
    MONTH = "month"
    DAY = "day"


def facet_values(story: Story, name: FacetName) -> tuple[str, ...]:
    """What `story` counts under in one facet; () is the facet's unknown value."""
    moment = story.published
    match name:
        case FacetName.TOPIC:
            return story.topics
        case FacetName.AUTHOR:
            return story.authors
        case FacetName.PLACE:
            return story.places
        case FacetName.KIND:
            return (story.kind.value,)
        case FacetName.YEAR:
            return (moment.year,) if moment else ()
        case FacetName.MONTH:
            return (moment.month,) if moment and moment.month else ()
        case FacetName.DAY:
            return (moment.day,) if moment and moment.day else ()


class Sort(StrEnum):
    """In which order hits come."""

    RELEVANCE = "relevan"
    NEWEST = "terbaru"
    OLDEST = "terlama"


@dataclass(frozen=True, slots=True)
class Choice:
    """Values of one facet that a story must have (any of `include`) and must not have.

    None is the unknown value: "tanpa tanggal", a story without author.
    """

    include: tuple[str | None, ...] = ()
    exclude: tuple[str | None, ...] = ()

    def accepts(self, values: tuple[str, ...]) -> bool:
        """Whether a story with these values passes."""
        own: tuple[str | None, ...] = values or (None,)
        if self.include and not any(value in self.include for value in own):
            return False
        return not any(value in self.exclude for value in own)


@dataclass(frozen=True, slots=True)
class Filters:
    """What restricts a search besides its words: chosen facet values and a range of days."""

    choices: tuple[tuple[FacetName, Choice], ...] = ()
    days: DayRange = field(default_factory=DayRange)

    def choice(self, name: FacetName) -> Choice:
        """What is chosen in one facet; an empty Choice if nothing is."""
        return next((choice for facet, choice in self.choices if facet is name), Choice())

    def with_choice(self, name: FacetName, choice: Choice) -> "Filters":
        """The same filters with one facet's choice replaced (an empty one removes it)."""
        others = {facet: old for facet, old in self.choices if facet is not name}
        if choice.include or choice.exclude:
            others[name] = choice
        return replace(self, choices=tuple((f, others[f]) for f in FacetName if f in others))

    def without(self, name: FacetName) -> "Filters":
        """The same filters with one facet's choice lifted (facet counts)."""
        return self.with_choice(name, Choice())

    def accepts(self, story: Story) -> bool:
        """Whether a story passes."""
        if not self.days.is_open and (
            story.published is None or not self.days.covers(story.published.days())
        ):
            return False
        return all(choice.accepts(facet_values(story, facet)) for facet, choice in self.choices)


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """What a reader asks: the text as typed, filters chosen beside it, and an order.

    `today` is the day that "kemarin" and the age of stories are counted from; None leaves both
    out. `expand` looks for other spellings, acronyms and long forms too, `correct` replaces words
    that no story has. `fold` shows one of near copies for all of them (docs/ranking.md). `prefix`
    says that the text is still being typed: its last word may be the beginning of one.
    """

    text: str = ""
    filters: Filters = field(default_factory=Filters)
    sort: Sort = Sort.RELEVANCE
    today: date | None = None
    expand: bool = True
    correct: bool = True
    fold: bool = True
    prefix: bool = False


@dataclass(frozen=True, slots=True)
class Snippet:
    """A passage of a story and the half-open character ranges in it that answer the query.

    `marks` are sorted and do not overlap; "".join(piece for piece, _ in pieces()) == text.
    """

    text: str
    marks: tuple[tuple[int, int], ...] = ()

    def pieces(self) -> Iterator[tuple[str, bool]]:
        """The text cut at its marks, as (piece, is_match)."""
        at = 0
        for start, end in self.marks:
            if at < start:
                yield self.text[at:start], False
            yield self.text[start:end], True
            at = end
        if at < len(self.text):
            yield self.text[at:], False


@dataclass(frozen=True, slots=True, kw_only=True)
class FacetValue:
    """One value of a facet; `count` is stories found as if the facet's own choice were lifted."""

    value: str | None
    count: int
    selected: bool = False
    excluded: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """Why a story is related: terms, names and places both hold, and the days between them.

    Where the story asked about shares too little with it, `by` is the id of the story between, and
    what is shared is shared with that.
    """

    terms: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    days: int | None = None
    """Between it and the story asked about; None where a date is unknown."""
    by: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Related:
    """A story near another, and why."""

    story: Story
    score: float
    reason: Reason
