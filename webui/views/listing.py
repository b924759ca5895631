"""How is a story shown in a list, and where does it lead?"""

from urllib.parse import quote, urlencode, urlsplit

from search import Choice, FacetName, Filters, Hit, Query, Sort, Story, story_key
from webui import words
from webui.contexts import HitView, StoryLink
from webui.urls import address, rooted, to_pairs

LONG_TEXT = 2_000  # characters of a query; a longer one would stand in hundreds of links of a page
PLACE = "ke"
"""The parameter that says which of the hits of its search a story is, from 1."""


def story_href(story: Story) -> str:
    """The address of a story's page."""
    return rooted(f"/berita/{quote(story_key(story.id), safe='')}")


def running_href(story: Story) -> str:
    """The address of the running story that a story is of."""
    return f"{story_href(story)}/rangkaian"


def hit_href(story: Story, query: Query, place: int = 0) -> str:
    """The address of a story as one of a query's hits, from 1; 0 for one shown beside a hit.

    The page marks the query's words, and leads back to the hits and on to the next.
    """
    pairs = to_pairs(query) if len(query.text) <= LONG_TEXT else []
    pairs += [(PLACE, str(place))] if pairs and place else []
    return (
        f"{story_href(story)}?{urlencode(pairs, errors='replace')}" if pairs else story_href(story)
    )


def hit_view(hit: Hit, query: Query | None = None, place: int = 0) -> HitView:
    """A hit with its address, its date and byline in words, and its near copies.

    `place` is which of the query's hits it is, from 1.
    """
    query = query or Query()
    return HitView(
        hit=hit,
        href=hit_href(hit.story, query, place),
        date=words.figures.tanggal(hit.story.published, hit.story.date_text),
        byline=", ".join(hit.story.authors),
        copies=tuple(story_link(story, hit_href(story, query)) for story in hit.copies),
        copies_text=words.common.copies_text(len(hit.copies)),
    )


def story_link(story: Story, href: str = "") -> StoryLink:
    """A story as it is named on a page of others; `href` if not the address of its page."""
    return StoryLink(
        title=story.title.strip() or words.figures.UNTITLED,
        href=href or story_href(story),
        source=story.source,
        date=words.figures.tanggal(story.published, story.date_text),
        iso=story.published.iso() if story.published else "",
    )


def value_href(facet: FacetName, value: str | None) -> str:
    """The address of everything with one facet value, newest first."""
    chosen = Filters().with_choice(facet, Choice((value,)))
    return address(Query(filters=chosen, sort=Sort.NEWEST))


def source_url(story: Story) -> str:
    """A story's own address where a browser may be sent there: http or https with a host."""
    try:
        parts = urlsplit(story.url)
    except ValueError:  # a bracket that is no IPv6 address
        return ""
    return story.url if parts.scheme in ("http", "https") and parts.hostname else ""
