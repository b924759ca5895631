"""What is measured: how each cost grows with the archive, from 10,000 to 1,000,000 stories.

Invented stories, streamed into one commit by one process; what it takes to invent them is taken
off the time, and the memory of their vocabulary is printed beside. Then the queries of `searching`,
drawn from the first stories, as users ask them and with facets; a cold opening; 1,000 mixed
queries; changes until another process finds them. The last column is the exponent b of
cost = a * stories ** b: 1 grows as the archive does, 0 not at all.
"""

import shutil
import statistics
from dataclasses import dataclass
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Final

from search import Stemmer, Story

from .indexing import Say
from .measuring import growth_exponent, interleaved, spread
from .peers import folder_bytes
from .peers.ours import Ours, query_text
from .processes import known_as, run
from .questions import Kind, Question, Questions
from .reporting import Report, table
from .searching import drawn
from .synthetic import Synthetic
from .updating import changed, found_after
from .vocabulary import InventedStemmer

SIZES: Final = (10_000, 30_000, 100_000, 300_000, 1_000_000)

_SAMPLE: Final = 10_000  # stories that questions are drawn from
_APART: Final = "very common"  # the end of the classes that are reported apart
_MIXED: Final = 1_000

Costs = dict[str, float]


@dataclass(frozen=True, slots=True)
class _Asked:
    """What is the same at every size."""

    classes: list[tuple[str, list[Question]]]
    changes: list[tuple[int, Story]]
    stems: Path
    stemmer: Stemmer


def scale(
    work: Path, *, up_to: int, seed: int, runs: int, queries: int, memory_mb: int, say: Say
) -> tuple[Report, list[int], dict[str, list[float]]]:
    """Measure at every size up to `up_to`; returns also the sizes and the costs at each."""
    sizes = [size for size in SIZES if size < up_to] + [up_to]
    sample = list(islice(Synthetic(_SAMPLE, seed), min(_SAMPLE, sizes[0])))
    source = Questions(sample, InventedStemmer(), seed)
    asked = _Asked(
        classes=drawn(source, queries),
        changes=list(changed(sample, 10)),
        stems=work / "no-stems.tsv",  # invented words need no table
        stemmer=InventedStemmer(),
    )
    costs: dict[str, list[float]] = {}
    folder = work / "scale"
    for size in sizes:
        say(f"{size:,} stories ...")
        found = _build(folder, size, seed, memory_mb) | _costs(folder, asked, runs)
        for name, cost in found.items():
            costs.setdefault(name, []).append(cost)
    shutil.rmtree(folder)
    rows = [
        (name, *(f"{value:,.4g}" for value in values), f"{growth_exponent(sizes, values):.2f}")
        for name, values in costs.items()
    ]
    say("")
    say(table(("stories", *(f"{size:,}" for size in sizes), "exponent"), rows))
    report = Report("scale", f"synthetic seed {seed}: {sizes[-1]:,}")
    report.note(*(f"{name} {values[-1]:,.4g}" for name, values in costs.items()))
    return report, sizes, costs


def _build(folder: Path, size: int, seed: int, memory_mb: int) -> Costs:
    shutil.rmtree(folder, ignore_errors=True)
    ran = run("build_invented", folder=str(folder), count=size, seed=seed, memory_mb=memory_mb)
    return {
        "build, s": ran.values["seconds"],
        "build, stories/s": size / ran.values["seconds"],
        "build, anonymous MB at most": ran.peak / 1e6,
        "of it before the first story, MB": ran.values["before"] / 1e6,
        "index, MB": folder_bytes(folder) / 1e6,
    }


def _costs(folder: Path, asked: _Asked, runs: int) -> Costs:
    common = {"folder": str(folder), **known_as(asked.stems, asked.stemmer)}
    both = [q for label, questions in asked.classes if label == Kind.BOTH for q in questions]
    cold = [
        run("cold", text=query_text(question), **common).values for question in both[: max(3, runs)]
    ]
    usual = [(name, asks) for name, asks in asked.classes if not name.endswith(_APART)]
    mixed = [query_text(question) for _, questions in usual for question in questions]
    held = run("ask_much", texts=mixed, count=_MIXED, **common).values
    costs = {
        "cold open + first query, ms": statistics.median(v["open"] + v["first"] for v in cold),
        "anonymous MB after 1,000 queries": held["after"] / 1e6,
    }
    ours = Ours(folder, asked.stemmer)
    everything: list[float] = []
    for name, questions in asked.classes:
        asks = [partial(ours.search, ours.text(question)) for question in questions]
        times = interleaved({"": asks}, runs)[""]
        own = spread(times)
        costs[f"{name}, p50 ms"], costs[f"{name}, p95 ms"] = own.p50, own.p95
        if not name.endswith(_APART):
            everything += times
    ours.close()
    total = spread(everything)
    costs["all but very common phrases, p50 ms"] = total.p50
    costs["all but very common phrases, p95 ms"] = total.p95
    _, found = found_after(folder, asked.stems, asked.stemmer, asked.changes)
    costs["change found elsewhere, p50 ms"] = spread(found).p50
    return costs
