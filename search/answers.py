"""How are answers written as JSON? The same for the command line and the API (design, section 5).

No HTML crosses: `marks` are half-open character ranges of `text`. Fields are added, never renamed.
"""

from collections.abc import Iterable
from typing import Any

from .values import Hit, Related, Results, Snippet, Story


def results_to_json(results: Results) -> dict[str, Any]:
    """One page of results."""
    return {
        "query": results.query.text,
        "understood": results.understood,
        "pieces": [
            {"kind": piece.kind, "text": piece.text, "remove": piece.remove}
            for piece in results.pieces
        ],
        "expanded": [],
        "corrected": None,
        "partial": results.partial,
        "relaxed": list(results.relaxed),
        "total": results.total,
        "total_stories": results.total,
        "total_all_words": results.total_all_words,
        "took_ms": results.took_ms,
        "sort": results.query.sort.value,
        "next": results.next_offset,
        "hits": [hit_to_json(hit) for hit in results.hits],
        "facets": {
            name.value: [
                {
                    "value": value.value,
                    "count": value.count,
                    "selected": value.selected,
                    "excluded": value.excluded,
                }
                for value in values
            ]
            for name, values in results.facets.items()
        },
        "did_you_mean": None,
    }


def hit_to_json(hit: Hit) -> dict[str, Any]:
    """One hit: what a list shows of the story, its score, and the passage that answers."""
    return {
        **_listed(hit.story),
        "title_marks": [list(mark) for mark in hit.title.marks],
        "score": hit.score,
        "similar": {"count": 0, "ids": []},
        "snippet": snippet_to_json(hit.snippet),
    }


def related_to_json(related: Iterable[Related]) -> list[dict[str, Any]]:
    """Related stories, each with what ties it."""
    return [
        {
            **_listed(relative.story),
            "score": relative.score,
            "reason": {
                "terms": list(relative.reason.terms),
                "names": [],
                "places": list(relative.reason.places),
                "days": relative.reason.days,
            },
        }
        for relative in related
    ]


def snippet_to_json(snippet: Snippet) -> dict[str, Any]:
    """A passage and its marks."""
    return {"text": snippet.text, "marks": [list(mark) for mark in snippet.marks]}


def _listed(story: Story) -> dict[str, Any]:
    return {
        "id": story.id,
        "title": story.title,
        "url": story.url,
        "published": story.published.iso() if story.published else None,
        "authors": list(story.authors),
        "topics": list(story.topics),
        "places": list(story.places),
        "kind": story.kind.value,
    }
