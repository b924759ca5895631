"""What does a source hand over: a story as it was found, or the reason it is none?"""

import hashlib
import json
from dataclasses import asdict, dataclass
from typing import Final

FIELDS: Final = (
    *("id", "url", "source", "title", "body", "date", "author", "topic"),
    *("corrects", "continues"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class RawStory:
    """A story as its source gave it, before any cleaning. Kept for ever, so that better cleaning
    reaches old stories; `origin` alone is not kept, since the same story may come from elsewhere.

    The text fields are "" where the source had none; null bytes are already gone from them.
    """

    id: str
    """Stable: the source's own, else a hash of the URL, else of the path below the SOURCE given."""
    origin: str
    """Where it stood, for messages: "stories.jsonl.xz:17"."""
    form: str
    """"record" (separate fields, body with paragraphs on lines) or "page" (all in `body`)."""
    url: str = ""
    source: str = ""
    title: str = ""
    body: str
    date: str = ""
    author: str = ""
    topic: str = ""
    corrects: tuple[str, ...] = ()
    """Ids or URLs of stories, as the source gave them; none empty, none twice."""
    continues: tuple[str, ...] = ()
    year: int | None = None
    """The year given by `--year` for days printed without one."""
    date_order: str = ""
    """"dmy" or "mdy" where `--date-order` says how slash dates are to be read, else ""."""

    def to_json(self) -> str:
        """One line for the store; equal stories give equal lines."""
        empty = ("", None, ())  # not written: stories taken in before a field was there stay equal
        values = {k: v for k, v in asdict(self).items() if k != "origin" and v not in empty}
        return json.dumps(values, ensure_ascii=False, sort_keys=True)

    @classmethod
    def from_json(cls, line: str) -> "RawStory":
        """The inverse of `to_json` (with an empty origin)."""
        values = {"body": "", **json.loads(line), "origin": ""}
        links = {name: tuple(values.get(name, ())) for name in ("corrects", "continues")}
        return cls(**values | links)


@dataclass(frozen=True, slots=True, kw_only=True)
class Refused:
    """Something a source held that cannot become a story; the rest goes in."""

    origin: str
    """"file:line" (records) or "file" (pages)."""
    reason: str
    """One English sentence for the report, without the place."""
    id: str = ""


def hashed_id(text: str) -> str:
    """A stable id of 16 hex digits for a URL or a path (SHA-256, cut)."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]
