"""What does an archive live through? Errands of the command `telusur`, drawn from a seed.

Run as a program, it does them one after another for ever and goes on where the last run stood:

    python tests/torture/errands.py HOME NOTES SEED
"""

import json
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from random import Random
from typing import Final

import click

from search.files import replace_text
from telusur import main

FULL_EVERY: Final = 5  # rounds from one full rebuild to the next
DONE_NAME: Final = "done"

_SYLLABLES: Final = (
    "ba ban bi da di gu ha ja jir ka ko ku la lan ma mi na nga pa ra sa sar ta".split()
)
_TOPICS: Final = ("hukum", "banjir", "olahraga", "pasar")
_PLACES: Final = ("Tebo", "Kota Jambi", "Kerinci")


@dataclass(frozen=True, slots=True)
class Errand:
    """One call: its words without --home, and the stories of the file it is to read."""

    words: tuple[str, ...]
    stories: tuple[dict[str, object], ...] = ()

    def arguments(self, home: Path, notes: Path) -> list[str]:
        """The words of the call; the file is written."""
        if not self.stories:
            return [*self.words, "--home", str(home)]
        source = notes / "stories.jsonl"
        lines = (json.dumps(story, ensure_ascii=False) for story in self.stories)
        source.write_text("".join(f"{line}\n" for line in lines), "utf-8")
        return [*self.words, str(source), "--quiet", "--home", str(home)]


def canary(story_id: str, version: int) -> str:
    """A word that stands in one version of one story only."""
    return f"kenari{story_id}v{version}"


def errands(seed: int) -> Iterator[Errand]:
    """Rounds of import, removal and reindex: stories come, come twice, come changed, and go.

    The last letters of each story's body are the number of its version.
    """
    chance = Random(seed)
    words = ["".join(chance.choices(_SYLLABLES, k=chance.choice((2, 3, 4)))) for _ in range(400)]
    versions: dict[str, int] = {}
    for number in count():
        new = [f"r{number}x{at}" for at in range(chance.choice((1, 2, 3, 20)))]
        changed = chance.sample(sorted(versions), min(len(versions), chance.choice((0, 1, 4))))
        stories = []
        for story_id in [*new, *changed]:
            versions[story_id] = versions.get(story_id, 0) + 1
            stories.append(_story(chance, words, story_id, versions[story_id]))
        stories += stories[:1]
        yield Errand(("import",), tuple(stories))
        if number % 3 == 2:
            gone = chance.sample(sorted(versions), 2)
            for story_id in gone:
                del versions[story_id]
            yield Errand(("remove", *gone, "--reason", "dicoba"))
        is_full = number % FULL_EVERY == FULL_EVERY - 1
        yield Errand(("reindex", "--quiet", *(("--full",) if is_full else ())))


def _story(chance: Random, words: list[str], story_id: str, version: int) -> dict[str, object]:
    def text(most: int) -> str:
        ranks = (int(len(words) * chance.random() ** 2) for _ in range(chance.randint(1, most)))
        return " ".join(words[rank] for rank in ranks)

    return {
        "id": story_id,
        "title": f"{text(6)} banjir".capitalize(),
        "body": f"{text(30)}.\n\n{text(60)}. {canary(story_id, version)}",
        "date": f"2023-0{chance.randint(1, 9)}-1{chance.randint(0, 9)}",
        "topics": chance.sample(_TOPICS, 2),
        "places": [chance.choice(_PLACES)],
    }


def go_on(home: Path, notes: Path, seed: int, *, upto: int | None = None) -> None:
    """Do the errands that are not done, in order; the first may be half done."""
    done = done_in(notes)
    for number, errand in enumerate(errands(seed)):
        if number == upto:
            return
        if number < done:
            continue
        try:
            main(args=errand.arguments(home, notes), standalone_mode=False)
        except click.ClickException:
            if errand.words[0] != "remove" or number > done:
                raise  # else the killed run had removed them already
        replace_text(notes / DONE_NAME, str(number + 1))


def done_in(notes: Path) -> int:
    """How many errands were done from beginning to end."""
    path = notes / DONE_NAME
    return int(path.read_text("utf-8")) if path.exists() else 0


if __name__ == "__main__":
    click.echo("ready")
    go_on(Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]))
