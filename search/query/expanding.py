"""What else may a story say for a word of the query? Other spellings, acronyms, long forms.

One step from what was typed, never two; only what this archive says. A word of a long form that
was typed whole may also be answered by its short form.
"""

from collections.abc import Iterable, Sequence
from typing import Final

from search.language.variants import Expansion, Variant
from search.results import Expanded

from .clauses import Exact, Family, Said, Variants
from .clauses import Sequence as Ordered
from .knowledge import Knowledge
from .wording import Typed

_TOLD_FROM: Final = 3  # stories with another spelling


class Expander:
    """Finds the variants of the words of one run of plain text."""

    def __init__(self, words: Sequence[Typed], knowledge: Knowledge) -> None:
        self._words = words
        self._knowledge = knowledge
        self._variants: dict[int, list[Variant]] = {}
        self.told: list[Expanded] = []
        """In the order of the query."""
        for expansion in self._expansions():
            self._note(expansion)

    def _expansions(self) -> Iterable[Expansion]:
        lexicon = self._knowledge.lexicon
        if lexicon is None:
            return ()
        terms = [word.term for word in self._words]
        return lexicon.expansions(terms, [word.printed for word in self._words])

    def _note(self, expansion: Expansion) -> None:
        own = self._words[expansion.start : expansion.end]
        found = [variant for variant in expansion.variants if self._is_said(variant, own)]
        if not found:
            return
        for at in range(expansion.start, expansion.end):
            self._variants.setdefault(at, []).extend(found)
        typed = " ".join(word.printed for word in own)
        shown = dict.fromkeys(variant.shown for variant in found if self._is_worth_telling(variant))
        told = tuple(text for text in shown if text.lower() != typed.lower())
        if told:
            self.told.append(Expanded(typed, told))

    def _is_said(self, variant: Variant, own: Sequence[Typed]) -> bool:
        """Whether it adds anything: the archive has its words, the word's family has them not."""
        vocabulary = self._knowledge.vocabulary
        if vocabulary is None:
            return not variant.if_found and not self._is_form(variant, own)
        # Counts first: to find the stem of a word that nobody prints would take longer.
        if not all(vocabulary.count_terms(variant.words)) or self._is_form(variant, own):
            return False
        if variant.if_name and not self._are_names(variant, own):
            return False
        # Words of a rule may both occur without ever standing side by side.
        by_rule = variant.if_found and len(variant.words) > 1
        return not by_rule or vocabulary.stories_with((_clause(variant),)) > 0

    def _is_form(self, variant: Variant, own: Sequence[Typed]) -> bool:
        """Whether the typed word's family has it already."""
        stem = self._knowledge.stem
        is_word = len(own) == len(variant.words) == 1
        return is_word and stem(variant.words[0]) == stem(own[0].term)

    def _are_names(self, variant: Variant, own: Sequence[Typed]) -> bool:
        """Whether the archive prints it as a name, and what was typed may be one as well."""
        vocabulary = self._knowledge.vocabulary
        assert vocabulary is not None
        if not all(vocabulary.names(variant.words)):
            return False
        if variant.kind != "old-spelling" or own[0].printed[:1].isupper():
            return True
        (count,) = vocabulary.count_terms((own[0].term,))
        return not count or vocabulary.names((own[0].term,))[0]

    def _is_worth_telling(self, variant: Variant) -> bool:
        """A spelling that hardly ever occurs is a slip of the paper's; it is found all the same."""
        vocabulary = self._knowledge.vocabulary
        if vocabulary is None or variant.kind == "acronym" or len(variant.words) > 1:
            return True
        return min(vocabulary.count_terms(variant.words)) >= _TOLD_FROM

    @property
    def places(self) -> frozenset[int]:
        """The words of which the archive says something else."""
        return frozenset(self._variants)

    def clause(self, at: int, base: Said) -> Said:
        """What the word at a place of the run asks for, with its variants."""
        variants = self._variants.get(at)
        if not variants:
            return base
        shares = dict(_shares(base))
        for variant in variants:
            shares.setdefault(_clause(variant), variant.share)
        return Variants(tuple(shares), tuple(shares.values()))


def with_variant(said: Said, clause: Exact | Ordered, share: float) -> Said:
    """The same word with one more way to say it."""
    shares = dict(_shares(said))
    shares.setdefault(clause, share)
    return Variants(tuple(shares), tuple(shares.values()))


def _shares(said: Said) -> Iterable[tuple[Family | Exact | Ordered, float]]:
    if isinstance(said, Variants):
        return zip(said.clauses, said.shares, strict=True)
    return ((said, 1.0),)


def _clause(variant: Variant) -> Exact | Ordered:
    if len(variant.words) == 1:
        return Exact(variant.words)
    return Ordered(tuple((word,) for word in variant.words))
