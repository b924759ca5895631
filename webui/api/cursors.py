"""How does a program go on where an answer ended, and read a result to its end?

A cursor holds the day, the index version, the place and the last hit of what was answered, and
which question it was. It is no secret and gives no right; its sum tells a broken one from one that
we made. Within one version a place means the same for every request, in every process.
"""

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass
from datetime import date
from hashlib import blake2b
from typing import Final

from search import BadQuery, Query

_SUM_BYTES: Final = 8
_FORM: Final = b"telusur cursor 1"  # another form of the content gets another number


@dataclass(frozen=True, slots=True, kw_only=True)
class Cursor:
    """The end of an answer."""

    today: date
    """The day that "kemarin" and the age of stories were counted from."""
    version: str
    """Of the archive, as `digest` of LiveArchive.version()."""
    offset: int
    """Hits before the one that comes next, at least 1."""
    last: str
    """The id of the hit before it."""
    question: str
    """Which question was answered: `question_of`."""

    def text(self) -> str:
        """The cursor as a parameter: letters, digits, - and _."""
        values = (self.today.isoformat(), self.version, self.offset, self.last, self.question)
        content = json.dumps(values, separators=(",", ":")).encode("utf-8")
        return urlsafe_b64encode(_sum(content) + content).decode("ascii").rstrip("=")


def read(text: str) -> Cursor:
    """The cursor of a parameter.

    Raises:
        BadQuery: it is none that was made here, or not all of it is there.
    """
    broken = BadQuery("the cursor is broken: give it as it was answered", reason="cursor")
    try:
        held = urlsafe_b64decode(text.encode("ascii") + b"=" * (-len(text) % 4))
    except ValueError:
        raise broken from None
    content = held[_SUM_BYTES:]
    if held[:_SUM_BYTES] != _sum(content):
        raise broken
    today, version, offset, last, question = json.loads(content)
    return Cursor(
        today=date.fromisoformat(today),
        version=version,
        offset=offset,
        last=last,
        question=question,
    )


def question_of(query: Query) -> str:
    """Names a question: all that decides which hits there are and in what order, but the day."""
    asked = (query.text, query.filters, query.sort, query.expand, query.correct, query.fold,
             query.prefix)  # fmt: skip
    return digest(repr(asked))


def digest(text: str) -> str:
    """A short name for a text."""
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()


def _sum(content: bytes) -> bytes:
    return blake2b(content, digest_size=_SUM_BYTES, key=_FORM).digest()
