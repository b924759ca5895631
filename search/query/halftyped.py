"""What does a text say that is still being typed, and where does a headline or a name hold it?

The words before the last are whole, the last one has only begun. All are the words as printed,
folded, never their stems: who types "keban" means neither "banjir" nor "kebun". Whatever is no
letter or figure is a blank.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Final

from search.language.folding import fold, plain_text
from search.language.tokens import Token, tokenize

MAX_TYPED_CHARS: Final = 200
MAX_TYPED_WORDS: Final = 24
"""What comes behind these is not looked at: a headline is found by far fewer."""

_WORD: Final = re.compile(r"[^\W_]+")

Marks = tuple[tuple[int, int], ...]
"""Half-open character ranges, sorted and apart."""


@dataclass(frozen=True, slots=True)
class HalfTyped:
    """What was typed so far.

    `words` has of each word before the last the terms it may be filed under, `prefix` is the last
    one; `key` is all of them, folded, with one blank between. All are empty where nothing was.
    """

    words: tuple[tuple[str, ...], ...]
    prefix: str
    key: str

    @property
    def letters(self) -> int:
        """How many letters and figures were typed."""
        return len(self.key.replace(" ", ""))

    def marks_in(self, text: str) -> Marks | None:
        """Where a text holds all that was typed; None where it does not.

        In a row if that can be, else in order, else anyhow; of equal places the first. The last
        word stands where none of the others needs to.
        """
        tokens = tokenize(text)
        places = [
            [at for at, token in enumerate(tokens) if not set(word).isdisjoint(token.terms)]
            for word in self.words
        ]
        begun = [
            at
            for at, token in enumerate(tokens)
            if any(term.startswith(self.prefix) for term in token.terms)
        ]
        if not begun or not all(places):
            return None
        if run := _in_a_row(places, begun):
            return ((tokens[run[0]].start, self._end(text, tokens[run[-1]])),)
        chosen = _in_order(places, begun) or _anyhow(places, begun)
        if not chosen:
            return None
        spans = [(tokens[at].start, tokens[at].end) for at in chosen[:-1]]
        last = tokens[chosen[-1]]
        return _joined([*spans, (last.start, self._end(text, last))])

    def _end(self, text: str, token: Token) -> int:
        """Where that part of a token ends which was typed; all of it where it is filed otherwise
        than printed ("5000" of "5.000" is not).
        """
        wanted = _bare(self.prefix)
        for end in range(token.start + 1, token.end):
            if _bare(fold(text[token.start : end])).startswith(wanted):
                return end
        return token.end


def half_typed(text: str) -> HalfTyped:
    """Read what was typed; nothing is an error, and nothing an operator. A blank at the end does
    not end the last word: keyboards of phones set it.

    assert half_typed('"Kota Jam').key == "kota jam"
    """
    plain = plain_text(text[:MAX_TYPED_CHARS])
    tokens = tokenize(plain)[:MAX_TYPED_WORDS]
    if not tokens:
        return HalfTyped((), "", "")
    *before, last = tokens
    key = " ".join(_WORD.findall(fold(plain[: last.end])))
    return HalfTyped(tuple(token.terms for token in before), last.terms[0], key)


def beginnings(name: str) -> Iterator[str]:
    """The keys of a name: typed text that one of them begins with offers it.

    They are its words from each word on; hyphenated ones apart and joined.

    assert set(beginnings("Kota Jambi")) == {"kota jambi", "jambi"}
    """
    folded = fold(name)
    for reading in (folded, folded.replace("-", "")) if "-" in folded else (folded,):
        words = _WORD.findall(reading)
        yield from (" ".join(words[at:]) for at in range(len(words)))


def _bare(term: str) -> str:
    return "".join(filter(str.isalnum, term))


def _in_a_row(places: Sequence[Sequence[int]], begun: Sequence[int]) -> list[int]:
    for last in begun:
        run = list(range(last - len(places), last + 1))
        if all(at in own for at, own in zip(run, places, strict=False)):
            return run
    return []


def _in_order(places: Sequence[Sequence[int]], begun: Sequence[int]) -> list[int]:
    chosen: list[int] = []
    for own in (*places, begun):
        following = (at for at in own if not chosen or at > chosen[-1])
        chosen += islice(following, 1)
    return chosen if len(chosen) == len(places) + 1 else []


def _anyhow(places: Sequence[Sequence[int]], begun: Sequence[int]) -> list[int]:
    for last in begun:
        others = [next((at for at in own if at != last), -1) for own in places]
        if -1 not in others:
            return [*others, last]
    return []


def _joined(spans: Sequence[tuple[int, int]]) -> Marks:
    """The same ranges in order, those that overlap as one."""
    joined: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if joined and start < joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return tuple(joined)
