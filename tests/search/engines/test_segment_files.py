"""A segment's file holds what its stories say, and one merged of several what theirs would."""

import re
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from search.copies.fingerprints import LANES
from search.engines.whoosh.building import Builder, Built, build, write_segment
from search.engines.whoosh.merging import Part, merged
from search.engines.whoosh.segment import FIELD_NUMBERS, UNKNOWN_MINUTE, Segment
from search.language.tokens import tokenize_paragraphs
from search.ports import indexed_text
from search.values import FacetName, Story, facet_values
from tests.builders import a_story
from tests.disks import QuietDisk
from tests.strategies import stories

Posting = tuple[bytes, int, int, tuple[int, ...]]
"""A term, a field's number, a story's number, and the positions there."""

USAGE = ("term_times", "term_capitalised", "term_inside")


def _archives(most: int) -> st.SearchStrategy[list[Story]]:
    """Up to `most` stories with ids of their own."""
    ids = st.text(st.sampled_from("ab-é"), min_size=1, max_size=4)
    return st.lists(stories(ids), min_size=1, max_size=most, unique_by=lambda story: story.id)


def _segment(folder: Path, archive: Sequence[Story]) -> Segment:
    (built,) = build(folder, archive, QuietDisk())
    return _opened(folder, built)


def _opened(folder: Path, built: Built) -> Segment:
    segment = Segment(folder / built.name)
    segment.file.expect(built.identity)
    assert segment.stories == built.stories
    return segment


def _postings(segment: Segment) -> list[Posting]:
    """All that stands in the arrays of postings, in their order."""
    found: list[Posting] = []
    at = 0
    for number, term in enumerate(segment.terms):
        for entry in range(segment.term_entries[number], segment.term_entries[number + 1]):
            assert segment.entry_positions[entry] == at
            first, end = segment.entry_postings[entry : entry + 2].tolist()
            for posting in range(first, end):
                times = int(segment.posting_times[posting])
                places = tuple(segment.positions[at : at + times].tolist())
                story = int(segment.posting_stories[posting])
                found.append((term, int(segment.entry_fields[entry]), story, places))
                at += times
    assert at == len(segment.positions)
    return found


def _by_definition(archive: Sequence[Story]) -> list[Posting]:
    places: dict[tuple[bytes, int, int], list[int]] = {}
    for number, story in enumerate(archive):
        for field, paragraphs in indexed_text(story).items():
            for tokens in tokenize_paragraphs(paragraphs):
                for token in tokens:
                    for term in dict.fromkeys(token.terms):
                        key = term.encode(), FIELD_NUMBERS[field], number
                        places.setdefault(key, []).append(token.position)
    return [(*key, tuple(own)) for key, own in sorted(places.items())]


def _facets(segment: Segment, facet: FacetName) -> list[list[str]]:
    """The values of each story."""
    column = segment.column(facet)
    found = [[column.values[code - 1]] if code else [] for code in column.first.tolist()]
    for story, code in zip(column.more_stories.tolist(), column.more_codes.tolist(), strict=True):
        found[story].append(column.values[code - 1])
    return found


@given(archive=_archives(6))
def test_a_segment_holds_what_its_stories_say(
    tmp_path_factory: pytest.TempPathFactory, archive: list[Story]
) -> None:
    """Terms sorted, postings by term, field and story; lengths, ids, times, days and facets."""
    segment = _segment(tmp_path_factory.mktemp("bagian"), archive)
    assert list(segment.file.faults()) == []
    assert _postings(segment) == _by_definition(archive)
    assert list(segment.terms) == sorted(set(segment.terms))
    assert segment.term_sizes.tolist() == [len(term) for term in segment.terms]
    assert segment.story_ids(range(len(archive))) == [story.id for story in archive]
    for number, story in enumerate(archive):
        assert segment.story_number(story.id) == number
        for field, paragraphs in indexed_text(story).items():
            length = sum(map(len, tokenize_paragraphs(paragraphs)))
            assert segment.lengths(field)[number] == length
        days = (int(segment.days_from[number]), int(segment.days_until[number]))
        if story.published is None:
            assert segment.minutes[number] == UNKNOWN_MINUTE and days == (0, 0)
        else:
            assert segment.minutes[number] == story.published.minutes()
            own = story.published.days()
            assert own.start is not None and own.end is not None
            assert days == (own.start.toordinal(), own.end.toordinal())
    for facet in FacetName:
        expected = [list(dict.fromkeys(facet_values(story, facet))) for story in archive]
        assert _facets(segment, facet) == expected
        assert list(segment.column(facet).values) == sorted({v for own in expected for v in own})


@settings(deadline=None)
@given(
    archive=_archives(8),
    cuts=st.lists(st.integers(1, 7), max_size=3),
    dead=st.sets(st.integers(0, 7), max_size=7),
)
def test_a_merged_segment_is_the_one_of_its_living_stories(
    tmp_path_factory: pytest.TempPathFactory,
    archive: list[Story],
    cuts: list[int],
    dead: set[int],
) -> None:
    """However they were spread, its arrays are those of a segment made of them at once.

    Of the use of terms, what deleted stories added may still be counted.
    """
    folder = tmp_path_factory.mktemp("bagian")
    living = [story for number, story in enumerate(archive) if number not in dead]
    if not living:
        return
    edges = [0, *sorted({cut for cut in cuts if cut < len(archive)}), len(archive)]
    parts = []
    for start, end in pairwise(edges):
        alive = np.array([number not in dead for number in range(start, end)])
        parts.append(Part(_segment(folder, archive[start:end]), alive))
    arrays, count = merged(parts)
    assert count == len(living)
    segment = _opened(folder, write_segment(folder, QuietDisk(), arrays, count))
    at_once = _segment(folder, living)
    assert _postings(segment) == _by_definition(living)
    for name in arrays:
        ours, theirs = (own.file.array(name).tolist() for own in (segment, at_once))
        if name in USAGE and len(living) < len(archive):
            assert all(own >= other for own, other in zip(ours, theirs, strict=True))
        else:
            assert ours == theirs, name


def test_a_builder_writes_a_segment_whenever_one_is_full(tmp_path: Path) -> None:
    """No story is lost between two; what was not finished is no file."""
    builder = Builder(tmp_path, QuietDisk(), max_stories=2)
    built = [builder.add(a_story(id=f"s{number}")) for number in range(5)]
    assert [own is not None for own in built] == [False, True, False, True, False]
    assert len(builder) == 1 and len(list(tmp_path.iterdir())) == 2
    last = builder.finish()
    assert last is not None and _opened(tmp_path, last).story_ids([0]) == ["s4"]
    assert builder.finish() is None and len(builder) == 0


def test_a_builder_forgets_what_it_took(tmp_path: Path) -> None:
    """The next segment holds none of it."""
    builder = Builder(tmp_path, QuietDisk())
    builder.add(a_story(id="s1", title="Hilang"))
    builder.forget()
    assert builder.finish() is None
    builder.add(a_story(id="s2", title="Ada"))
    built = builder.finish()
    assert built is not None
    segment = _opened(tmp_path, built)
    assert segment.story_ids([0]) == ["s2"] and segment.terms.number(b"hilang") == -1


def test_every_array_stands_in_the_papers(tmp_path: Path) -> None:
    """docs/index-format.md names each array of a segment and of a list of strings."""
    paper = Path("docs/index-format.md").read_text("utf-8")
    segment = _segment(tmp_path, [a_story()])
    arrays, _ = merged([Part(segment, np.ones(1, np.bool_))])
    facets = "|".join(FacetName)
    lists = "|".join(("bytes", "ends", "buckets", "bucketed"))
    for name in arrays:
        shown = re.sub(rf"^({facets})_", "facet_", name)
        shown = re.sub(rf"^(term|id|facet_values)_({lists})$", r"\1_...", shown)
        assert f"`{shown}`" in paper, name


def test_fingerprints_follow_their_stories(tmp_path: Path) -> None:
    """A merged segment has those of its living stories, in order; a batch's end is no matter."""
    told = [a_story(id=f"{n}", body=(f"Nomor {n} kata{n} hal{n}",)) for n in range(5)]
    parts = [_segment(tmp_path, told[:3]), _segment(tmp_path, told[3:])]
    living = [np.array([True, False, True]), np.array([True, True])]
    arrays, count = merged([Part(s, own) for s, own in zip(parts, living, strict=True)])
    at_once = _segment(tmp_path, [told[0], *told[2:]]).fingerprints
    assert count == 4 and at_once.shape == (4, LANES) and at_once.any(axis=1).all()
    assert (arrays["fingerprints"].reshape(4, LANES) == at_once).all()
