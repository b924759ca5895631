"""Small real archives for tests: a store and a Whoosh index in a temporary folder."""

from collections.abc import Iterable
from pathlib import Path

from indexer.reindexing import reindex
from search import Home, Store, Story


def archive_of(folder: Path, stories: Iterable[Story]) -> Home:
    """A home with these stories, indexed."""
    home = Home(folder)
    keep(home, stories)
    reindex(home)
    return home


def keep(home: Home, stories: Iterable[Story]) -> None:
    """Put stories into a home's store, without indexing them."""
    store = Store.create(home.store)
    with store.writing() as writer:
        for story in stories:
            writer.put(story, raw=f'{{"id": "{story.id}"}}', cleaner=1)
    store.close()
