"""How are answers written as JSON? The same for the command line and the API (design, section 5).

No HTML crosses: `marks` are half-open character ranges of `text`. Fields are added, never renamed.
"""

from collections.abc import Iterable
from typing import Any

from .results import Corrected, Explanation, Hit, NamedDays, Results, SuggestedValue, Suggestions
from .values import Related, Snippet, Story


def results_to_json(results: Results) -> dict[str, Any]:
    """One page of results."""
    return {
        "query": results.query.text,
        "understood": results.understood,
        "pieces": [
            {"kind": piece.kind, "text": piece.text, "remove": piece.remove}
            for piece in results.pieces
        ],
        "expanded": [{"from": own.typed, "to": list(own.to)} for own in results.expanded],
        "corrected": _corrected_to_json(results.corrected),
        "dates": [_days_to_json(named) for named in results.dates],
        "partial": results.partial,
        "relaxed": list(results.relaxed),
        "total": results.total,
        "total_stories": results.total_stories,
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
        "did_you_mean": results.suggested or None,
    }


def _corrected_to_json(corrected: Corrected | None) -> dict[str, Any] | None:
    if corrected is None:
        return None
    words = [{"from": typed, "to": used} for typed, used in corrected.words]
    return {"words": words, "query": corrected.text}


def _days_to_json(named: NamedDays) -> dict[str, Any]:
    """Days named, their ends included; null where a side is open."""
    start, last = named.days.start, named.days.last
    return {
        "text": named.typed,
        "label": named.label,
        "from": start.isoformat() if start else None,
        "until": last.isoformat() if last else None,
    }


def hit_to_json(hit: Hit) -> dict[str, Any]:
    """One hit: what a list shows of the story, its score, and the passage that answers."""
    return {
        **_listed(hit.story),
        "title_marks": [list(mark) for mark in hit.title.marks],
        "score": hit.score,
        "similar": {"count": len(hit.copies), "ids": [story.id for story in hit.copies]},
        "snippet": snippet_to_json(hit.snippet),
        **({"explanation": _explanation_to_json(hit.explanation)} if hit.explanation else {}),
    }


def _explanation_to_json(explanation: Explanation) -> dict[str, Any]:
    """The score is the sum of `parts` times the product of `factors`."""
    return {
        name: [{"cause": p.cause.value, "text": p.text, "value": p.value} for p in numbers]
        for name, numbers in (("parts", explanation.parts), ("factors", explanation.factors))
    }


def related_to_json(related: Iterable[Related]) -> list[dict[str, Any]]:
    """Related stories, each with what ties it."""
    return [
        {
            **_listed(relative.story),
            "score": relative.score,
            "reason": {
                "terms": list(relative.reason.terms),
                "names": list(relative.reason.names),
                "places": list(relative.reason.places),
                "days": relative.reason.days,
                "by": relative.reason.by or None,
            },
        }
        for relative in related
    ]


def suggestions_to_json(found: Suggestions) -> dict[str, Any]:
    """What may be meant by a text that is still being typed, a list for each sort."""
    return {
        "text": found.text,
        "meant": found.meant or None,
        "headlines": [
            {
                "id": own.story.id,
                "title": own.title.text,
                "title_marks": [list(mark) for mark in own.title.marks],
                "url": own.story.url,
                "published": own.story.published.iso() if own.story.published else None,
            }
            for own in found.headlines
        ],
        "places": _values_to_json(found.places),
        "authors": _values_to_json(found.authors),
        "topics": _values_to_json(found.topics),
    }


def _values_to_json(values: Iterable[SuggestedValue]) -> list[dict[str, Any]]:
    return [
        {
            "value": own.value.text,
            "marks": [list(mark) for mark in own.value.marks],
            "count": own.count,
        }
        for own in values
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
