"""What is left of an index when power, room or the process goes at any step of its writer."""

import errno
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import chain
from pathlib import Path
from random import Random

import pytest

from search.engines.memory import MemoryIndex
from search.engines.whoosh import WhooshIndex
from search.language.stems import Stemmer
from search.ports import Reader, Request, Writer
from search.query.clauses import Exact, Family, Pattern, Plan
from search.values import FacetName, Story
from tests.builders import a_story, must, words
from tests.contract.agreement import assert_agree
from tests.disks import Entry, FailingDisk, PowerCutDisk, QuietDisk, after_kill, after_power_cut

Batch = tuple[tuple[str, Story | None], ...]
"""Changes of one commit: an id and what shall stand there, None takes it out."""

TERMS = ("banjir", "membanjiri", "kota", "tebo", "kata7", "nomor")
ASKED = (
    Request(plan=Plan(), limit=1_000, facets=tuple(FacetName)),
    Request(plan=words(Family("banjir", "banjir"), Exact(("kota",))), limit=1_000),
    Request(plan=must(Pattern(("kata", ""))), limit=1_000),
    Request(plan=Plan(), limit=1_000, fold=True),
)


def _history(seed: int, commits: int) -> list[Batch]:
    """Batches that add, change and remove; small ones mostly, so that tiers fill and merge."""
    chance = Random(seed)
    there: list[str] = []
    batches = []
    for number in range(commits):
        batch: list[tuple[str, Story | None]] = []
        for at in range(chance.choice((1, 1, 2, 3))):
            if there and chance.random() < 0.3:
                batch.append((there.pop(chance.randrange(len(there))), None))
                continue
            is_change = there and chance.random() < 0.3
            story_id = chance.choice(there) if is_change else f"s{number}-{at}"
            if not is_change:
                there.append(story_id)
            batch.append((story_id, _story(chance, story_id, number)))
        batches.append(tuple(batch))
    return batches


def _story(chance: Random, story_id: str, number: int) -> Story:
    said = " ".join(chance.choices((*TERMS, "hujan", "pasar"), k=6))
    if chance.random() < 0.3:  # one of many copies
        return a_story(id=story_id, title="Pasar banjir", body=("Hujan turun lagi.",))
    return a_story(
        id=story_id,
        title=f"Kabar {said}",
        body=(f"Nomor {number}.", f"kata{number} {said}"),
        topics=tuple(chance.sample(("banjir", "hukum", "olahraga"), 2)),
        published=chance.choice((None, "2023-01-27", "2023-02")),
    )


@dataclass(frozen=True, slots=True)
class Judge:
    """The memory engine's snapshots: of each revision from 0 what an index must answer."""

    readers: tuple[Reader, ...]

    def assert_answers(self, reader: Reader, least: int, most: int) -> None:
        """The reader is whole and answers as one of the revisions `least` to `most`."""
        revision = reader.state.revision
        assert least <= revision <= most
        if revision:
            assert_agree(reader, self.readers[revision], ASKED, TERMS, usage_is_exact=False)
        else:
            assert reader.search(ASKED[0]).total == 0 and not list(reader.faults())


def _judge(history: Sequence[Batch], stemmer: Stemmer) -> Judge:
    index = MemoryIndex(stemmer.stem)
    readers: list[Reader] = [index.reader()]
    for revision, batch in enumerate(history, start=1):
        writer = index.writer()
        _bring(writer, batch, revision)
        writer.close()
        readers.append(index.reader())
    return Judge(tuple(readers))


def _bring(writer: Writer, batch: Batch, revision: int) -> None:
    for story_id, story in batch:
        if story is None:
            writer.remove([story_id])
        else:
            writer.add([story])
    writer.commit(archive_id="arsip", epoch="e1", revision=revision)


def _follow(index: WhooshIndex, history: Sequence[Batch], stemmer: Stemmer) -> Iterator[int]:
    """Bring in what the index has not yet, a writer for every three commits; tells each one."""
    revision = index.commit().state.revision
    stories = dict(chain.from_iterable(history[:revision]))  # as a store has them
    while revision < len(history):
        writer = index.writer(stemmer, texts=partial(_known, stories))
        try:
            for batch in history[revision : revision + 3]:
                revision += 1
                stories |= dict(batch)
                _bring(writer, batch, revision)
                yield revision
        finally:
            writer.close()


def _known(stories: Mapping[str, Story | None], ids: Iterable[str]) -> dict[str, Story]:
    return {own: story for own in ids if (story := stories.get(own)) is not None}


@pytest.fixture(scope="module")
def stemmer() -> Stemmer:
    """The stems of the language."""
    return Stemmer()


def _remade(folder: Path, files: dict[str, bytes]) -> WhooshIndex:
    """An index of these files."""
    folder.mkdir(exist_ok=True)
    for path in folder.iterdir():
        path.unlink()
    for name, content in files.items():
        (folder / name).write_bytes(content)
    return WhooshIndex(folder)


def _assert_survives(
    log: Sequence[Entry], ends: range, folder: Path, judge: Judge, seed: int, *, ahead: int = 1
) -> None:
    """Cut the power at those steps: what had returned is there, whole, and nothing half done.

    `ahead`: by how many commits the index may be ahead of the last one that returned.
    """
    chance = Random(seed)
    seen: set[int] = set()
    for end in ends:
        done = max((int(e.name) for e in log[:end] if e.step == "returned"), default=0)
        for kept in (0.0, 1.0, 0.5, 0.8):
            files = after_power_cut(log[:end], chance, kept)
            key = hash((done, frozenset(files.items())))
            if key not in seen:
                seen.add(key)
                reader = _remade(folder, files).reader()
                judge.assert_answers(reader, done, done + ahead)
                reader.close()


@pytest.mark.parametrize("seed", [1, 2])
def test_power_may_go_at_any_step(tmp_path: Path, stemmer: Stemmer, seed: int) -> None:
    """Whatever was not synced is lost, kept or torn: every commit that returned is there, whole."""
    history = _history(seed, 12)
    disk = PowerCutDisk()
    folder = tmp_path / "000001"
    index = WhooshIndex(folder, disk=disk)
    index.create()
    made = len(disk.log)
    for revision in _follow(index, history, stemmer):
        disk.note("returned", str(revision))
    index.merge_all(stemmer)
    assert len(list(folder.glob("*.seg"))) == 1
    ends = range(made, len(disk.log) + 1)
    _assert_survives(disk.log, ends, tmp_path / "later", _judge(history, stemmer), seed)


def test_power_may_go_after_a_process_was_killed(tmp_path: Path, stemmer: Stemmer) -> None:
    """What a killed writer had not synced is not taken for safe by those that go on.

    The next writer finds nothing to do, the one after it brings a commit in.
    """
    history = _history(4, 5)
    judge = _judge(history, stemmer)
    disk = PowerCutDisk()
    index = WhooshIndex(tmp_path / "first", disk=disk)
    index.create()
    made = len(disk.log)
    for revision in _follow(index, history[:-1], stemmer):
        disk.note("returned", str(revision))
    for killed_at in range(made, len(disk.log) + 1):
        next_disk = PowerCutDisk(disk.log[:killed_at])
        folder = tmp_path / "next"
        _remade(folder, after_kill(next_disk.log))
        going_on = WhooshIndex(folder, disk=next_disk)
        going_on.writer(stemmer).close()
        there = going_on.commit().state.revision
        for _ in _follow(going_on, history[: there + 1], stemmer):
            pass
        # One commit may have been whole when it was killed, and one be on the way after it.
        ends = range(killed_at, len(next_disk.log) + 1)
        _assert_survives(next_disk.log, ends, tmp_path / "later", judge, killed_at, ahead=2)


@pytest.mark.parametrize(
    ("error", "for_good"),
    [
        pytest.param(errno.ENOSPC, False, id="no room once"),
        pytest.param(errno.ENOSPC, True, id="no room any more"),
        pytest.param(errno.EROFS, True, id="read-only from then on"),
    ],
)
def test_a_step_that_fails_costs_nothing(
    tmp_path: Path, stemmer: Stemmer, error: int, for_good: bool
) -> None:
    """Whichever step of the writer fails, it is told with the file's name and the index is whole.

    What follows on a disk that works again ends as if nothing had failed.
    """
    history = _history(5, 5)
    judge = _judge(history, stemmer)
    fails_at = 0
    while True:
        folder = tmp_path / f"{fails_at}"
        WhooshIndex(folder, disk=QuietDisk()).create()
        disk = FailingDisk(fails_at, error, for_good=for_good)
        done = _failing(WhooshIndex(folder, disk=disk), history, stemmer, folder)
        reader = WhooshIndex(folder).reader()
        judge.assert_answers(reader, done, done + 1)
        reader.close()
        if not disk.has_failed:
            break
        for _ in _follow(WhooshIndex(folder, disk=QuietDisk()), history, stemmer):
            pass
        reader = WhooshIndex(folder).reader()
        judge.assert_answers(reader, len(history), len(history))
        fails_at += 1
    assert fails_at > 30


def _failing(index: WhooshIndex, history: Sequence[Batch], stemmer: Stemmer, folder: Path) -> int:
    """Bring the history in until a step fails; the last revision that returned."""
    done = 0
    try:
        for revision in _follow(index, history, stemmer):
            done = revision
    except OSError as error:
        assert str(folder) in str(error.filename)
    return done
