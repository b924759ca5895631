"""How is an editor told what became of a query, and why a hit stands where it does?"""

from collections.abc import Iterator
from typing import Final

from .console import harmless
from .results import Cause, Hit, Results, ScorePart

_CAUSES: Final = {
    Cause.WORD: "the word",
    Cause.REQUIRED: "required",
    Cause.FUNCTION_WORD: "function word",
    Cause.NEAR: "words near each other",
    Cause.RECENT: "recent",
    Cause.DATE: "of the days named",
}


def told(results: Results) -> Iterator[str]:
    """What was looked for besides the query as typed, in place of it, and what may be asked."""
    if results.corrected:
        words = ", ".join(f"{used} for {typed}" for typed, used in results.corrected.words)
        yield harmless(f"No story has what was typed; looked for {words} (--no-correct).")
    for own in results.expanded:
        yield harmless(f"Also looked for: {', '.join(own.to)} ({own.typed}; --no-expand).")
    for named in results.dates:
        start, last = named.days.start, named.days.last
        yield harmless(
            f"Stories of {named.typed} come first; only those: --from {start} --until {last}"
        )
    if results.suggested:
        yield harmless(f"Did you mean: {results.suggested}")


def explained(hit: Hit) -> Iterator[str]:
    """The sum and the factors of a hit's score, a line each; nothing where none was asked."""
    if hit.explanation is None:
        return
    for part in hit.explanation.parts:
        if part.value:
            yield f"     {part.value:+12.6f}  {_cause(part)}"
    for factor in hit.explanation.factors:
        if factor.value != 1:
            yield f"     x{factor.value:11.6f}  {_cause(factor)}"
    yield f"     ={hit.score:11.6f}"


def _cause(part: ScorePart) -> str:
    return harmless(f"{_CAUSES[part.cause]} {part.text}").strip()
