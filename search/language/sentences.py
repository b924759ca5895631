"""Where does a sentence end, and the next begin?"""

import re
from typing import Final

_BREAK: Final = re.compile(  # begins with a set of signs: those are searched quickly
    r"[.!?\n](?:(?<=\n)\s*|(?<!\n)[\"”’)]*\s+(?=[\"“‘(]?[A-ZÀ-ÖØ-Þ0-9]))"
)
_LAST_TOKEN: Final = re.compile(r"[^\s(\"“‘]+$")
_TOKEN_REACH: Final = 16  # characters looked back over for the word before a stop
_ABBREVIATIONS: Final = frozenset(
    "dr drs dra ir h hj prof kh ust s.h m.h s.e m.m s.t s.ag s.i.k s.ik s.sos s.ip m.si s.si m.pd"
    " s.pd m.kes s.kom m.hum ph.d no jl jln jend letjen mayjen brigjen rp kab kec kel ds gg pt cv"
    " tbk dll dkk dsb dst hlm tgl a.n u.p st sdr sdri yth".split()
)
"""Words whose full stop ends no sentence (research/language.md section 6, with ranks added)."""
_NUMBER: Final = re.compile(r"[0-9]{1,3}")  # "1. Daya sebelum"; a year does end a sentence


def sentences(text: str) -> list[tuple[int, int]]:
    """Cut `text` into sentences, as half-open character ranges in order.

    They cover `text` without loss: each range ends where the next begins, blanks belong to the
    sentence before them. A stop ends a sentence if a capital, a figure or an opening quote
    follows, and the word before it is no abbreviation, single capital or short number; a line's
    end always does. Linear in the length of `text`.

    assert sentences("Ya. Drs. Budi datang.") == [(0, 4), (4, 21)]
    """
    spans = []
    start = 0
    for match in _BREAK.finditer(text):
        at, end = match.span()
        if text[at] != "\n" and not _ends_sentence(text, at):
            continue
        if end < len(text) and text[start:end].strip():
            spans.append((start, end))
            start = end
    if start < len(text):
        spans.append((start, len(text)))
    return spans


def _ends_sentence(text: str, stop: int) -> bool:
    """Whether the full stop, question or exclamation mark at `stop` ends a sentence."""
    if text[stop] != ".":
        return True
    match = _LAST_TOKEN.search(text[max(0, stop - _TOKEN_REACH) : stop])
    if match is None:
        return True
    token = match.group()
    return not (
        (len(token) == 1 and token.isupper())
        or token.casefold() in _ABBREVIATIONS
        or _NUMBER.fullmatch(token)
    )
