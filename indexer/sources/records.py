"""Do these columns and values make a story, and if not, why?"""

import re
from collections.abc import Mapping
from typing import Final

from indexer.raw import FIELDS, RawStory, Refused, hashed_id

from .columns import Columns, Layout
from .encoding import REPLACEMENT
from .options import SourceOptions, Tally

MAX_ID_CHARS: Final = 500  # ids stand in addresses and in the index's keys
NO_ID: Final = "has neither id nor url"
NO_BODY: Final = "has no body"

_BETWEEN_LINKS: Final = re.compile(r"[\s;|]+|,(?=\s|https?://|$)")
"""What stands between ids and URLs in one text; a URL may have a comma inside."""
_URL: Final = "://"


class StoryMaker:
    """Makes stories of a source's records, by one set of options."""

    def __init__(self, options: SourceOptions, columns: Columns, tally: Tally) -> None:
        self._options = options
        self._columns = columns
        self._tally = tally

    def of_record(self, record: Mapping[str, object], origin: str) -> RawStory | Refused:
        """The story in one record: values are text, numbers, None, or a list of these.

        A list is joined with ", ", a body's with a line feed; of links each item is one. An id or
        body that is anything else refuses the record; such a value elsewhere is left empty and
        counted. An empty id is as none; the id is then the URL's hash.
        """
        layout = self._columns.layout(tuple(record))
        id_, url, source, title, body, date, author, topic, corrects, continues = (
            None if column is None else record[column] for column in layout
        )
        if isinstance(id_, (bool, list, dict)):
            return Refused(origin=origin, reason=f"its id is {_kind(id_)}, not text")
        url_text = self._text(url).strip()
        story_id = "" if id_ is None else self._clean(str(id_))
        if story_id:
            story_id = story_id.strip()
            if not story_id:
                return Refused(origin=origin, reason="its id is only white space")
            if len(story_id) > MAX_ID_CHARS:
                reason = f"its id has {len(story_id):,} characters, more than {MAX_ID_CHARS}"
                return Refused(origin=origin, reason=reason)
        elif url_text:
            story_id = hashed_id(url_text)
        else:
            return Refused(origin=origin, reason=NO_ID)
        text = _as_text(body, "\n")
        if text is None:
            reason = f"its body is {_kind(body)}, not text"
            return Refused(origin=origin, reason=reason, id=story_id)
        text = self._clean(text)
        if not text or text.isspace():
            return Refused(origin=origin, reason=self._without_body(layout), id=story_id)
        return RawStory(
            id=story_id,
            origin=origin,
            form="record",
            url=url_text,
            source=self._text(source),
            title=self._text(title),
            body=text,
            date=self._text(date),
            author=self._text(author),
            topic=self._text(topic),
            corrects=self._links(corrects),
            continues=self._links(continues),
            year=self._options.year,
            date_order=self._options.date_order,
        )

    def of_page(self, text: str, below_source: str, origin: str) -> RawStory | Refused:
        """The story that is a page's whole text; its id is the hash of its path below SOURCE."""
        body = self._clean(text)
        if not body or body.isspace():
            return Refused(origin=origin, reason="has no text")
        return RawStory(
            id=hashed_id(below_source),
            origin=origin,
            form="page",
            body=body,
            year=self._options.year,
            date_order=self._options.date_order,
        )

    def _without_body(self, layout: Layout) -> str:
        mapped = [column for field, column in self._options.map if field == "body"]
        if mapped and layout[FIELDS.index("body")] is None:
            return f"{NO_BODY}: there is no column {mapped[0]!r}, named by --map"
        return NO_BODY

    def _text(self, value: object) -> str:
        if value is None:
            return ""
        text = _as_text(value, ", ")
        if text is None:
            self._tally.not_text += 1
            return ""
        return self._clean(text)

    def _links(self, value: object) -> tuple[str, ...]:
        """The ids and URLs in a value: the items of a list, or what stands apart in a text."""
        if isinstance(value, list) and _as_text(value, "") is not None:
            names = [self._text(item) for item in value]
        else:
            apart = _BETWEEN_LINKS.split(self._text(value))
            names = [own for text in apart for own in ([text] if _URL in text else text.split(","))]
        return tuple(dict.fromkeys(filter(None, (name.strip() for name in names))))

    def _clean(self, text: str) -> str:
        """The text without null bytes, and fit to be written as UTF-8."""
        if "\0" in text:
            self._tally.nulls += text.count("\0")
            text = text.replace("\0", "")
        try:
            text.encode()
        except UnicodeEncodeError:  # JSON can write half a surrogate pair, "\ud800"
            mended = "".join(REPLACEMENT if "\ud800" <= c <= "\udfff" else c for c in text)
            self._tally.undecodable += sum(a != b for a, b in zip(text, mended, strict=True))
            return mended
        return text


def _as_text(value: object, joint: str) -> str | None:
    """The text of a value, or of a flat list joined; None where it holds anything else."""
    if isinstance(value, str):
        return value
    if value is None:
        return ""
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return str(value)
    if isinstance(value, list):
        texts = [None if isinstance(item, list) else _as_text(item, joint) for item in value]
        known = [text for text in texts if text is not None]
        return joint.join(filter(None, known)) if len(known) == len(texts) else None
    return None


def _kind(value: object) -> str:
    if isinstance(value, bool):
        return "true or false"
    return "a list with something else" if isinstance(value, list) else "an object"
