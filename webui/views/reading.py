"""What is a reader told of how a query was read, and how does one take it back?"""

from search import Query, Results
from webui import words
from webui.contexts import Link, ReadingView
from webui.urls import address, as_typed, uncorrected, with_text, within


def reading_view(query: Query, results: Results) -> ReadingView | None:
    """Corrections, other spellings and days named; None where the query was read as typed."""
    corrected, expanded, suggested = results.corrected, results.expanded, results.suggested
    if not (corrected or expanded or results.dates or suggested):
        return None
    also = tuple(dict.fromkeys(text for own in expanded for text in own.to))
    return ReadingView(
        corrected=corrected.words if corrected else (),
        uncorrected=address(uncorrected(query)) if corrected else "",
        also=also,
        as_typed=address(as_typed(query)) if also else "",
        days=tuple(
            Link(
                text=words.searching.within_text(named.label),
                href=address(within(query, named.days)),
            )
            for named in results.dates
        ),
        suggested=_link(query, suggested) if suggested else None,
    )


def _link(query: Query, text: str) -> Link:
    return Link(text=text, href=address(with_text(query, text)))
