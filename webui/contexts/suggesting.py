"""What does the list under the search box show?"""

from dataclasses import dataclass, field

from search import Snippet

from .parts import said


@dataclass(frozen=True, slots=True, kw_only=True)
class SuggestionView:
    """Something to go on with: its text with what was typed marked, where it leads, and a note."""

    text: Snippet
    href: str
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SuggestionSection:
    """The suggestions of one sort."""

    name: str
    """Names the section in the page's ids."""
    title: str
    views: tuple[SuggestionView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SuggestionList:
    """What may be meant by a half-typed text, e.g. /cari/usul?q=banj."""

    template = "suggestions.html"
    number: str = field(metadata=said("How many there are, for those who hear it."))
    meant: str = field(metadata=said("What was looked for instead, in words; empty if as typed."))
    sections: tuple[SuggestionSection, ...] = field(metadata=said("The suggestions by their sort."))
