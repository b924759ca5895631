"""The description of the API is the API's own."""

import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

import pytest
from flask import Flask
from flask.testing import FlaskClient

from search import FacetName
from webui.api import asking, parameters
from webui.api.describing import described

_DESCRIBED = described("/api/v1")


def _operations() -> Iterator[tuple[str, str, dict[str, Any]]]:
    for path, operations in _DESCRIBED["paths"].items():
        for method, operation in operations.items():
            yield path, method, operation


def test_every_address_is_described_and_no_other(app: Flask) -> None:
    """Paths and methods are those of the app's own table."""
    served = {
        (re.sub(r"<(?:[^<>]*:)?([^<>]*)>", r"{\1}", rule.rule).removeprefix("/api/v1"), method)
        for rule in app.url_map.iter_rules()
        if rule.rule.startswith("/api/v1/")
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}
    }
    told = app.test_client().get("/api/v1/openapi.json").get_json()["paths"]
    assert served == {(path, m.upper()) for path, own in told.items() for m in own}


_READ = [(path, o) for path, method, o in _operations() if method == "get" and "security" not in o]
"""What anybody may read."""


class _Noting(dict[str, list[str]]):
    """Parameters that note which of them were read."""

    def __init__(self, **given: list[str]) -> None:
        super().__init__(given)
        self.read: set[str] = set()

    def get(self, key: str, default: Any = None) -> Any:
        """The values of one; noted."""
        self.read.add(key)
        return super().get(key, default)


@pytest.mark.parametrize(
    ("read", "described"),
    [
        pytest.param([asking.search], parameters.SEARCH, id="search and batch"),
        pytest.param([asking.suggestions], parameters.SUGGEST, id="suggest"),
        pytest.param([asking.name], [parameters.STORY], id="story"),
        pytest.param([asking.relatives], parameters.RELATED, id="related"),
        pytest.param(
            [asking.question, asking.facets, asking.facet_limit],
            (*parameters.COUNTING, *parameters.ORDER),
            id="facets",
        ),
        pytest.param(
            [asking.question, asking.within],
            (*parameters.TIMELINE, *parameters.ORDER),
            id="timeline",
        ),
    ],
)
def test_every_parameter_that_is_read_is_described(read: Any, described: Any) -> None:
    """An address reads the parameters that its description names, and no others.

    Counts have no order and fold nothing, but a question's are read too.
    """
    values = _Noting(story=["a"])
    for own in read:
        own(values)
    assert values.read == {parameter.name for parameter in described}


@pytest.mark.parametrize(
    ("path", "operation"),
    [pytest.param(path, own, id=path) for path, own in _READ],
)
def test_every_example_runs(client: FlaskClient, path: str, operation: dict[str, Any]) -> None:
    """All examples of an address together are a request that is answered."""
    pairs = []
    for own in operation.get("parameters", ()):
        example = own.get("example")
        if own["in"] == "path":
            path = path.replace(f"{{{own['name']}}}", quote(example))
        elif example is not None:
            values = example if isinstance(example, list) else [example]
            pairs += [(own["name"], value) for value in values]
    answer = client.get(f"/api/v1{path}", query_string=pairs)
    assert answer.status_code == 200, answer.get_data(as_text=True)


def test_the_example_of_a_batch_runs(client: FlaskClient) -> None:
    """It is answered, each question in its place."""
    body = _DESCRIBED["paths"]["/batch"]["post"]["requestBody"]["content"]["application/json"]
    answer = client.post("/api/v1/batch", json=body["example"])
    assert answer.status_code == 200
    queries = [own["query"] for own in answer.get_json()["answers"]]
    assert queries == [own.get("q", "") for own in body["example"]["queries"]]


def test_every_facet_has_a_parameter() -> None:
    """A facet that comes is described at once."""
    names = {parameter.name for parameter in parameters.SEARCH}
    assert {facet.value for facet in FacetName} <= names
