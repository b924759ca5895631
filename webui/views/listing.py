"""How is a story shown in a list, and where does it lead?"""

from urllib.parse import quote, urlencode, urlsplit

from search import Choice, FacetName, Filters, Hit, Query, Sort, Story, story_key
from webui import words
from webui.contexts import CopyView, HitView
from webui.urls import address

LONG_TEXT = 2_000  # characters of a query; a longer one would stand in hundreds of links of a page


def story_href(story: Story, text: str = "") -> str:
    """The address of a story's page; `text` is the query whose words are to be marked."""
    path = f"/berita/{quote(story_key(story.id), safe='')}"
    if not text.strip() or len(text) > LONG_TEXT:
        return path
    return f"{path}?{urlencode({'q': text}, errors='replace')}"


def hit_view(hit: Hit, text: str = "") -> HitView:
    """A hit with its address, its date and byline in words, and its near copies."""
    return HitView(
        hit=hit,
        href=story_href(hit.story, text),
        date=words.figures.tanggal(hit.story.published, hit.story.date_text),
        byline=", ".join(hit.story.authors),
        copies=tuple(_copy_view(story, text) for story in hit.copies),
        copies_text=words.common.copies_text(len(hit.copies)),
    )


def _copy_view(story: Story, text: str) -> CopyView:
    return CopyView(
        title=story.title or words.figures.UNTITLED,
        href=story_href(story, text),
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
