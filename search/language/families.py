"""Which stem's family does a word of the archive belong to?

A family is the set of an archive's terms that share a stem, but for a hyphenated one whose parts
say it already. Postings hold surface forms only; a typed word is answered by its whole family, so
a corrected stem is a new small table and not a new index (design, section 3).
"""

from collections.abc import Callable


def family_of(term: str, stem: Callable[[str], str]) -> str | None:
    """The stem whose family the term is a form of; None where one of its parts is a form already.

    In "kota-kota" the two "kota" are forms, the whole is not (docs/ranking.md, "forms").
    """
    whole = stem(term)
    parts = term.split("-") if "-" in term else ()
    return None if any(part and stem(part) == whole for part in parts) else whole
