"""Which short forms does a text itself explain, as in "Badan Pusat Statistik (BPS)"?

The letters of the short form must stand in order inside the words before the bracket, the first
one at the beginning of the first word, and nearly every word must give a letter. One story may be
wrong, or mean something else by it: `Mine` keeps what several stories say alike.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from rapidfuzz import fuzz

from .folding import APOSTROPHES, fold

MIN_STORIES: Final = 3  # stories that explain a pair alike before it is believed
DOMINANT: Final = 0.6  # the least share of one long form in all explanations of a short form
_UNDISPUTED: Final = 0.9  # from this share on a short form means one thing only
_ALIKE: Final = 88.0  # likeness (0 to 100) of long forms that are one, misprinted or shortened
MAX_WORDS: Final = 10  # words of a long form
_MAX_LETTERS: Final = 16  # letters of a short form, figures spelt out
_REACH: Final = 140  # characters looked back over from the bracket
_FAR: Final = 99  # a cost that nothing allows
_LEFT_OUT: Final = 2  # the cost of a word that gives no letter

_QUOTES: Final = "\"“”‘’'"
_BRACKET: Final = re.compile(r"\(\s?(?P<short>[^\W_]{2,15}(?:[ -][^\W_]{1,9}){0,2})\s?\)")
_WORD: Final = re.compile(rf"[^\W_]+(?:[-{APOSTROPHES}][^\W_]+)*")
_WALL: Final = re.compile(rf"[.;:!?/()\[\]…|\n]|\s[-–—]\s|[{_QUOTES}](?=\s)|(?<=\s)[{_QUOTES}]")
"""What no long form spans; an apostrophe inside a word is none."""
_LINKS: Final = frozenset(
    "dan serta atau untuk di ke dari dengan pada yang atas bagi dalam tentang terhadap oleh antar"
    " of and the for in on to de".split()
)
"""Words of a long form that need not give a letter."""
_NEVER_SHORT: Final = frozenset(
    "pol purn persero tbk kiri kanan tengah foto dok red alm almarhum almarhumah"
    " senin selasa rabu kamis jumat sabtu minggu".split()
)
"""What stands in brackets behind a name without being short for it."""
_NO_END: Final = frozenset(["tbk", "persero"])  # behind a company's name, not of it
_NO_START: Final = frozenset(["para", "sejumlah"])  # before a name, not of it
_OPENS_LATE: Final = {"kepolisian": "polisian"}  # Polda, Polres


@dataclass(frozen=True, slots=True)
class Pair:
    """A short form, what it is short for, and how many stories explain it so."""

    short: str
    long: str
    count: int
    in_capitals: bool = False
    """Whether it means something else too, so that only capitals say which."""


class Mine:
    """What the stories seen so far explain."""

    def __init__(self) -> None:
        self._shorts: defaultdict[str, Counter[str]] = defaultdict(Counter)
        self._longs: defaultdict[str, defaultdict[str, Counter[str]]] = defaultdict(
            lambda: defaultdict(Counter)
        )

    def add(self, paragraphs: Sequence[str]) -> None:
        """Take in one story; a pair it explains twice counts once."""
        said = {(fold(short), _plain(long)): (short, long)
                for short, long in explained_in(paragraphs)}  # fmt: skip
        for (short_key, long_key), (short, long) in said.items():
            self._shorts[short_key][short] += 1
            self._longs[short_key][long_key][long] += 1

    def pairs(self, is_ordinary: Callable[[str], bool] = lambda _: False) -> list[Pair]:
        """The pairs of enough stories whose long form dominates, the most frequent first.

        Args:
            is_ordinary: whether a folded word is a word of the language.
        """
        found = (self._pair(key, is_ordinary) for key in self._shorts)
        return sorted(filter(None, found), key=lambda pair: (-pair.count, pair.short, pair.long))

    def _pair(self, key: str, is_ordinary: Callable[[str], bool]) -> Pair | None:
        counts = {long: printed.total() for long, printed in self._longs[key].items()}
        best = min(counts, key=lambda long: (-counts[long], long))
        alike = sum(count for long, count in counts.items() if _is_one(long, best))
        share = alike / sum(counts.values())
        if counts[best] < MIN_STORIES or share < DOMINANT:
            return None
        rival = max((counts[long] for long in counts if not _is_one(long, best)), default=0)
        is_disputed = (share < _UNDISPUTED and rival > 1) or len(key) == 2 or is_ordinary(key)
        long = _most(self._longs[key][best])
        return Pair(_most(self._shorts[key]), long, counts[best], is_disputed)


def _most(printed: Counter[str]) -> str:
    return min(printed, key=lambda text: (-printed[text], text))


def _plain(long: str) -> str:
    """A long form without what its writers leave out as they like: case, commas, links."""
    words = fold(long).replace(",", " ").replace("-", " ").split()
    return " ".join(word for word in words if word not in _LINKS)


def _is_one(long: str, best: str) -> bool:
    """Whether two long forms differ by a misprint, or by a word at an end."""
    return (
        fuzz.ratio(long, best) >= _ALIKE
        or long.startswith(f"{best} ") or long.endswith(f" {best}")
        or best.startswith(f"{long} ") or best.endswith(f" {long}")
    )  # fmt: skip


def explained_in(paragraphs: Sequence[str]) -> Iterator[tuple[str, str]]:
    """The pairs (short, long) that a story's paragraphs explain, as printed, in order.

    A bracket that ends the last paragraph is left out: there a reporter's code stands.

    assert [*explained_in(["Badan Pusat Statistik (BPS) mencatat inflasi."])] == [
        ("BPS", "Badan Pusat Statistik")
    ]
    """
    for number, text in enumerate(paragraphs, start=1):
        for match in _BRACKET.finditer(text):
            is_last = number == len(paragraphs) and not text[match.end() :].strip(" .")
            if is_last:
                continue
            before = text[max(0, match.start() - _REACH) : match.start()]
            if match.start() > _REACH:
                before = before.partition(" ")[2]  # the first word may be half a one
            if long := long_form(match["short"], before):
                yield match["short"], long


def long_form(short: str, before: str) -> str:
    """The last words of `before` that `short` is short for, as printed; "" where there are none.

    assert long_form("BPS", "kata Kepala Badan Pusat Statistik ") == "Badan Pusat Statistik"
    """
    ways = _letters(short)
    if not ways:
        return ""
    before = before.rstrip().rstrip(_QUOTES)  # in "Makan Bergizi Gratis" (MBG) too
    start = max((wall.end() for wall in _WALL.finditer(before)), default=0)
    words = list(_WORD.finditer(before, start))[-MAX_WORDS:]
    own = {fold(word) for word in re.split("[ -]", short)}
    least, found = _FAR, ""
    parts: tuple[str, ...] = ()
    if words and fold(words[-1][0]) in _NO_END:
        return ""
    for word in reversed(words):
        parts = (*_parts(word[0]), *parts)
        if not own.isdisjoint(parts):
            break  # "Golkar" is not short for "Partai Golkar"
        content = [part for part in parts if part not in _LINKS]
        if len(content) < 2 or parts[0] in _NO_START:
            continue
        cost = min(_cost(letters, parts) for letters in ways)
        if cost < least and cost <= _allowed(short, ways[0], len(content)):
            long = " ".join(before[word.start() :].split()).strip(" ,")
            if _holds_together(long):
                least, found = cost, long
    return found


def _letters(short: str) -> tuple[str, ...]:
    """The letters a short form stands for, folded, in each way its figures are read; () for none.

    "P3K" is pppk; "3T" is ttt.
    """
    bare = "".join(char for char in short if char.isalnum())
    capitals = sum(char.isupper() for char in bare)
    lower = sum(char.islower() for char in bare)
    if not capitals or fold(bare) in _NEVER_SHORT or (lower and len(bare) < 4):
        return ()
    ways = {fold(bare)}
    if any(char.isdigit() for char in bare):
        if len(bare) > 5 or not bare.isascii():
            return ()
        ways = {
            re.sub(r"([a-z])(\d)", _repeated, fold(bare)),
            re.sub(r"(\d)([a-z])", lambda match: match[2] * int(match[1]), fold(bare)),
        }
    return tuple(sorted(way for way in ways if way.isalpha() and 2 <= len(way) <= _MAX_LETTERS))


def _repeated(match: re.Match[str]) -> str:
    return match[1] * int(match[2])


def _parts(word: str) -> tuple[str, ...]:
    """The folded words of a printed one; "Bangsa-Bangsa" gives two."""
    folded = fold(word)
    if folded in _OPENS_LATE:
        return (_OPENS_LATE[folded],)
    return tuple(part for part in map(fold, word.split("-")) if part)


def _allowed(short: str, letters: str, words: int) -> int:
    """The most a reading may cost; a form of two letters must be the initials of two words."""
    if len(letters) == 2:
        return 0 if words == 2 else -1
    if len(letters) == 3:
        return 0 if short.isupper() and words < 3 else 1
    if short.isupper():
        return min(3, max(len(letters) // 2 - 1, 2 if words > 4 else 0))
    return min(3, len(letters) // 2)


def _cost(letters: str, parts: tuple[str, ...]) -> int:
    """How far letters are from being the initials or first syllables of these words, in order.

    Each word gives a run of its letters. It costs 1 where the run does not open the word, and 1
    for each gap in it; 2 where a word gives nothing and is no link. The first word must open.
    """
    if not letters.startswith(parts[0][0]):
        return _FAR
    reached = {0: 0}  # letters used -> the least it cost
    for number, part in enumerate(parts):
        after: dict[int, int] = {}
        for used, cost in reached.items():
            if number:
                free = part in _LINKS or part == parts[number - 1]
                step = cost if free else cost + _LEFT_OUT
                after[used] = min(after.get(used, _FAR), step)
            for end in range(used + 1, len(letters) + 1):
                run = _run_cost(letters[used:end], part)
                if run >= _FAR or (number == 0 and not part.startswith(letters[0])):
                    break
                after[end] = min(after.get(end, _FAR), cost + run)
        reached = after
    return reached.get(len(letters), _FAR)


@lru_cache(maxsize=1 << 14)
def _run_cost(run: str, word: str) -> int:
    """The least cost of finding the run's letters in order in the word; _FAR where they are not."""
    ends = {-1: 0}  # where the letters so far end in the word -> the least it cost
    for letter in run:
        after: dict[int, int] = {}
        for end, cost in ends.items():
            at = word.find(letter, end + 1)
            while at >= 0:
                after[at] = min(after.get(at, _FAR), cost + (at != end + 1))
                at = word.find(letter, at + 1)
        ends = after
    return min(ends.values(), default=_FAR)


def _holds_together(long: str) -> bool:
    """Whether commas, if any, are those of a list that ends with a link ("A, B, dan C")."""
    tail = long.rpartition(",")[2].split()
    return "," not in long or any(fold(word) in _LINKS for word in tail) or "&" in tail
