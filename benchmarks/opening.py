"""What is measured: what it costs to open an index and to keep it open.

Cold: a fresh process that has its imports and stems, the index's files dropped from the system's
cache; from there to the first answer with facets, over several words. Memory: what a fresh process
holds beside mapped files after 1,000 mixed queries.
"""

import statistics

from .archives import Archive
from .indexing import Say, built_ours
from .peers.ours import query_text
from .processes import known_as, run
from .questions import SAMPLE, Kind, Questions
from .reporting import Report, megabytes, table
from .searching import drawn

_QUERIES = 1_000


def opening(archive: Archive, *, runs: int, seed: int, say: Say) -> Report:
    """Measure; `runs` cold openings, each with another query."""
    folder = built_ours(archive)
    total = archive.count()
    report = Report("opening", f"{archive.name}: {total:,}")
    step = max(1, total // SAMPLE)
    sample = [story for n, story in enumerate(archive.stories()) if n % step == 0]
    source = Questions(sample, archive.stemmer(), seed)
    common = {"folder": str(folder), **known_as(archive.home.stems, archive.stemmer())}
    texts = [query_text(question) for question in source.draw(Kind.BOTH, max(3, runs))]
    found = [run("cold", text=text, **common).values for text in texts]
    opens = [values["open"] for values in found]
    firsts = [values["first"] for values in found]
    both = [values["open"] + values["first"] for values in found]
    rows = [
        (name, f"{statistics.median(ms):.1f}", f"{max(ms):.1f}")
        for name, ms in (("open", opens), ("first query", firsts), ("both", both))
    ]
    say(table((f"cold, ms ({len(found)} processes)", "median", "most"), rows))
    mixed = [query_text(q) for _, questions in drawn(source, 60) for q in questions]
    mixed = mixed[:: max(1, len(mixed) // _QUERIES)]
    values = run("ask_much", texts=mixed, count=_QUERIES, **common).values
    held = [
        ("imports and stems", megabytes(values["bare"])),
        ("index opened", megabytes(values["opened"])),
        (f"after {_QUERIES:,} mixed queries", megabytes(values["after"])),
        ("the index's own share", megabytes(values["after"] - values["bare"])),
    ]
    say("")
    say(table(("anonymous memory", "RssAnon"), held))
    say(f"\nmixed queries as users ask them: p50 {values['p50']:.2f}, p95 {values['p95']:.2f} ms")
    report.note(
        f"cold open + first query {statistics.median(both):.0f} ms (most {max(both):.0f})",
        f"after {_QUERIES:,} queries {megabytes(values['after'])} anonymous,"
        f" {megabytes(values['after'] - values['bare'])} above imports and stems",
    )
    return report
