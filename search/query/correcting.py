"""Was a word typed wrong? What this archive says instead.

A word that no story has gives way to its best neighbour, and the answer says so. A word that
occurs, or that a dictionary lists, is never replaced, but may be asked about; and a name misspelt
by a letter is found too, below the stories that have it as typed.
"""

import math
import re
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from .clauses import Clause, Exact
from .clauses import Sequence as Ordered
from .knowledge import Knowledge, Vocabulary
from .wording import Typed, family

SHORTEST: Final = 4  # letters of a word that may be taken for misspelt
NAME_SHARE: Final = 0.05
"""What a misspelt name counts of one as typed that the archive knows: so little that even in a
headline it is worth less than the name as typed in the text."""
DOUBTFUL_NAME_SHARE: Final = 0.75
"""The same where the archive hardly knows the name as typed: either may be the slip."""

_TWO_EDITS: Final = 6  # letters from which two slips are believed
_PART: Final = 3  # letters of each half of two words typed as one
_LOOKED_AT: Final = 6  # neighbours whose company in the archive is looked at
_SAME_START: Final = 1.5  # a slip is rarely in the first letter: worth e^1.5 times the stories
_COMPANY: Final = 3  # and company in the archive as much as so many times the stories alone
_RARE: Final = 2  # stories up to which a word that occurs may be asked about
_COMMONER: Final = 50  # times as many stories the word must have that is asked for instead
_NAME_STORIES: Final = 3  # stories in which two capitalised words make a name
_WORD: Final = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class Correction:
    """A word that no story has, and what was looked for instead (one word or two)."""

    typed: str
    used: tuple[str, ...]
    span: tuple[int, int]


def corrections(
    words: Sequence[Typed], knowledge: Knowledge, found_otherwise: Container[int]
) -> dict[int, Correction]:
    """Place in `words` -> its correction, for those that no story has in any form.

    `found_otherwise` holds the places of words of which a variant is known to occur.
    """
    vocabulary = knowledge.vocabulary
    if vocabulary is None:
        return {}
    suspects = [
        at
        for at, word in enumerate(words)
        if _may_be_wrong(word) and not knowledge.is_listed(word.term)
    ]
    counts = vocabulary.count_terms([words[at].term for at in suspects])
    missing = [
        at
        for at, count in zip(suspects, counts, strict=True)
        if not count
        and at not in found_otherwise
        and not vocabulary.stories_with((family(words[at].term, knowledge),))
    ]
    company = [
        family(word.term, knowledge)
        for at, word in enumerate(words)
        if at not in missing and word.is_plain and not word.only_scores
    ]
    best = {at: _best(words[at].term, company, vocabulary) for at in missing}
    return {
        at: Correction(words[at].printed, used, words[at].span) for at, used in best.items() if used
    }


def asked_about(words: Sequence[Typed], knowledge: Knowledge) -> Iterator[Correction]:
    """Words that may be slips of a neighbour: they occur but rarely, or are listed and never do."""
    vocabulary = knowledge.vocabulary
    if vocabulary is None:
        return
    suspects = [word for word in words if _may_be_wrong(word)]
    counts = vocabulary.count_terms([word.term for word in suspects])
    for word, count in zip(suspects, counts, strict=True):
        if count > _RARE or not (count or knowledge.is_listed(word.term)):
            continue
        own = knowledge.stem(word.term)
        near = [t for t in _candidates(word.term, 1, vocabulary) if knowledge.stem(t) != own]
        ranked = sorted(zip(vocabulary.count_terms(near), near, strict=True), reverse=True)
        if ranked and ranked[0][0] >= max(1, _COMMONER * count):
            yield Correction(word.printed, (ranked[0][1],), word.span)


def _may_be_wrong(word: Typed) -> bool:
    is_word = word.is_plain and _WORD.fullmatch(word.term) is not None
    return is_word and len(word.term) >= SHORTEST and not word.only_scores


def _candidates(term: str, edits: int, vocabulary: Vocabulary) -> list[str]:
    found = vocabulary.neighbours(term, edits)
    return [own for own in found if own != term and _WORD.fullmatch(own) and len(own) >= _PART]


def _best(term: str, company: Sequence[Clause], vocabulary: Vocabulary) -> tuple[str, ...]:
    near = _candidates(term, 1, vocabulary)
    if not near and (halves := _two_words(term, vocabulary)):
        return halves
    if not near and len(term) >= _TWO_EDITS:
        near = _candidates(term, 2, vocabulary)
    counts = vocabulary.count_terms(near)
    likely = sorted(
        (-math.log1p(count) - _SAME_START * (own[0] == term[0]), own)
        for own, count in zip(near, counts, strict=True)
        if count
    )[:_LOOKED_AT]
    if len(likely) > 1 and company:
        # What stands in the same stories as the rest of the query is what was meant.
        likely = [
            (
                unlikely
                - _COMPANY * math.log1p(vocabulary.stories_with((Exact((own,)), *company))),
                own,
            )
            for unlikely, own in likely
        ]
    return (min(likely)[1],) if likely else ()


def _two_words(term: str, vocabulary: Vocabulary) -> tuple[str, ...]:
    """Two words typed as one, if they stand side by side in some story."""
    cuts = [(term[:at], term[at:]) for at in range(_PART, len(term) - _PART + 1)]
    counts = vocabulary.count_terms([half for cut in cuts for half in cut])
    known = [
        (min(counts[2 * at], counts[2 * at + 1]), cut)
        for at, cut in enumerate(cuts)
        if counts[2 * at] and counts[2 * at + 1]
    ]
    for _, cut in sorted(known, reverse=True)[:_LOOKED_AT]:
        if vocabulary.stories_with((Ordered(((cut[0],), (cut[1],))),)):
            return cut
    return ()


@dataclass(frozen=True, slots=True)
class LikeName:
    """Two words of a name, from `first` on, as they may be misspelt, and what that counts."""

    first: int
    clause: Ordered
    share: float


def names_alike(words: Sequence[Typed], knowledge: Knowledge) -> Iterator[LikeName]:
    """Names among neighbouring words which the archive also prints with one letter otherwise."""
    vocabulary = knowledge.vocabulary
    if vocabulary is None or len(words) < 2:
        return
    plain = [_WORD.fullmatch(word.term) is not None and word.is_plain for word in words]
    named = vocabulary.names([word.term for word in words])
    for at in range(len(words) - 1):
        if all(plain[at : at + 2]) and all(named[at : at + 2]):
            typed = words[at].term, words[at + 1].term
            if (found := _alike(typed, vocabulary)) is not None:
                yield LikeName(at, *found)


def _alike(typed: tuple[str, str], vocabulary: Vocabulary) -> tuple[Ordered, float] | None:
    """The other ways a name is printed, with what these count; None where there are none."""
    as_typed = Ordered(((typed[0],), (typed[1],)))
    alike = [_candidates(own, 1, vocabulary) if len(own) >= SHORTEST else [] for own in typed]
    for sift in (False, True):  # which of them are names is asked only where any stands so
        if sift:
            alike = [[own for own, is_name in zip(near, vocabulary.names(near), strict=True)
                      if is_name] for near in alike]  # fmt: skip
        if not any(alike):
            return None
        both = Ordered(((typed[0], *alike[0]), (typed[1], *alike[1])))
        known, own = vocabulary.stories_with((both,)), vocabulary.stories_with((as_typed,))
        if known < _NAME_STORIES or known == own:
            return None
    share = NAME_SHARE if own >= _NAME_STORIES else DOUBTFUL_NAME_SHARE
    return both, share if own else 1.0
