"""The list of spellings holds pairs that a query may take for one word, and nothing twice."""

import re
from collections import Counter
from collections.abc import Iterator
from importlib import resources
from typing import Final

from search.language.folding import fold

_SPELLED: Final = r"[a-z]+(?: [a-z]+)?"
_SPELLING_KINDS: Final = frozenset({"spelling-variant", "spelling-joined", "old-spelling", "place"})


def rows_of(name: str) -> Iterator[list[str]]:
    """The cells of each row of a list of ours, comments left out."""
    text = (resources.files("search.language") / "data" / name).read_text("utf-8")
    return (line.split("\t") for line in text.splitlines() if not line.startswith("#"))


def other_spellings() -> set[tuple[str, str]]:
    """Folded short and long forms of the spellings that synonyms.tsv has."""
    rows = rows_of("synonyms.tsv")
    return {(fold(row[0]), fold(row[1])) for row in rows if row[2] in _SPELLING_KINDS}


def test_each_spelling_has_a_form_a_standard_and_a_kind() -> None:
    """Three columns, and the kinds are those that a Lexicon knows."""
    assert {len(row) for row in rows_of("spellings.tsv")} == {3}
    assert {kind for _, _, kind in rows_of("spellings.tsv")} == {"joined", "nonstandard", "name"}


def test_spellings_are_folded_and_hold_two_words_at_most() -> None:
    """They are compared with terms, side by side: plain letters, one blank."""
    written = [cell for form, standard, _ in rows_of("spellings.tsv") for cell in (form, standard)]
    assert [cell for cell in written if not re.fullmatch(_SPELLED, cell)] == []


def test_a_spelling_is_listed_once() -> None:
    """No form has two standards, and the list is in order so that a reviewer sees it."""
    forms = [form for form, _, _ in rows_of("spellings.tsv")]
    assert [form for form, times in Counter(forms).items() if times > 1] == []
    assert forms == sorted(forms)


def test_no_standard_spelling_leads_on_to_another() -> None:
    """One step gives the standard, in this list and through synonyms.tsv's."""
    forms = {form for form, _, _ in rows_of("spellings.tsv")}
    others = {short for short, _ in other_spellings()}
    led_on = [row for row in rows_of("spellings.tsv") if row[1] in forms | others]
    assert led_on == []


def test_no_spelling_repeats_the_synonyms() -> None:
    """A form stands in one of both lists, or two people would mend two lists."""
    others = {cell for pair in other_spellings() for cell in pair}
    assert [form for form, _, _ in rows_of("spellings.tsv") if form in others] == []


def test_a_joined_form_is_its_two_words_without_the_blank() -> None:
    """So that a rule can go the other way too."""
    joined = [row for row in rows_of("spellings.tsv") if row[2] == "joined"]
    assert [row for row in joined if row[0] != row[1].replace(" ", "") or " " not in row[1]] == []
