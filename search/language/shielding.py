"""What do an archive's own words say against a stem that the rules gave?

Two things (research/language.md, sections 2.2 and 2.5). A stem that hardly anybody writes is a
wrong root where a common word can be reached by other affixes: kerusakan is of rusak, not of rusa
(deer). And what the archive prints with a capital nearly always is a name, and stays whole. Both
need counts, so they are decided when an index is built anew, and kept with the stems.
"""

import math
from collections.abc import Callable, Mapping
from typing import Final

from .affixes import CLITICS, MIN_ROOT, derived, nasal, roots, unsounded
from .wordlists import FUNCTION_WORDS, QUESTION_WORDS

Seen = tuple[int, int, int]
"""How often a word stands in an archive, with a capital, and with one where no sentence begins."""

ENOUGH_TOKENS: Final = 1_000_000
"""An archive with fewer says too little; there the rules alone decide."""
RARE: Final = 16e-6
"""Of all tokens; a stem that is rarer is looked at (200 in 12.5 million)."""

_UNSEEN: Final = (0, 0, 0)
_TIMES_COMMONER: Final = 3  # the least a root must be more common than the stem it replaces
_TIMES_COMMONER_K: Final = 10  # ... than one that differs in its first k only: kurung, urung
_FROM_COUNTS: Final = 0.2  # what a count's logarithm weighs against the costs of affixes
_MARGIN: Final = 0.15
_NO_WAY: Final = 1.5  # the cost of a stem that no affixes of ours lead to
_LEAST_UNKNOWN: Final = 3  # times that the root of a word must stand which no list knows
_UNKNOWN: Final = -0.5  # the weight such a root must pass

_NAME: Final = 0.95  # share of capitals that speaks for a name
_NAME_INSIDE: Final = 0.8  # ... where no sentence begins, if its stem is a common word
_NAME_TIMES: Final = 5
_NAME_RATE: Final = 1e-6  # of all tokens, in large archives
_ORDINARY: Final = 0.9  # a root with a larger share of capitals is a name itself
_MADE_UP: Final = (("ke", "an"), ("per", "an"))  # offices bear these: Perasuransian
_VERBAL: Final = ("di", "me")
_OTHERS: Final = ("ber", "ter", "pe", "ke")
_PARTICLES: Final = (
    FUNCTION_WORDS
    | QUESTION_WORDS
    | frozenset(
        "jangan pula kadang kang kelak lagi maka mana kami kita anda bukan belum masih mbak".split()
    )
)


class ArchiveWords:
    """The words of one archive and how they are printed."""

    def __init__(self, seen: Mapping[str, Seen], known: Callable[[str], bool]) -> None:
        """Args:
        seen: every word of letters; others are of no use.
        known: whether the stemming library has a word in its dictionary.
        """
        self._seen = seen
        self._known = known
        self._total = sum(times for times, _, _ in seen.values())

    @property
    def is_enough(self) -> bool:
        """Whether there are words enough to decide by."""
        return self._total >= ENOUGH_TOKENS

    def is_name(self, word: str, stem: str) -> bool:
        """Whether a word that would be cut to `stem` is a name."""
        times, capitals, inside = self._seen.get(word, _UNSEEN)
        if times < max(_NAME_TIMES, _NAME_RATE * self._total) or capitals < _NAME * times:
            return False
        if self._is_said_of_verbs(word) or self._is_with_clitic(word, stem):
            return False
        if self._times(stem) < times:
            return inside >= times / 2
        if any(word.startswith(a) and word.endswith(z) and self._known(stem) for a, z in _MADE_UP):
            return False
        return inside >= _NAME_INSIDE * times

    def root(self, word: str, stem: str) -> str | None:
        """A likelier root than `stem`, which the rules gave; None where there is none."""
        is_unknown = word == stem
        if self._times(stem) > RARE * self._total or (is_unknown and self._known(word)):
            return None
        ways = roots(word)
        written = unsounded(stem)  # memutihkan is of putih, not of mutih, as it is said
        if written in ways and self._is_likely(stem, written) and self._is_root(written, {}):
            return written
        best, reached = None, _UNKNOWN
        if not is_unknown:
            reached = self._weight(word, stem, ways.get(stem, _NO_WAY)) + _MARGIN
        for root, cost in ways.items():
            fits = self._is_plain(word, root) if is_unknown else self._is_likely(stem, root)
            if fits and self._is_root(root, ways):
                weight = self._weight(word, root, cost)
                if weight > reached:
                    best, reached = root, weight
        return best

    def base(self, word: str) -> str | None:
        """The word without its clitic, where the archive has it and more often; else None."""
        times, capitals, _ = self._seen.get(word, _UNSEEN)
        for clitic in CLITICS:
            base = word.removesuffix(clitic)
            if base == word or len(base) < MIN_ROOT or self._times(base) <= times:
                continue
            # Abdullah is not of Abdul; and what asks (-kah) is hardly a word no list knows.
            if clitic in ("nya", "pun") or (clitic != "kah" and 2 * capitals <= times):
                return base
        return None

    def _times(self, word: str) -> int:
        return self._seen.get(word, _UNSEEN)[0]

    def _weight(self, word: str, root: str, cost: float) -> float:
        own = {word, *(f"{word}{clitic}" for clitic in CLITICS)}
        own |= {word.removesuffix(clitic) for clitic in CLITICS}
        family = sum(self._times(form) for form in derived(root) if form not in own)
        return _FROM_COUNTS * math.log(1 + self._times(root) + family) - cost

    def _is_root(self, root: str, ways: Mapping[str, float]) -> bool:
        times, capitals, _ = self._seen.get(root, _UNSEEN)
        if not times or capitals > _ORDINARY * times or root in _PARTICLES:
            return False
        written = unsounded(root)  # numpuk is how tumpuk is said
        return not (written in ways and self._times(written))

    def _is_likely(self, stem: str, root: str) -> bool:
        """Whether a root may take the place of a rare stem."""
        least = _TIMES_COMMONER_K if root == f"k{stem}" else _TIMES_COMMONER
        if root == stem or self._times(root) < least * max(1, self._times(stem)):
            return False
        if root in (nasal(stem), f"nge{stem}"):  # the bare verb of speech: nonton, ngepel
            return False
        # A word made of the stem is no other root (layanan of layan), but for nilai beside nila.
        return stem not in roots(root) or root == f"{stem}i"

    def _is_plain(self, word: str, root: str) -> bool:
        """Whether a root may explain a word that no list knows: memviralkan, diupdate."""
        times, capitals, _ = self._seen.get(word, _UNSEEN)
        if 2 * capitals > times or self._times(root) < max(_LEAST_UNKNOWN, times):
            return False
        if word.startswith(_VERBAL):
            return True
        is_around = word.startswith("ke") == word.endswith("an")
        return word.startswith(_OTHERS) and len(root) > MIN_ROOT and is_around

    def _is_said_of_verbs(self, word: str) -> bool:
        """Whether it is the bare verb of headlines: Rugikan, Lampaui; there are di-forms then."""
        if word.startswith("di"):
            return self._times(word.removeprefix("di")) > 0 and len(word) > 6
        return word.endswith(("kan", "i")) and (
            self._times(f"di{word}") > 0 or self._times(f"me{nasal(word)}") > 0
        )

    def _is_with_clitic(self, word: str, stem: str) -> bool:
        """Whether it is a commoner word with its clitic: Piringku, SPPGnya."""
        is_common = self._known(stem) or self._times(stem) > self._times(word)
        return is_common and any(word == f"{stem}{clitic}" for clitic in CLITICS)
