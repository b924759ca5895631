"""What do several pages show? A link, a hit, a value of a facet."""

from dataclasses import dataclass

from search import FacetValue, Hit


def said(text: str) -> dict[str, str]:
    """The metadata of a field that says in a sentence what it is."""
    return {"help": text}


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A text that leads somewhere."""

    text: str
    href: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryLink:
    """Another story: its headline, address, paper, and date in words and as ISO 8601."""

    title: str
    """Not empty: what stands for a headline where there is none."""
    href: str
    source: str
    date: str
    iso: str
    """Empty where the date is unknown."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HitView:
    """A hit with its address, its date and byline in words, and its near copies."""

    hit: Hit
    href: str
    date: str
    byline: str
    copies: tuple[StoryLink, ...]
    copies_text: str
    """How many copies there are, in words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FacetLink:
    """One value of a facet, with where choosing and excluding it lead."""

    text: str
    count: str
    value: FacetValue
    toggle: str
    exclude: str
    """Empty where excluding the value would leave nothing."""
