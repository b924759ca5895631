"""How is a story written as JSON, in the store and for scripts?

One form for both: `telusur story --json` shows what archive.db keeps. Fields are added, never
renamed (design, section 5); what is empty is written too, so that every story has every field.
"""

import json
from typing import Any

from .dates import Moment
from .values import PARAGRAPH_BREAK, Kind, Status, Story


def story_to_json(story: Story) -> dict[str, Any]:
    """A story as JSON values: `body` joined by blank lines, `published` ISO 8601 or None."""
    return {
        "id": story.id,
        "url": story.url,
        "source": story.source,
        "title": story.title,
        "title_derived": story.title_derived,
        "body": PARAGRAPH_BREAK.join(story.body),
        "lead": story.lead,
        "published": story.published.iso() if story.published else None,
        "precision": story.published.precision.value if story.published else "unknown",
        "modified": story.modified.iso() if story.modified else None,
        "date_text": story.date_text,
        "authors": list(story.authors),
        "author_code": story.author_code,
        "topics": list(story.topics),
        "places": list(story.places),
        "dateline": story.dateline,
        "captions": list(story.captions),
        "kind": story.kind.value,
        "status": story.status.value,
        "corrects": list(story.corrects),
        "continues": list(story.continues),
    }


def story_from_json(values: dict[str, Any]) -> Story:
    """The inverse of `story_to_json`."""
    return Story(
        id=values["id"],
        url=values["url"],
        source=values["source"],
        title=values["title"],
        title_derived=values["title_derived"],
        body=tuple(values["body"].split(PARAGRAPH_BREAK)) if values["body"] else (),
        published=Moment.from_iso(values["published"]) if values["published"] else None,
        modified=Moment.from_iso(values["modified"]) if values["modified"] else None,
        date_text=values["date_text"],
        authors=tuple(values["authors"]),
        author_code=values["author_code"],
        topics=tuple(values["topics"]),
        places=tuple(values["places"]),
        dateline=values["dateline"],
        captions=tuple(values["captions"]),
        kind=Kind(values["kind"]),
        status=Status(values["status"]),
        corrects=tuple(values.get("corrects", ())),  # stories of old stores have no links
        continues=tuple(values.get("continues", ())),
    )


def story_text(story: Story) -> str:
    """A story as one line of JSON; equal stories give equal lines."""
    return json.dumps(story_to_json(story), ensure_ascii=False, sort_keys=True)
