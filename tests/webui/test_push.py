"""Pushing over HTTP: what is taken in, what is refused, and who may."""

import json
import os
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import schemathesis
from flask.testing import FlaskClient
from hypothesis import HealthCheck, given, settings
from schemathesis.config import SchemathesisConfig
from werkzeug.test import TestResponse

from indexer.pushing import read_record
from indexer.worker import Worker
from search import ArchiveBusy, Home, LiveArchive, Scope, writer_lock
from search.newsroom import Newsroom
from search.tokens import create_token, revoke_token
from tests.archives import archive_of
from tests.builders import a_story
from webui import create_app
from webui.api.describing import described
from webui.api.pushpaths import push_paths

NOW = datetime.now(UTC)
STORY = {"title": "Jembatan Uji Dibuka", "body": "Jembatan dibuka. Warga lega."}


class Site:
    """The pages over an archive of two stories, and whoever pushes to them."""

    def __init__(self, home: Home) -> None:
        self.home = home
        self.newsroom = Newsroom(home.newsroom)
        self.client: FlaskClient = create_app(
            LiveArchive(home), read_record=read_record
        ).test_client()
        self.token = self.token_for(Scope.PUSH)

    def token_for(self, *scopes: Scope, ended: bool = False) -> str:
        """A new token."""
        end = NOW - timedelta(days=1) if ended else None
        return create_token(self.newsroom, "cms", scopes, by="x", now=NOW, expires_at=end)[1]

    def ask(self, method: str, path: str, content: Any = None, **headers: str) -> TestResponse:
        """A request with the token; `content` is JSON, or bytes as they are."""
        headers = {"Authorization": f"Bearer {self.token}", **headers}
        kind = headers.pop("kind", "application/json")
        data = content if isinstance(content, bytes) else json.dumps(content)
        if content is None:
            return self.client.open(f"/api/v1/{path}", method=method, headers=headers)
        return self.client.open(
            f"/api/v1/{path}", method=method, headers=headers, data=data, content_type=kind
        )

    def work(self) -> None:
        """What the worker does of all that there is to do."""
        with closing(Worker(self.home, lambda: False)) as worker:
            while worker.turn():
                pass


@pytest.fixture
def site(tmp_path: Path) -> Site:
    """An archive of two stories."""
    stories = [a_story(id="s1", title="Banjir Surut"), a_story(id="aneh/id ü", title="Pasar Ramai")]
    return Site(archive_of(tmp_path / "arsip", stories))


def found(site: Site, text: str) -> list[str]:
    """Ids of the stories that a search finds."""
    answer = site.client.get("/api/v1/search", query_string={"q": text, "correct": "false"})
    return [hit["id"] for hit in answer.get_json()["hits"]]


def test_a_story_is_pushed_found_changed_and_removed(site: Site) -> None:
    """Each is answered 202 with a revision that rises, and holds once the worker was there."""
    put = site.ask("PUT", "stories/baru", STORY)
    assert put.status_code == 202 and put.headers["Location"] == "/api/v1/pushes/1"
    assert put.get_json() == {
        "id": "baru", "revision": 1, "state": "waiting", "waits_for": "worker"
    }  # fmt: skip
    assert site.ask("GET", "pushes/1").get_json()["state"] == "waiting"
    site.work()
    assert found(site, "jembatan") == ["baru"]
    assert site.ask("GET", "pushes/1").get_json()["state"] == "found"
    assert site.ask("PUT", "stories/baru", {**STORY, "title": "Pelabuhan"}).status_code == 202
    site.work()
    assert found(site, "judul:pelabuhan") == ["baru"]
    gone = site.ask("DELETE", "stories/baru")
    assert gone.status_code == 202 and gone.get_json()["revision"] == 3
    site.work()
    assert found(site, "pelabuhan") == []
    assert site.client.get("/berita/baru").status_code == 404


def test_a_first_push_makes_an_archive(tmp_path: Path) -> None:
    """A folder that is not there yet becomes an archive with one story."""
    site = Site(Home(tmp_path / "baru"))
    assert site.ask("PUT", "stories/a", STORY).status_code == 202
    site.work()
    assert found(site, "jembatan") == ["a"]


def test_a_removed_story_comes_back_only_when_told(site: Site) -> None:
    """409 with the reason; again=true lets it back."""
    site.ask("DELETE", "stories/s1")
    refused = site.ask("PUT", "stories/s1", STORY)
    assert refused.status_code == 409 and refused.get_json()["type"] == "urn:telusur:removed"
    assert site.ask("PUT", "stories/s1?again=true", STORY).status_code == 202
    site.work()
    assert found(site, "jembatan") == ["s1"]


@pytest.mark.parametrize(
    ("content", "kind", "status"),
    [
        (b'{"title": "a", ', "application/json", 400),
        (b'{"title": "\xff"}', "application/json", 400),
        (b"[" * 100_000, "application/json", 400),
        (b"[]", "application/json", 400),
        (b"{} {}", "application/json", 400),
        (b"{}", "application/json", 422),
        (b'{"body": ["a", {}]}', "application/json", 422),
        (b'{"id": "lain", "body": "Isi berita."}', "application/json", 422),
        (b'{"id": true, "body": "Isi berita."}', "application/json", 422),
        (b'{"body": "Isi berita."}', "text/plain", 415),
        (b'{"body": "' + b"a" * (2 * 2**20) + b'"}', "application/json", 413),
    ],
    ids=["cut off", "not UTF-8", "deep", "an array", "two", "no body", "body of objects",
         "another id", "an id that is none", "no JSON", "too long"],
)  # fmt: skip
def test_what_is_no_story_is_refused(site: Site, content: bytes, kind: str, status: int) -> None:
    """Each with Problem Details; nothing of it is kept."""
    answer = site.ask("PUT", "stories/baru", content, kind=kind)
    assert answer.status_code == status, answer.get_data(as_text=True)[:500]
    assert answer.content_type == "application/problem+json"
    assert answer.get_json()["status"] == status
    assert not (site.home.path / "inbox.db").exists()


def test_an_id_may_be_any_text(site: Site) -> None:
    """Slashes, blanks and letters of others name the story that has them."""
    assert site.ask("DELETE", "stories/aneh/id%20%C3%BC").status_code == 202
    site.work()
    assert found(site, "pasar") == []
    assert site.ask("DELETE", "stories/aneh/id%20%C3%BC").status_code == 404


def test_each_of_many_is_answered_in_its_place(site: Site) -> None:
    """Stories, removals and what is neither; those that can go in do."""
    items = [{"id": "a", **STORY}, {"id": "b"}, {"id": "s1", "delete": True}, 7,
             {"id": "x", "delete": True}, {"id": "a", **STORY, "title": "Dua"}]  # fmt: skip
    answer = site.ask("POST", "stories", items)
    values = answer.get_json()
    assert answer.status_code == 202 and (values["accepted"], values["refused"]) == (3, 3)
    assert [own.get("revision") for own in values["results"]] == [1, None, 2, None, None, 3]
    assert [own["index"] for own in values["results"]] == list(range(6))
    assert values["results"][4]["code"] == "unknown"
    site.work()
    assert found(site, "judul:dua") == ["a"] and found(site, "banjir") == []


def test_many_may_come_as_lines(site: Site) -> None:
    """One JSON object a line; a line that is none is refused in its place."""
    lines = b'{"id": "a", "body": "Hujan deras."}\n\n{"id":\n{"id": "b", "body": "Angin."}\n'
    answer = site.ask("POST", "stories", lines, kind="application/x-ndjson")
    assert [own["state"] for own in answer.get_json()["results"]] == [
        "waiting", "refused", "waiting"
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("content", "status"),
    [([], 202), ({}, 400), ([1], 422), ([{}] * 1_001, 413)],
    ids=["none", "an object", "nothing that goes in", "too many"],
)
def test_many_as_a_whole(site: Site, content: Any, status: int) -> None:
    """An empty array is no error; what cannot be taken in at all is."""
    assert site.ask("POST", "stories", content).status_code == status


@pytest.mark.parametrize("method", ["PUT", "DELETE"])
def test_nothing_is_pushed_without_a_valid_token(site: Site, method: str) -> None:
    """None, one that is none, an expired and a revoked one: 401, and whoever asks is told how."""
    revoked = site.token_for(Scope.PUSH)
    content = STORY if method == "PUT" else None
    assert site.ask(method, "stories/s1", content, Authorization=f"Bearer {revoked}").status_code
    revoke_token(site.newsroom, "cms", NOW)
    for shown in ("", "Basic eDp5", "Bearer", "Bearer telusur_x", f"Bearer {revoked}",
                  f"Bearer {site.token_for(Scope.PUSH, ended=True)}"):  # fmt: skip
        answer = site.ask(method, "stories/s1", content, Authorization=shown)
        assert answer.status_code == 401, shown
        assert answer.headers["WWW-Authenticate"].startswith("Bearer realm=")
        assert answer.headers["Cache-Control"] == "no-store"
    assert site.ask("GET", "pushes/1", Authorization="").status_code == 401


def test_a_token_does_only_what_its_scope_allows(site: Site) -> None:
    """403 where it may not; of many only those go in that it may."""
    site.token = site.token_for(Scope.PUT)
    answer = site.ask("DELETE", "stories/s1")
    assert answer.status_code == 403 and "insufficient_scope" in answer.headers["WWW-Authenticate"]
    items = [{"id": "a", **STORY}, {"id": "s1", "delete": True}]
    results = site.ask("POST", "stories", items).get_json()["results"]
    assert [own.get("code") for own in results] == [None, "scope"]


@pytest.mark.skipif(os.name != "posix", reason="whether a process lives is asked of POSIX")
def test_the_answer_says_who_is_waited_for(site: Site) -> None:
    """The task of whoever writes; nobody's where only the worker does."""
    with (
        writer_lock(site.home.path, "serve", name="worker"),
        writer_lock(site.home.path, "import"),
    ):
        assert site.ask("PUT", "stories/a", STORY).get_json()["waits_for"] == "import"
        with (
            closing(Worker(site.home, lambda: False)) as worker,
            pytest.raises(ArchiveBusy) as busy,
        ):
            worker.turn()
        assert "import" in str(busy.value)
        assert found(site, "jembatan") == []
    site.work()
    assert found(site, "jembatan") == ["a"]


def test_a_server_without_a_reader_of_stories_says_so(site: Site) -> None:
    """503 for a story; a removal needs none."""
    bare = create_app(LiveArchive(site.home)).test_client()
    headers = {"Authorization": f"Bearer {site.token}"}
    assert bare.put("/api/v1/stories/a", json=STORY, headers=headers).status_code == 503
    assert bare.delete("/api/v1/stories/s1", headers=headers).status_code == 202


@pytest.mark.parametrize("path", ["pushes/7", f"pushes/{10**30}", "pushes/x"])
def test_a_push_that_never_was_is_not_found(site: Site, path: str) -> None:
    """Whatever number is asked for."""
    assert site.ask("GET", path).status_code == 404


def test_the_examples_of_the_description_run(site: Site) -> None:
    """Each can be sent as it stands, and is answered as it says."""
    paths = push_paths()
    one = paths["/stories/{story_id}"]["put"]["requestBody"]["content"]["application/json"]
    assert site.ask("PUT", "stories/khr-1001", one["example"]).status_code == 202
    many = paths["/stories"]["post"]["requestBody"]["content"]["application/json"]
    assert site.ask("POST", "stories", many["example"]).get_json()["accepted"] == 2


def test_what_is_answered_is_what_is_described(site: Site) -> None:
    """Anything sent with a token is answered with a status that the description has."""
    told = described("/api/v1")
    config = SchemathesisConfig.from_dict(
        {"checks": {"positive_data_acceptance": {"enabled": False},
                    "ignored_auth": {"enabled": False}}}
    )  # fmt: skip
    told["paths"] = push_paths()
    schema = schemathesis.openapi.from_dict(told, config=config)
    schema.app = site.client.application
    headers = {"Authorization": f"Bearer {site.token}", "Accept-Encoding": "identity"}
    for found in schema.get_all_operations():
        operation = found.ok()

        @given(case=operation.as_strategy())
        @settings(max_examples=25, deadline=None, derandomize=True, database=None,
                  suppress_health_check=list(HealthCheck))  # fmt: skip
        def answered(case: schemathesis.Case) -> None:
            case.call_and_validate(app=site.client.application, headers=headers)

        answered()
