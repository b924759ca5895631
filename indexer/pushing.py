"""How is a story read that a program pushes?

As one record of a file that is imported: the same names of fields, the same cleaning. What cleaning
refuses is refused before the push is taken in.
"""

from collections.abc import Mapping
from typing import Final

from search import Push, Refusal, Story

from .cleaning import CLEANER_VERSION, derive
from .raw import RawStory, Refused
from .sources import SourceOptions, Tally
from .sources.columns import Columns
from .sources.records import StoryMaker

ORIGIN: Final = "push"
VERSION: Final = CLEANER_VERSION
"""Of what `clean` does."""


def read_record(record: Mapping[str, object]) -> Push | Refusal:
    """A record as a push of its story; numbers in it are texts as printed, or numbers."""
    raw = StoryMaker(SourceOptions(), Columns(()), Tally()).of_record(record, ORIGIN)
    if isinstance(raw, Refused):
        return Refusal(reason=raw.reason)
    derived = derive(raw)
    if isinstance(derived, Refused):
        return Refusal(reason=derived.reason)
    return Push(story=raw.id, raw=raw.to_json())


def clean(raw: str) -> Story | Refusal:
    """The story of a raw text as `read_record` gave it."""
    derived = derive(RawStory.from_json(raw))
    return Refusal(reason=derived.reason) if isinstance(derived, Refused) else derived.story
