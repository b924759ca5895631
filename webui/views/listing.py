"""How is a hit shown in a list?"""

from urllib.parse import quote, urlencode

from search import Hit, Story, story_key
from webui import words
from webui.contexts import HitView


def story_href(story: Story, text: str = "") -> str:
    """The address of a story's page; `text` is the query whose words are to be marked."""
    path = f"/berita/{quote(story_key(story.id), safe='')}"
    return f"{path}?{urlencode({'q': text}, errors='replace')}" if text else path


def hit_view(hit: Hit, text: str = "") -> HitView:
    """A hit with its address, its date and byline in words."""
    return HitView(
        hit=hit,
        href=story_href(hit.story, text),
        date=words.date_text(hit.story.published, hit.story.date_text),
        byline=", ".join(hit.story.authors),
    )
