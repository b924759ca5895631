"""Which roots can an Indonesian word have been made of, and which words can be made of a root?

Every way of taking affixes off, whether or not the rest is a word; what is a word, an archive's
counts must say (search.language.shielding). The sound changes are those of the school grammar:
meN- and peN- take m, n, ng or ny in place of a root's first p, t, k or s, and add it to others.
"""

from collections.abc import Iterator
from functools import cache
from typing import Final

MIN_ROOT: Final = 4
"""Letters; shorter rests are reached too easily."""
CLITICS: Final = ("nya", "lah", "kah", "pun", "ku", "mu")

_DEPTH: Final = 3  # prefixes on one word: memper-, keber-, seper-
_AFFIX: Final = 0.5
_CLITIC: Final = 0.25
_RESTORED: Final = 0.25  # a first letter that is not printed
_DOUBTFUL: Final = 0.7  # affixes that do not go together: be-i, di-an, a prefix before se-
_VOWELS: Final = "aiueo"

_NASALS: Final = (
    # as printed behind me- or pe-, what must follow, what the root begins with in its place
    ("m", "bfpv", ("",)),
    ("m", _VOWELS, ("p",)),
    ("n", "tdcjsz", ("",)),
    ("n", _VOWELS, ("t",)),
    ("ng", "ghkq", ("",)),
    ("ng", _VOWELS, ("", "k")),
    ("ny", _VOWELS, ("s",)),
    ("", "lrwymn", ("",)),
)
_GO_TOGETHER: Final = {
    "": {"", "an"},
    "di": {"", "kan", "i"},
    "ke": {"an"},
    "se": {""},
    "ter": {"", "kan", "i"},
    "ber": {"", "an", "kan"},
    "per": {"an", "", "kan", "i"},
    "me": {"", "kan", "i"},
    "pe": {"", "an"},
}
"""Prefix -> suffixes that stand with it; "" is none."""
_BEFORE: Final = {
    "": {*_GO_TOGETHER},
    "di": {"per", "ber"},
    "me": {"per", "ber"},
    "pe": {"ber"},
    "ke": {"ter", "ber", "se", "pe"},
    "se": {"per", "pe", "ke"},
    "ber": {"ke", "pe", "se", "per"},
    "ter": {"per"},
    "per": {"se"},
}
"""Prefix -> prefixes that stand behind it."""
_AROUND: Final = frozenset({"pe", "per", "ke"})
"""Prefixes whose word hardly ends in the root's own -an: pengawasan is not of kawasan."""


@cache
def roots(word: str) -> dict[str, float]:
    """The roots a word can be reduced to, each with the least cost of a way there, above 0.

    assert min(roots("kerusakan"), key=roots("kerusakan").get) == "rusak"
    """
    found: dict[str, float] = {}
    for base, cost in _without_clitics(word):
        for suffix in ("", "kan", "an", "i"):
            if not base.endswith(suffix):
                continue
            stem = base.removesuffix(suffix)
            price = cost + (_AFFIX if suffix else 0.0)
            for root, own in _without_prefixes(stem, suffix, "", _DEPTH):
                if len(root) >= MIN_ROOT and root != word:
                    found[root] = min(found.get(root, price + own), price + own)
    return found


def _without_clitics(word: str) -> Iterator[tuple[str, float]]:
    yield word, 0.0
    for clitic in CLITICS:
        if word.endswith(clitic):
            yield word.removesuffix(clitic), _CLITIC


def _without_prefixes(
    stem: str, suffix: str, outer: str, depth: int
) -> Iterator[tuple[str, float]]:
    """The rests of a word without its suffix and their costs; `outer` was taken off before."""
    fits = suffix in _GO_TOGETHER[outer] and not (outer in _AROUND and stem.endswith("an"))
    yield stem, 0.0 if fits else _DOUBTFUL
    if not depth or len(stem) < MIN_ROOT + 2:
        return
    for prefix, rest, cost in _one_prefix_less(stem):
        odd = 0.0 if prefix in _BEFORE[outer] else _DOUBTFUL
        for root, own in _without_prefixes(rest, suffix, prefix, depth - 1):
            # The outer prefix may be the one that goes with the suffix: me-per-...-i, ke-se-...-an.
            spared = outer and suffix in _GO_TOGETHER[outer] and own >= _DOUBTFUL
            yield root, cost + odd + own - (_DOUBTFUL if spared else 0.0)


def _one_prefix_less(stem: str) -> Iterator[tuple[str, str, float]]:
    """(prefix, rest, cost) for each prefix the word may begin with."""
    for prefix in ("di", "ke", "se", "ter", "ber", "per"):
        if stem.startswith(prefix):
            yield prefix, stem.removeprefix(prefix), _AFFIX
    for prefix in ("ter", "ber", "per"):
        if stem.startswith(prefix[:2]) and _lost_an_r(stem):
            yield prefix, stem[2:], _AFFIX + _RESTORED
    if stem.startswith(("belajar", "pelajar")):
        yield f"{stem[:2]}r", stem[3:], _AFFIX
    for prefix in ("me", "pe"):
        if stem.startswith(prefix):
            for rest, cost in _sounded(stem[2:]):
                yield prefix, rest, _AFFIX + cost
    if stem.startswith("pe") and stem[2:3] not in ("", *_VOWELS, *"lrwymn"):
        yield "pe", stem[2:], _AFFIX + _RESTORED  # petani, pekerja, petinju


def _lost_an_r(stem: str) -> bool:
    """Whether be-, te- or pe- may stand for ber-, ter- or per-: berasa, bekerja."""
    return stem[2:3] == "k" or (stem[2:3] == "r" and stem[3:4] in _VOWELS)


def _sounded(sounded: str) -> Iterator[tuple[str, float]]:
    """What may have stood behind me- or pe- before it took its sound, and the cost."""
    for sound, following, firsts in _NASALS:
        rest = sounded.removeprefix(sound)
        if sounded.startswith(sound) and rest and rest[0] in following:
            for first in firsts:
                yield first + rest, _RESTORED if first else 0.0


def unsounded(root: str) -> str:
    """The root that a bare verb of speech was made of: "numpuk" -> "tumpuk"; else ""."""
    for sound, first in (("ny", "s"), ("ng", "k"), ("m", "p"), ("n", "t")):
        if root.startswith(sound):
            rest = root.removeprefix(sound)
            return first + rest if rest[:1] in (*_VOWELS,) and rest else ""
    return ""


def nasal(root: str) -> str:
    """The root with the sound that me- and pe- give it: "rawat", "nulis", "mbantu", "ngirim"."""
    first, rest = root[:1], root[1:]
    if first in ("p", "t", "s", "k"):
        return {"p": "m", "t": "n", "s": "ny", "k": "ng"}[first] + rest
    if first in ("b", "f", "v"):
        return f"m{root}"
    if first in ("d", "c", "j", "z"):
        return f"n{root}"
    return f"ng{root}" if first in ("g", "h", *_VOWELS) else root


def derived(root: str) -> list[str]:
    """The commonest words made of a root, whether or not they are used."""
    sounded = nasal(root)
    words = [f"{root}{end}" for end in ("i", "kan", "an", "nya")]
    words += [f"di{root}{end}" for end in ("", "i", "kan", "nya")]
    words += [f"me{sounded}{end}" for end in ("", "i", "kan", "nya")]
    words += [f"pe{sounded}", f"pe{sounded}an", f"ter{root}", f"ber{root}", f"ber{root}an"]
    words += [f"ke{root}an", f"per{root}an", f"memper{root}", f"diper{root}", f"se{root}"]
    if root.startswith("r"):
        words += [f"be{root}", f"te{root}"]
    return words
