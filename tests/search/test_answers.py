"""Answers as JSON: plain values under the names of the contract."""

import json

from hypothesis import given
from hypothesis import strategies as st

from search import (
    FacetName,
    FacetValue,
    Hit,
    Piece,
    Query,
    Reason,
    Related,
    Results,
    Snippet,
    Sort,
    Story,
    related_to_json,
    results_to_json,
)
from search.answers import snippet_to_json
from tests.builders import a_story
from tests.strategies import stories


def a_page(*hits: Hit, **changes: object) -> Results:
    """A dull page of results with these fields changed."""
    values: dict[str, object] = {
        "query": Query(text="banjir"), "understood": "banjir", "pieces": (), "hits": hits,
        "total": len(hits), "total_stories": len(hits), "total_all_words": len(hits),
        "relaxed": (), "partial": None,
        "offset": 0, "limit": 20, "took_ms": 1.5, **changes,
    }  # fmt: skip
    return Results(**values)  # type: ignore[arg-type]


def a_hit(story: Story) -> Hit:
    """The story, found by the first letter of its headline."""
    return Hit(story=story, score=1.25, title=Snippet(story.title, ((0, 1),)),
               snippet=Snippet(story.lead))  # fmt: skip


@given(st.lists(stories(st.text(max_size=5)), max_size=4))
def test_an_answer_survives_json(found: list[Story]) -> None:
    """Only plain values: written and read, the object is the same, hits in their order."""
    answer = results_to_json(a_page(*map(a_hit, found)))
    assert json.loads(json.dumps(answer)) == answer
    assert [hit["id"] for hit in answer["hits"]] == [story.id for story in found]
    for hit, story in zip(answer["hits"], found, strict=True):
        assert hit["published"] == (story.published.iso() if story.published else None)
        assert (hit["title"], hit["kind"]) == (story.title, story.kind.value)


def test_marks_are_ranges_of_the_text() -> None:
    """No HTML crosses: `<` stays `<`, and marks are pairs of numbers."""
    assert snippet_to_json(Snippet("a < b", ((0, 1), (4, 5)))) == {
        "text": "a < b", "marks": [[0, 1], [4, 5]],
    }  # fmt: skip


def test_facets_name_the_unknown_value_null() -> None:
    """A story without author counts under null; chosen values say so."""
    values = (FacetValue(value="Yen", count=2, selected=True), FacetValue(value=None, count=1))
    answer = results_to_json(a_page(facets={FacetName.AUTHOR: values}))
    assert answer["facets"] == {
        "author": [
            {"value": "Yen", "count": 2, "selected": True, "excluded": False},
            {"value": None, "count": 1, "selected": False, "excluded": False},
        ]
    }


def test_next_is_where_the_following_page_begins() -> None:
    """It is null on the last page, and where no hits were asked for."""
    assert results_to_json(a_page(total=21))["next"] == 20
    assert results_to_json(a_page(total=20))["next"] is None
    assert results_to_json(a_page(total=21, limit=0))["next"] is None
    assert results_to_json(a_page(total=45, offset=20))["next"] == 40


def test_what_was_understood_and_given_up_is_said() -> None:
    """Pieces, relaxed words, partial and sort pass as they are."""
    piece = Piece(kind="word", text="banjir", remove="")
    answer = results_to_json(
        a_page(pieces=(piece,), relaxed=("surut",), partial="terms", query=Query(sort=Sort.NEWEST))
    )
    assert answer["pieces"] == [{"kind": "word", "text": "banjir", "remove": ""}]
    assert (answer["relaxed"], answer["partial"], answer["sort"]) == (["surut"], "terms", "terbaru")


def test_a_related_story_carries_its_reason() -> None:
    """Terms, places, days and the story between beside a hit's fields; a face words them."""
    reason = Reason(terms=("banjir",), places=("Tebo",), days=None)
    (values,) = related_to_json([Related(story=a_story(id="7"), score=2.0, reason=reason)])
    assert values["id"] == "7" and values["score"] == 2.0
    told = {"terms": ["banjir"], "names": [], "places": ["Tebo"], "days": None, "by": None}
    assert values["reason"] == told
    through = Reason(by="5")
    (values,) = related_to_json([Related(story=a_story(id="7"), score=0.2, reason=through)])
    assert values["reason"]["by"] == "5"
