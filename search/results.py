"""What comes back from a search? Hits with what belongs to the whole result, and why.

Frozen values only: no HTML, no addresses, no engine's types (docs/glossary.md).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from .dates import DayRange
from .differing import Difference
from .values import FacetName, FacetValue, Query, Snippet, Story


class Cause(StrEnum):
    """What a part of a score comes from."""

    WORD = "word"
    REQUIRED = "required"
    FUNCTION_WORD = "function-word"
    NEAR = "near"
    RECENT = "recent"
    DATE = "date"


@dataclass(frozen=True, slots=True)
class ScorePart:
    """One number of a score: what it comes from, and the words of the query it belongs to."""

    cause: Cause
    text: str
    value: float


@dataclass(frozen=True, slots=True)
class Explanation:
    """How a score came about: the sum of `parts` times the product of `factors`."""

    parts: tuple[ScorePart, ...]
    factors: tuple[ScorePart, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """A story found: its score, its title and a passage of it, both with what matched marked."""

    story: Story
    score: float
    title: Snippet
    snippet: Snippet
    explanation: Explanation | None = None
    copies: tuple[Story, ...] = ()
    """The near copies that it is shown for, in the order asked for."""


@dataclass(frozen=True, slots=True)
class Linked:
    """The public stories that one is linked with by its source, each list the oldest first."""

    corrects: tuple[Story, ...] = ()
    corrected_by: tuple[Story, ...] = ()
    continues: tuple[Story, ...] = ()
    continued_by: tuple[Story, ...] = ()


@dataclass(frozen=True, slots=True)
class Copy:
    """A near copy of a story, and what differs: LEFT is the story's own, RIGHT the copy's."""

    story: Story
    differs: Difference


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """One part of what was understood; `remove` is the query's text without it."""

    kind: str
    text: str
    remove: str


@dataclass(frozen=True, slots=True)
class Expanded:
    """What was looked for besides some words as typed."""

    typed: str
    to: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Corrected:
    """What was looked for in place of words that no story has: (typed, used), and the query's
    text with it.
    """

    words: tuple[tuple[str, str], ...]
    text: str


@dataclass(frozen=True, slots=True)
class NamedDays:
    """Days that the query names: as typed, as a reader is told, and which they are."""

    typed: str
    label: str
    days: DayRange


@dataclass(frozen=True, slots=True, kw_only=True)
class Results:
    """One page of hits with what belongs to the whole result.

    `total` counts the hits of all pages, `total_stories` the stories found, folded copies among
    them; `total_all_words` those that hold every content word; facets count stories too;
    `relaxed` names the content words that not every story found holds (empty when none was given
    up). `dates` are preferred, not demanded; `suggested` is a query that may have been meant, "" if
    nothing is to be asked. `partial` is None, "terms" or "time": then totals are lower bounds.
    """

    query: Query
    understood: str
    pieces: tuple[Piece, ...]
    hits: tuple[Hit, ...]
    total: int
    total_stories: int
    total_all_words: int
    relaxed: tuple[str, ...]
    partial: str | None
    offset: int
    limit: int
    took_ms: float
    expanded: tuple[Expanded, ...] = ()
    corrected: Corrected | None = None
    dates: tuple[NamedDays, ...] = ()
    suggested: str = ""
    facets: Mapping[FacetName, tuple[FacetValue, ...]] = field(default_factory=dict)

    @property
    def next_offset(self) -> int | None:
        """Where the next page begins; None on the last one."""
        following = self.offset + self.limit
        return following if self.limit and following < self.total else None


@dataclass(frozen=True, slots=True)
class SuggestedHeadline:
    """A story whose headline holds what was typed, and where."""

    story: Story
    title: Snippet


@dataclass(frozen=True, slots=True)
class SuggestedValue:
    """A place, author or topic with a word that begins with what was typed; how many stories
    there are under it.
    """

    value: Snippet
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestions:
    """What may be meant by `text`, which is still being typed: of each sort the best first.

    `meant` is "" or the text that was looked for instead, since nothing begins as typed.
    """

    text: str
    headlines: tuple[SuggestedHeadline, ...] = ()
    places: tuple[SuggestedValue, ...] = ()
    authors: tuple[SuggestedValue, ...] = ()
    topics: tuple[SuggestedValue, ...] = ()
    meant: str = ""

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to offer."""
        return not (self.headlines or self.places or self.authors or self.topics)
