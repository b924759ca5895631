"""Is an index whole, and what the store says it should be?"""

import logging
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final

from .errors import ArchiveNotFound, DamagedIndex
from .generations import Generations
from .language.tokens import tokenize
from .opening import index_in, why_foreign
from .ports import Reader, Request
from .query.clauses import Plan
from .query.knowledge import Knowledge
from .query.planning import plan
from .settings import Home
from .store import Store

SAMPLE: Final = 20  # headlines looked for
_PAGE: Final = 10
_TOLERATED: Final = 0.1  # share of headlines that may be missing: a store that changes meanwhile

Stem = Callable[[str], str]

_log = logging.getLogger(__name__)


def verify_index(folder: Path, store: Store, stem: Stem) -> None:
    """Check a generation: all of it as written, counts right, a sample of its headlines found.

    Raises:
        DamagedIndex: it is not.
    """
    reader = index_in(folder).reader()
    try:
        faults = list(reader.faults())
        faults += [] if faults else _wrong_answers(folder, reader, store, stem)
    finally:
        reader.close()
    if faults:
        raise DamagedIndex(faults[0], path=str(folder))


def damage_of(folder: Path) -> str:
    """What is damaged in a generation, all of it read; "" where it is whole.

    Raises:
        StaleIndex: it was made by another version, so this one cannot tell.
    """
    try:
        reader = index_in(folder).reader()
        try:
            faults = list(reader.faults())
        finally:
            reader.close()
    except (ArchiveNotFound, DamagedIndex) as error:
        return str(error)
    return faults[0] if faults else ""


def check(home: Home, stem: Stem) -> Iterator[str]:
    """Everything that is wrong with the archive of a home, one sentence each; none if it is whole.

    What was set aside is no fault of what serves: it is told as a logged warning.

    Raises:
        ArchiveNotFound, DamagedStore, StaleIndex: there is nothing that can be checked.
    """
    generations = Generations(home.index)
    for folder in generations.damaged():
        _log.warning("%s: set aside as damaged; delete it when you like", folder)
    store = Store(home.store)
    try:
        yield from (f"{store.path}: {fault}" for fault in store.faults_found())
        yield from _index_faults(generations, store, stem)
    except DamagedIndex as error:
        yield str(error)
    finally:
        store.close()


def _index_faults(generations: Generations, store: Store, stem: Stem) -> Iterator[str]:
    folder = generations.current()
    reader = index_in(folder).reader()
    try:
        damage = [f"{fault}; run: telusur reindex --full" for fault in reader.faults()]
        yield from damage
        state = reader.state
        if why := why_foreign(state, store):
            yield f"{folder}: {why}; run: telusur reindex"
        elif state.revision != store.revision:
            behind = store.count_changes(state.revision)
            yield f"{folder}: is {behind} changes behind the store; run: telusur reindex"
        elif not damage:  # else wrong answers are no news
            yield from _wrong_answers(folder, reader, store, stem)
    finally:
        reader.close()


def _wrong_answers(folder: Path, reader: Reader, store: Store, stem: Stem) -> Iterator[str]:
    total = reader.search(Request(plan=Plan(), limit=0)).total
    if total != reader.state.stories:
        yield f"{folder}: holds {total} stories, its record says {reader.state.stories}"
    sample = store.sample(SAMPLE)
    missing = [title for story_id, title in sample if not _finds(reader, story_id, title, stem)]
    if len(missing) > _TOLERATED * len(sample):
        yield f"{folder}: does not find its own headlines, e.g. {missing[0]!r}"


def _finds(reader: Reader, story_id: str, title: str, stem: Stem) -> bool:
    # Only its words: in "-kata" or "tanggal:x" the box would read syntax, and rightly so.
    words = " ".join(token.terms[0] for token in tokenize(title))
    planned = plan(words, Knowledge(stem=stem))
    if planned.plan.is_empty:
        return True
    # On the first page, as a rule; where many headlines are alike, among those with all its words.
    page = Request(plan=planned.plan, limit=_PAGE)
    whole = Request(plan=planned.plan, limit=reader.state.stories, enough=0)
    return any(story_id in dict(reader.search(request).hits) for request in (page, whole))
