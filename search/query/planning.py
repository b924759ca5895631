"""What does the archive have to look for? A tree of typed words made into clauses.

The rules of what matches are the design's (section 4, "What matches"): content words are wanted,
function words only score, quotes are exact, a field or an operator always binds.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import Final

from search.language.querydates import day_window, mentioned_days
from search.language.tokens import tokenize
from search.results import Cause, Corrected, Expanded, NamedDays, Piece

from .budget import MAX_WORDS, first_words, words_in
from .clauses import (
    Boosted,
    Clause,
    Dated,
    Either,
    Every,
    Exact,
    Factor,
    Plan,
    Preferred,
    Recent,
    Said,
    Sequence,
    Without,
    Word,
)
from .correcting import Correction, asked_about, corrections, names_alike
from .expanding import Expander, with_variant
from .knowledge import Knowledge
from .syntax import Node, Tree, Unit, read, without
from .units import is_plain, kind_of, node_clause
from .wording import Typed, begun, typed_words, word_clause

FUNCTION_SHARE: Final = 0.2
"""What a function or question word counts of a content word."""
DATE_LIFT: Final = 1.25
"""What a score is multiplied by where a story is of the days that the query names."""
RECENCY_FLOOR: Final = 0.9
RECENCY_HALF_LIFE: Final = 365
"""Days; an old story keeps nine tenths of its score."""


@dataclass(frozen=True, slots=True)
class Planned:
    """A query as an engine sees it, and as a reader is told it was understood."""

    plan: Plan
    understood: str
    pieces: tuple[Piece, ...]
    causes: tuple[tuple[Cause, str], ...] = ()
    """Where each number of ports.Explained comes from: parts, then near, then factors."""
    expanded: tuple[Expanded, ...] = ()
    corrected: Corrected | None = None
    dates: tuple[NamedDays, ...] = ()
    """Days that the query prefers and a reader may restrict to."""
    suggested: str = ""
    """The query that may have been meant; "" where nothing is to be asked."""


@dataclass(frozen=True, slots=True)
class _Part:
    """One part of the query: its clause, what it is, where it stood."""

    kind: str
    text: str
    span: tuple[int, int]
    clause: Clause


@dataclass(slots=True)
class _Reading:
    """What is gathered while the runs of plain words are read."""

    knowledge: Knowledge
    correct: bool
    prefix: bool = False
    near: list[tuple[Said, Said]] = field(default_factory=list)
    factors: list[tuple[Factor, tuple[Cause, str]]] = field(default_factory=list)
    expanded: list[Expanded] = field(default_factory=list)
    corrected: list[Correction] = field(default_factory=list)
    suggested: list[Correction] = field(default_factory=list)
    dates: list[NamedDays] = field(default_factory=list)


def plan(
    text: str,
    knowledge: Knowledge,
    *,
    expand: bool = True,
    correct: bool = True,
    prefix: bool = False,
) -> Planned:
    """Plan the text of a query.

    Args:
        text: as typed.
        knowledge: what is known of the language and the archive.
        expand: whether other spellings, acronyms and long forms are looked for too.
        correct: whether misspelt words are replaced.
        prefix: whether the last word, if nothing is marked on it, may be only the beginning of one.

    Raises:
        BadQuery: too long, or a `tanggal:` that names no days.
    """
    known = knowledge if expand else replace(knowledge, lexicon=None)
    tree, reading = read(text), _Reading(known, correct, prefix)
    parts = list(_parts(tree, reading))
    parts = list({(p.clause, p.kind): p for p in reversed(parts)}.values())[::-1]  # first of equals
    parts, cut = _within_budget(parts)
    if knowledge.today is not None and parts:
        recent = Recent(knowledge.today, RECENCY_FLOOR, RECENCY_HALF_LIFE)
        reading.factors.append((recent, (Cause.RECENT, "")))
    sorted_out = _sorted_out(parts, binding=tree.binding)
    strict = tuple(part.clause for part in sorted_out.strict)
    if not parts and tree.text:  # nothing but signs: that asks for no story, not for all
        strict = (Without(Every()),)
    asked = {part.clause for part in parts}
    return Planned(
        Plan(
            words=tuple(Word(part.text, part.clause) for part in sorted_out.words),
            strict=strict,
            lifts=tuple(Boosted(part.clause, FUNCTION_SHARE) for part in sorted_out.lifts),
            near=tuple(pair for pair in dict.fromkeys(reading.near) if asked.issuperset(pair)),
            factors=tuple(factor for factor, _ in reading.factors),
            cut=cut,
        ),
        understood=" ".join(p.text for p in parts),
        pieces=tuple(Piece(kind=p.kind, text=p.text, remove=without(tree, p.span)) for p in parts),
        causes=(
            *((Cause.WORD, part.text) for part in sorted_out.words),
            *((Cause.REQUIRED, part.text) for part in sorted_out.strict),
            *((Cause.FUNCTION_WORD, part.text) for part in sorted_out.lifts),
            (Cause.NEAR, ""),
            *(cause for _, cause in reading.factors),
        ),
        expanded=tuple(dict.fromkeys(reading.expanded)),
        corrected=_corrected(tree.text, reading.corrected),
        dates=tuple(reading.dates),
        suggested=_suggested(tree.text, reading),
    )


@dataclass(frozen=True, slots=True)
class _SortedOut:
    """The parts of a query by what they do."""

    words: list[_Part]
    strict: list[_Part]
    lifts: list[_Part]


def _sorted_out(parts: list[_Part], *, binding: bool) -> _SortedOut:
    """Content words, what always binds, and what only scores; a query of function words wants
    these.
    """
    wanted = "function" if all(p.kind == "function" for p in parts) else "word"
    words = [part for part in parts if part.kind == wanted]
    lifts = [part for part in parts if part.kind == "function" != wanted]
    others = [part for part in parts if part.kind not in ("word", "function")]
    if not binding:
        return _SortedOut(words, others, lifts)
    return _SortedOut([], [part for part in parts if part not in lifts], lifts)


def _corrected(line: str, made: list[Correction]) -> Corrected | None:
    if not made:
        return None
    words = tuple((own.typed, " ".join(own.used)) for own in made)
    return Corrected(words, _replaced(line, made))


def _suggested(line: str, reading: _Reading) -> str:
    """The query that may have been meant; "" where nothing is to be asked."""
    made = [*reading.corrected, *reading.suggested]
    return _replaced(line, made) if reading.suggested else ""


def _replaced(line: str, made: list[Correction]) -> str:
    """The line with the corrected words in place of those typed."""
    for correction in sorted(made, key=lambda own: own.span, reverse=True):
        start, end = correction.span
        line = line[:start] + " ".join(correction.used) + line[end:]
    return line


def _within_budget(parts: list[_Part]) -> tuple[list[_Part], bool]:
    """The first parts with MAX_WORDS words in all, and whether anything was cut off."""
    kept, left = list[_Part](), MAX_WORDS
    for part in parts:
        # A word is one word, in however many spellings it is looked for.
        words = 1 if part.kind in ("word", "function") else words_in(part.clause)
        if words > left:
            fits = [replace(part, clause=first_words(part.clause, left))] if left else []
            return [*kept, *fits], True
        kept.append(part)
        left -= words
    return kept, False


def _parts(tree: Tree, reading: _Reading) -> Iterator[_Part]:
    """The parts of the query in order; runs of plain words are read as one text, for the sums."""
    run: list[Unit] = []
    for node in tree.parts:
        unit = node if isinstance(node, Unit) and is_plain(node) else None
        if run and not (unit and _is_beside(tree.text, run[-1], unit)):
            yield from _words(tree.text, run[0].span[0], run[-1].span[1], reading)
            run = []
        if unit:
            run.append(unit)
            continue
        clause = node_clause(node, reading.knowledge)
        if clause is not None:
            yield _Part(kind_of(node), tree.text[slice(*node.span)], node.span, clause)
    if run:
        yield from _words(tree.text, run[0].span[0], run[-1].span[1], reading, reading.prefix)


def _is_beside(line: str, unit: Unit, node: Node) -> bool:
    """Whether nothing but signs stands between two units; an operator is no word."""
    return not any(char.isalnum() for char in line[unit.span[1] : node.span[0]])


def _words(
    line: str, start: int, end: int, reading: _Reading, is_begun: bool = False
) -> Iterator[_Part]:
    """The words of one run of plain text, with all that the archive and the language know.

    Of a run that is still being typed the last word is not finished, and so not misspelt.
    """
    knowledge = reading.knowledge
    words = list(typed_words(line[start:end], start))[: MAX_WORDS + 1]
    expander = Expander(words, knowledge)
    if reading.correct:
        whole = words[:-1] if is_begun else words
        corrected = corrections(whole, knowledge, expander.places)
        if corrected:
            reading.corrected += corrected.values()
            words = list(_with(words, corrected))
            expander = Expander(words, knowledge)
        reading.suggested += asked_about(words[:-1] if is_begun else words, knowledge)
    reading.expanded += expander.told
    clauses = [expander.clause(at, word_clause(word, knowledge)) for at, word in enumerate(words)]
    if reading.correct:
        _add_names_alike(words, clauses, reading)
    _prefer_days(line[start:end], reading)
    is_question = any(word.asks for word in words)
    light = [word.only_scores or (is_question and word.frames) for word in words]
    content = [at for at, is_light in enumerate(light) if not is_light]
    reading.near += [
        (clauses[first], clauses[second])
        for first, second in pairwise(content)
        if clauses[first] != clauses[second]
    ]
    for at, (word, said, is_light) in enumerate(zip(words, clauses, light, strict=True)):
        clause = begun(word, said) if is_begun and at == len(words) - 1 and not is_light else said
        yield _Part("function" if is_light else "word", word.printed, word.span, clause)


def _with(words: list[Typed], made: dict[int, Correction]) -> Iterator[Typed]:
    for at, word in enumerate(words):
        if at not in made:
            yield word
            continue
        for used in made[at].used:
            yield Typed(tuple(tokenize(used)), used, word.span)


def _add_names_alike(words: list[Typed], clauses: list[Said], reading: _Reading) -> None:
    """Let both words of a name be answered by its misspelt forms too."""
    for alike in names_alike(words, reading.knowledge):
        for at in (alike.first, alike.first + 1):
            clauses[at] = with_variant(clauses[at], alike.clause, alike.share)


def _prefer_days(text: str, reading: _Reading) -> None:
    """Lift the stories of the days that a text names, or that print such a date."""
    today = reading.knowledge.today
    if today is None:
        return
    for mention in mentioned_days(text, today):
        typed = text[mention.start : mention.end]
        reading.dates.append(NamedDays(typed, mention.label, mention.days))
        printed = (_printed(words) for words in mention.written)
        those_days = Either((Dated(day_window(mention)), *printed))
        reading.factors.append((Preferred(those_days, DATE_LIFT), (Cause.DATE, typed)))


def _printed(words: tuple[str, ...]) -> Clause:
    if len(words) == 1:
        return Exact(words)
    return Sequence(tuple((word,) for word in words))
