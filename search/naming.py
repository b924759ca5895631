"""Which story is meant by a name, and may a reader see it?"""

from .errors import StoryNotFound, StoryWithdrawn
from .store import Store
from .values import Status, Story


def public(story: Story, name: str, value: str) -> Story:
    """The story, unless readers may not see it; one under embargo is answered as an unknown one.

    `name` and `value` are what it was asked for by: an answer that named another would betray it.

    Raises:
        StoryNotFound: it is under embargo.
        StoryWithdrawn: it was published, and taken back.
    """
    match story.status:
        case Status.WITHDRAWN:
            raise StoryWithdrawn(f"the story with the {name} {value!r} was withdrawn", id=value)
        case Status.EMBARGOED:
            raise StoryNotFound(f"no story has the {name} {value!r}", id=value)
    return story


def story_named(store: Store, name: str) -> Story:
    """The public story whose id is `name`, else the one whose URL it is.

    Raises:
        StoryNotFound: there is none.
        StoryWithdrawn: it was published, and taken back.
    """
    with store.faults():
        row = store.connection.execute(
            "SELECT id FROM stories WHERE removed_at IS NULL"
            " AND (id = ?1 OR (?1 <> '' AND json_extract(story, '$.url') = ?1))"
            " ORDER BY id <> ?1, json_extract(story, '$.status') <> 'tayang', number LIMIT 1",
            (name,),
        ).fetchone()
    if row is None:
        raise StoryNotFound(f"no story has the id or URL {name!r}", id=name)
    return public(store.get(row[0]), "id or URL", name)
