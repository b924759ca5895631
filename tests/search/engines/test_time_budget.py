"""What does an engine answer when its time is up?"""

import pytest

from search.engines.whoosh import WhooshIndex
from search.language.stems import Stemmer
from search.ports import Reader, Request
from search.query.clauses import All, Every, Exact, Pattern, Plan, Without
from search.values import FacetName
from tests.builders import a_story, must, words

_STORIES = [
    a_story(id=f"s{number}", title=f"Banjir {number}", topics=("tani" if number % 2 else "hukum",))
    for number in range(12)
]


@pytest.fixture(scope="module")
def reader(tmp_path_factory: pytest.TempPathFactory) -> Reader:
    """Twelve stories in six segments."""
    index = WhooshIndex(tmp_path_factory.mktemp("index"), max_stories=2)
    index.create()
    writer = index.writer(Stemmer())
    writer.add(_STORIES)
    writer.commit(archive_id="arsip", epoch="e1", revision=1)
    writer.close()
    return index.reader()


@pytest.mark.parametrize(
    "plan",
    [
        pytest.param(words("banjir"), id="a word"),
        pytest.param(must(Pattern(("ban", ""))), id="a prefix"),
        pytest.param(must(All((Exact(("banjir",)), Without(Pattern(("", "7")))))), id="without"),
        pytest.param(must(Every()), id="everything"),
        pytest.param(Plan(), id="nothing in particular"),
    ],
)
def test_what_was_read_in_time_is_the_answer(reader: Reader, plan: Plan) -> None:
    """Without any time the first segment alone answers: true hits, only fewer, and it says so."""
    facets = (FacetName.TOPIC,)
    whole = reader.search(Request(plan=plan, limit=50, facets=facets))
    cut = reader.search(Request(plan=plan, limit=50, facets=facets, budget_ms=0.0))
    assert (whole.partial, cut.partial) == (None, "time")
    assert {story for story, _ in cut.hits} == {"s0", "s1"} < {story for story, _ in whole.hits}
    assert cut.total == len(cut.hits) == sum(value.count for value in cut.facets[FacetName.TOPIC])


def test_enough_time_changes_nothing(reader: Reader) -> None:
    """A budget that is not used up leaves the answer as it is."""
    request = Request(plan=words("banjir"), limit=50)
    generous = Request(plan=words("banjir"), limit=50, budget_ms=1e9)
    assert reader.search(generous) == reader.search(request)
