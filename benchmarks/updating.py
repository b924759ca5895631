"""What is measured: how soon a changed story is found, and how fast segments are merged.

Change: one story gets a new headline; the clock runs from opening the writer through the synced
commit to the first hit in another process that has the index open and looks every millisecond
whether there is a new commit. Beside it tantivy: delete, add, commit, reload, search, all in one
process. Merge: eight segments made into as few as may be.
"""

import shutil
import statistics
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from search import Stemmer, Story
from search.engines.whoosh import WhooshIndex

from .archives import Archive
from .indexing import Say, built_ours, stemmed_texts
from .measuring import spread
from .peers.tantivy_peer import Tantivy
from .processes import known_as, run, started
from .reporting import Report, against, table

_SEGMENTS = 8


def updating(archive: Archive, *, runs: int, say: Say) -> Report:
    """Measure; at least ten changes."""
    stemmer = archive.stemmer()
    stories = list(archive.stories())
    report = Report("updating", f"{archive.name}: {len(stories):,}")
    folder = built_ours(archive)
    changes = list(changed(stories, max(10, runs)))
    texts = {story.id: story for story in (*stories, *(story for _, story in changes))}
    committed, seen = found_after(folder, archive.home.stems, stemmer, changes, texts)
    peer = Tantivy(archive.folder / "tantivy", stemmer)
    peer.build(stories, list(stemmed_texts(stories, stemmer)))
    theirs = [
        peer.update(number, story, " ".join(stemmed_texts([story], stemmer))) * 1000
        for number, story in changes
    ]
    peer.close()
    ours, other = spread(seen), spread(theirs)
    rows = [
        ("writer closed, merges done too", str(spread(committed)), "-", "-"),
        ("found", str(ours), str(other), against(ours.p50, other.p50)),
    ]
    say(table(("one change, ms, p50 / p95", "telusur", "tantivy", "ratio"), rows))
    report.note(f"one change found in another process after {ours} ms")
    many = archive.folder / "unmerged"
    unmerged(many, stories, stemmer)
    del stories
    speeds = [merging(many, fresh=archive.folder / "merged") for _ in range(min(3, runs))]
    speed = statistics.median(speeds)
    shutil.rmtree(many)
    say(f"\nmerge of {_SEGMENTS} segments: {speed:,.0f} stories/s")
    report.note(f"merge {speed:,.0f} stories/s")
    return report


def merging(folder: Path, *, fresh: Path) -> float:
    """Stories a second of merging a copy of an index, in a fresh process; 0.0: nothing to merge."""
    shutil.rmtree(fresh, ignore_errors=True)
    shutil.copytree(folder, fresh)
    values = run("merge", folder=str(fresh)).values
    shutil.rmtree(fresh)
    return float(values["stories"] / values["seconds"])


def changed(stories: list[Story], count: int) -> Iterator[tuple[int, Story]]:
    """(number, story with a headline that begins with a word no other story has)."""
    for change in range(count):
        number = (change + 1) * (len(stories) // (count + 1))
        title = f"Zyxwvu{chr(97 + change // 26)}{chr(97 + change % 26)} {stories[number].title}"
        yield number, replace(stories[number], title=title)


def found_after(
    folder: Path,
    stems: Path,
    stemmer: Stemmer,
    changes: list[tuple[int, Story]],
    texts: Mapping[str, Story] | None = None,
) -> tuple[list[float], list[float]]:
    """Milliseconds until each change's writer was closed, and until another process found it.

    `texts` are what near copies are told by; without any none are looked for.
    """

    def texts_of(ids: Iterable[str]) -> dict[str, Story]:
        return {id_: texts[id_] for id_ in ids if texts and id_ in texts}

    index = WhooshIndex(folder)
    committed, found = [], []
    with started("watch", folder=str(folder), **known_as(stems, stemmer)) as other:
        assert other.stdin is not None and other.stdout is not None
        assert other.stdout.readline() == "ready\n"
        for revision, (_, story) in enumerate(changes, start=2):
            other.stdin.write(f"{story.title.split()[0].lower()}\n")
            other.stdin.flush()
            time.sleep(0.05)  # it has looked once and waits
            begun = time.perf_counter()
            writer = index.writer(stemmer, texts=texts_of if texts else None)
            try:
                writer.add([story])
                writer.commit(archive_id="benchmark", epoch="benchmark", revision=revision)
            finally:
                writer.close()
            committed.append((time.perf_counter() - begun) * 1000)
            found.append((float(other.stdout.readline()) - begun) * 1000)
        other.stdin.close()
        other.wait()
    return committed, found


def unmerged(folder: Path, stories: Sequence[Story], stemmer: Stemmer) -> None:
    """An index whose segments are an eighth of it each: written with that as their bound."""
    shutil.rmtree(folder, ignore_errors=True)
    index = WhooshIndex(folder, max_stories=-(-len(stories) // _SEGMENTS))
    index.create()
    writer = index.writer(stemmer)
    try:
        writer.add(stories)
        writer.commit(archive_id="benchmark", epoch="benchmark", revision=1)
    finally:
        writer.close()
