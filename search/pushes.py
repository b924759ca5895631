"""What is a push, and what does it do to the store?"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from .errors import StoryNotFound
from .store import Store
from .storing import StoreWriter, content_digest
from .values import Story

_REMOVED: Final = "the story was removed; push it with again=true to let it back"


class State(StrEnum):
    """What became of a push."""

    WAITING = "waiting"
    KEPT = "kept"
    """It is in the store; the index follows."""
    UNCHANGED = "unchanged"
    """The store was so already."""
    REFUSED = "refused"
    """What happened meanwhile speaks against it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Push:
    """A story as it is pushed, or that one is to go."""

    story: str
    """Its id."""
    raw: str | None
    """The story as the store keeps it raw; None takes it out."""
    again: bool = False
    """Whether it may come back where it was removed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """Why something is not taken in, in one English sentence without the place."""

    reason: str
    code: str = "refused"
    """"refused" (it makes no story), "removed" or "unknown"."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pushed:
    """A push and what became of it."""

    number: int
    story: str
    state: State
    revision: int | None
    why: str


Cleaner = Callable[[str], Story | Refusal]
"""Makes a story of a raw text."""


def refusal_of(push: Push, is_removed: bool | None) -> Refusal | None:
    """Why a push is not taken in.

    Args:
        is_removed: whether its story was removed before it; None where there never was one.
    """
    if push.raw is None and is_removed is not False:
        return Refusal(reason="there is no such story", code="unknown")
    if push.raw is not None and is_removed and not push.again:
        return Refusal(reason=_REMOVED, code="removed")
    return None


def take(
    store: Store, writer: StoreWriter, push: Push, by: str, clean: Cleaner, version: int
) -> tuple[State, str]:
    """Take one push into a store, in `writer`'s transaction; what became of it, and why."""
    if push.raw is None:
        try:
            writer.remove(push.story, f"pushed by {by}")
        except StoryNotFound:
            return State.UNCHANGED, ""
        return State.KEPT, ""
    kept = store.connection.execute(
        "SELECT digest, removed_at IS NOT NULL FROM stories WHERE id = ?", (push.story,)
    ).fetchone()
    if kept is not None and kept[1] and not push.again:
        return State.REFUSED, _REMOVED
    if kept is not None and not kept[1] and kept[0] == content_digest(push.raw, version):
        return State.UNCHANGED, ""
    story = clean(push.raw)
    if isinstance(story, Refusal):
        return State.REFUSED, story.reason
    writer.put(story, raw=push.raw, cleaner=version)
    return State.KEPT, ""
