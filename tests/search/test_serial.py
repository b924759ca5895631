"""A story as JSON: nothing is lost, and every field is there."""

import json
from dataclasses import fields

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search import Kind, Moment, Status, Story, story_from_json, story_to_json
from search.serial import story_text
from tests.builders import a_moment, a_story
from tests.strategies import moments, stories


@given(
    stories(st.text(min_size=1, max_size=8)),
    st.sampled_from(Status),
    st.none() | moments(),
    st.text(st.characters(exclude_categories=["Cs"]), max_size=20),
)
def test_a_story_survives_the_line_it_is_kept_as(
    story: Story, status: Status, modified: Moment | None, text: str
) -> None:
    """Through the text of the store and back, with any status and odd letters."""
    changed = a_story(
        **{f.name: getattr(story, f.name) for f in fields(Story)}
        | {"status": status, "modified": modified, "date_text": text, "author_code": text}
    )
    line = story_text(changed)
    assert "\n" not in line
    assert story_from_json(json.loads(line)) == changed


def test_equal_stories_give_equal_lines() -> None:
    """The line can be compared to tell whether cleaning gave the same."""
    assert story_text(a_story(topics=("a", "b"))) == story_text(a_story(topics=("a", "b")))
    assert story_text(a_story(topics=("a", "b"))) != story_text(a_story(topics=("b", "a")))


def test_json_has_every_field_of_a_story() -> None:
    """No field is left out, empty ones are written too; lead and precision are added."""
    names = {field.name for field in fields(Story)}
    assert story_to_json(a_story()).keys() == names | {"lead", "precision"}


def test_json_says_how_exactly_a_date_is_known() -> None:
    """`published` is ISO 8601 to its precision, and null where unknown."""
    values = story_to_json(a_story(published="2023-02"))
    assert (values["published"], values["precision"]) == ("2023-02", "month")
    values = story_to_json(a_story())
    assert (values["published"], values["precision"]) == (None, "unknown")
    values = story_to_json(a_story(modified=a_moment("2023-02-27T10:15")))
    assert values["modified"] == "2023-02-27T10:15+07:00"


def test_paragraphs_are_joined_by_a_blank_line() -> None:
    """`body` is one text for scripts, the lead its first paragraph."""
    values = story_to_json(a_story(body=("Satu.", "Dua."), kind=Kind.OPINION))
    assert (values["body"], values["lead"], values["kind"]) == ("Satu.\n\nDua.", "Satu.", "opini")
    assert story_from_json(story_to_json(a_story(body=()))).body == ()


def test_a_kind_that_is_none_is_refused() -> None:
    """A value of another program's is not taken for ours."""
    with pytest.raises(ValueError, match="resensi"):
        story_from_json({**story_to_json(a_story()), "kind": "resensi"})
