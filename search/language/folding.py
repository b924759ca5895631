"""When are two spellings of one word the same letters?"""

import re
import unicodedata
from typing import Final

APOSTROPHES: Final = "'’‘ʼ`´"  # all typed for the one in Jum'at and Al-Qur'an
MAX_TERM_CHARS: Final = 64  # a longer "word" is junk; cut alike in index and query

_APOSTROPHES_GONE: Final = str.maketrans("", "", APOSTROPHES)


def fold(text: str) -> str:
    """Lower case without accents and apostrophes (NFKD, full case folding, marks dropped).

    assert fold("Jum’at") == "jumat" and fold("Café") == "cafe"
    """
    if text.isascii():
        return text.translate(_APOSTROPHES_GONE).lower()
    bare = text.translate(_APOSTROPHES_GONE)
    decomposed = "".join(map(_decomposed, bare)).casefold()
    again = "".join(map(_decomposed, decomposed))  # folding can compose anew (U+0345)
    return "".join(char for char in again if not unicodedata.combining(char))


def _decomposed(char: str) -> str:
    """NFKD of one sign; one that stands for several words (U+FDFA) gives no blanks."""
    parts = unicodedata.normalize("NFKD", char)
    return parts if char.isspace() else "".join(parts.split())


def plain_text(text: str) -> str:
    """One line of text: NFC, control and invisible format characters gone, blanks joined."""
    composed = unicodedata.normalize("NFC", text)
    kept = "".join(
        " " if char.isspace() else char
        for char in composed
        if char.isspace() or unicodedata.category(char) not in ("Cc", "Cs", "Co", "Cn")
    )
    return re.sub(" +", " ", kept).strip()
