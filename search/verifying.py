"""Is an index what the store says it should be?"""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final

from .errors import DamagedIndex
from .generations import Generations
from .language.folding import fold
from .language.tokens import tokenize
from .opening import index_in
from .ports import Reader, Request
from .query.clauses import Plan
from .query.planning import plan
from .settings import Home
from .store import Store

SAMPLE: Final = 20  # headlines looked for
_PAGE: Final = 10  # a headline typed whole must be on the first page
_TOLERATED: Final = 0.1  # share of headlines so common that others may come first

Stem = Callable[[str], str]


def verify_index(folder: Path, store: Store, stem: Stem) -> None:
    """Check a generation: it opens, counts right, and finds a sample of its headlines.

    Raises:
        DamagedIndex: it does not.
    """
    reader = index_in(folder).reader()
    try:
        for fault in _faults(reader, store, stem):
            raise DamagedIndex(f"{folder}: {fault}", path=str(folder))
    finally:
        reader.close()


def check(home: Home, stem: Stem) -> Iterator[str]:
    """Everything that is wrong with the archive of a home, one sentence each; none if it is whole.

    Raises:
        ArchiveNotFound, DamagedStore: there is nothing that can be checked.
    """
    store = Store(home.store)
    try:
        yield from (f"{store.path}: {fault}" for fault in store.faults_found())
        try:
            folder = Generations(home.index).current()
            reader = index_in(folder).reader(frozenset())
        except DamagedIndex as error:
            yield str(error)
            return
        try:
            state = reader.state
            if (state.archive_id, state.epoch) != (store.archive_id, store.epoch):
                yield f"{folder}: was made from another archive; run: telusur reindex"
            elif state.revision != store.revision:
                behind = store.count_changes(state.revision)
                yield f"{folder}: is {behind} changes behind the store; run: telusur reindex"
            else:
                yield from (f"{folder}: {fault}" for fault in _faults(reader, store, stem))
        finally:
            reader.close()
    finally:
        store.close()


def _faults(reader: Reader, store: Store, stem: Stem) -> Iterator[str]:
    total = reader.search(Request(plan=Plan(), limit=0)).total
    if total != reader.state.stories:
        yield f"holds {total} stories, its record says {reader.state.stories}"
    sample = store.sample(SAMPLE)
    missing = [
        title for story_id, title in sample if not _finds(reader, store, story_id, title, stem)
    ]
    if len(missing) > _TOLERATED * len(sample):
        yield f"does not find its own headlines, e.g. {missing[0]!r}"


def _finds(reader: Reader, store: Store, story_id: str, title: str, stem: Stem) -> bool:
    # Only its words: in "-kata" or "tanggal:x" the box would read syntax, and rightly so.
    planned = plan(" ".join(token.terms[0] for token in tokenize(title)), stem)
    if planned.plan.is_empty:
        return True
    found = reader.search(Request(plan=planned.plan, limit=_PAGE))
    if any(hit == story_id for hit, _ in found.hits):
        return True
    # Headlines that recur ("Foto Hari Ini") crowd each other out; then another of them is first.
    first = store.get_many(hit for hit, _ in found.hits[:1])
    return any(fold(story.title) == fold(title) for story in first.values())
