"""Are groups the same however the archive came about?"""

from hypothesis import given
from hypothesis import strategies as st

from search.copies.grouping import Copies, Dated, centres, touched

_IDS = "abcdefgh"
_PAIRS = st.frozensets(st.tuples(st.sampled_from(_IDS), st.sampled_from(_IDS)), max_size=14)
_DATES = st.fixed_dictionaries({one: st.none() | st.integers(0, 3) for one in _IDS})
_PRESENT = st.frozensets(st.sampled_from(_IDS))


def _copies(pairs: frozenset[tuple[str, str]], present: frozenset[str]) -> Copies:
    found: dict[str, set[str]] = {}
    for one, other in pairs:
        if one != other and {one, other} <= present:
            found.setdefault(one, set()).add(other)
            found.setdefault(other, set()).add(one)
    return found


def _dated(present: frozenset[str], dates: dict[str, int | None]) -> list[Dated]:
    return [Dated(one, dates[one]) for one in sorted(present)]


def test_a_group_is_centred_on_its_oldest_story() -> None:
    """A copy of a copy that is no copy of the first stands alone, and may have copies itself."""
    stories = [Dated("a", 1), Dated("b", 2), Dated("c", 3), Dated("d", None)]
    chain = _copies(frozenset((("a", "b"), ("b", "c"), ("c", "d"))), frozenset("abcd"))
    assert centres(stories, chain) == {"a": "a", "b": "a", "c": "c", "d": "c"}


def test_unknown_dates_come_last_and_equal_ones_by_id() -> None:
    """So the centre is one whose date is known, where there is one."""
    pair = _copies(frozenset((("a", "b"),)), frozenset("ab"))
    assert centres([Dated("a", None), Dated("b", 5)], pair) == {"a": "b", "b": "b"}
    assert centres([Dated("b", 5), Dated("a", 5)], pair) == {"a": "a", "b": "a"}


@given(pairs=_PAIRS, dates=_DATES, order=st.permutations(_IDS))
def test_groups_do_not_depend_on_the_order_of_coming(
    pairs: frozenset[tuple[str, str]], dates: dict[str, int | None], order: list[str]
) -> None:
    """Any order of the stories gives the same centres."""
    present = frozenset(_IDS)
    copies = _copies(pairs, present)
    shuffled = [Dated(one, dates[one]) for one in order]
    assert centres(shuffled, copies) == centres(_dated(present, dates), copies)


@given(pairs=_PAIRS, dates=_DATES)
def test_every_member_is_a_copy_of_its_centre_and_no_two_centres_are_copies(
    pairs: frozenset[tuple[str, str]], dates: dict[str, int | None]
) -> None:
    """A group is held together by its centre alone, and none can be put into another."""
    present = frozenset(_IDS)
    copies = _copies(pairs, present)
    found = centres(_dated(present, dates), copies)
    for story, centre in found.items():
        assert found[centre] == centre
        assert story == centre or centre in copies[story]
        assert story != centre or not any(found[o] == o for o in copies.get(story, ()))


@given(before=_PAIRS, after=_PAIRS, there=_PRESENT, then=_PRESENT, dates=_DATES, others=_DATES)
def test_bringing_up_to_date_what_was_touched_is_as_good_as_beginning_anew(
    before: frozenset[tuple[str, str]],
    after: frozenset[tuple[str, str]],
    there: frozenset[str],
    then: frozenset[str],
    dates: dict[str, int | None],
    others: dict[str, int | None],
) -> None:
    """Stories come, go, get another text or date; only what hangs together with them is asked."""
    old, new = _copies(before, there), _copies(after, then)
    now = {one: others[one] if one in "abc" else dates[one] for one in _IDS}
    changed = {one for one in there ^ then} | {one for one in "abc" if dates[one] != now[one]}
    changed |= {one for one in _IDS if old.get(one, set()) != new.get(one, set())}
    reached = touched(changed, old, new)
    kept = {
        story: centre
        for story, centre in centres(_dated(there, dates), old).items()
        if story not in reached
    }
    asked = [story for story in _dated(then, now) if story.id in reached]
    assert kept | centres(asked, new) == centres(_dated(then, now), new)
