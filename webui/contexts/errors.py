"""What does a page show when something went wrong?"""

from dataclasses import dataclass, field

from search import Query

from .parts import Link, said


@dataclass(frozen=True, slots=True, kw_only=True)
class ErrorPage:
    """A page that says what went wrong and where to go on."""

    template = "error.html"
    heading: str = field(metadata=said("What is wrong, in a few words."))
    sentence: str = field(metadata=said("What that means, and what helps."))
    ways: tuple[Link, ...] = field(metadata=said("Where to go on."))
    query: Query = field(metadata=said("What was asked, for the search box."))
