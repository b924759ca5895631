"""How is a term used? Each place it stands at, looked up again in the text as printed."""

from collections.abc import Iterable, Iterator

from search.language.casing import casing
from search.language.tokens import tokenize_paragraphs
from search.ports import Usage, indexed_text
from search.values import Story

from .entries import Entry


def usage_of(term: str, entries: Iterable[Entry]) -> Usage:
    """Counts over all text fields of some stories (search.ports.Usage)."""
    holding = [entry.story for entry in entries if term in entry.terms]
    seen = [print_of for story in holding for print_of in _prints(term, story)]
    return Usage(
        stories=len(holding),
        times=len(seen),
        capitalised=sum(capitalised for capitalised, _ in seen),
        inside=sum(inside for _, inside in seen),
    )


def _prints(term: str, story: Story) -> Iterator[tuple[bool, bool]]:
    """For each position of the term: (is capitalised, is capitalised inside a sentence)."""
    for paragraphs in indexed_text(story).values():
        cut = tokenize_paragraphs(paragraphs)
        for text, tokens in zip(paragraphs, cut, strict=True):
            for token, capital in zip(tokens, casing(text, tokens), strict=True):
                if term in token.terms:
                    yield capital
