"""Tokens: shown once, kept as a hash, valid and revoked in all processes at once."""

import json
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from search import Home, Scope, find_token
from search.newsroom import Newsroom
from search.restoring import restore
from search.tokens import all_tokens, create_token, revoke_token
from telusur import main
from tests.archives import archive_of
from tests.builders import a_story

NOW = datetime(2024, 6, 1, 3, 0, tzinfo=UTC)


@pytest.fixture
def home(tmp_path: Path) -> Home:
    """A folder without anything in it."""
    return Home(tmp_path)


def run(home: Home, *words: str) -> Result:
    """`telusur token` with these words, on that home."""
    return CliRunner().invoke(main, ("token", *words, "--home", str(home.path)))


def test_a_token_is_kept_nowhere(home: Home) -> None:
    """No file of the home holds the token; it is found again by its hash."""
    with closing(Newsroom(home.newsroom)) as newsroom:
        made, text = create_token(newsroom, "cms", [Scope.PUSH], by="sari", now=NOW)
        assert find_token(newsroom, text) == made
        assert find_token(newsroom, text[:-1]) is None
    assert not any(text.encode() in path.read_bytes() for path in home.path.iterdir())


@pytest.mark.parametrize(
    "text", ["", "telusur_", "x" * 10_000, "telusur_" + "é" * 43, "' OR 1=1 --"]
)
def test_what_is_no_token_is_not_found(home: Home, text: str) -> None:
    """Whatever is shown in place of a token is none, with and without a file."""
    with closing(Newsroom(home.newsroom)) as newsroom:
        assert find_token(newsroom, text) is None
        create_token(newsroom, "cms", [Scope.PUSH], by="sari", now=NOW)
        assert find_token(newsroom, text) is None


def test_a_revoked_token_is_so_for_whoever_has_it_open(home: Home) -> None:
    """Two connections, as of two processes: what one revokes the other knows."""
    with closing(Newsroom(home.newsroom)) as one, closing(Newsroom(home.newsroom)) as other:
        _, text = create_token(one, "cms", [Scope.PUT], by="sari", now=NOW)
        found = find_token(other, text)
        assert found is not None and found.state(NOW) == "valid"
        assert [token.name for token in revoke_token(one, "cms", NOW)] == ["cms"]
        found = find_token(other, text)
        assert found is not None and found.state(NOW) == "revoked"
        assert revoke_token(one, "cms", NOW) == ()


def test_a_token_ends_when_it_was_said_to(home: Home) -> None:
    """At its last instant it is expired, just before it is valid."""
    with closing(Newsroom(home.newsroom)) as newsroom:
        end = NOW + timedelta(days=1)
        made, _ = create_token(newsroom, "cms", [Scope.PUT], by="x", now=NOW, expires_at=end)
    assert made.state(end - timedelta(seconds=1)) == "valid"
    assert made.state(end) == "expired"


@pytest.mark.parametrize(
    ("scope", "allowed"),
    [
        (Scope.PUSH, {Scope.PUSH, Scope.PUT, Scope.REMOVE}),
        (Scope.PUT, {Scope.PUT}),
        (Scope.REMOVE, {Scope.REMOVE}),
    ],
    ids=lambda value: value.value if isinstance(value, Scope) else "",
)
def test_a_scope_allows_what_it_says(home: Home, scope: Scope, allowed: set[Scope]) -> None:
    """`push` stands for all; the others for themselves."""
    with closing(Newsroom(home.newsroom)) as newsroom:
        made, _ = create_token(newsroom, "cms", [scope], by="x", now=NOW)
    assert {own for own in Scope if made.allows(own)} == allowed


def test_a_restore_does_not_bring_back_a_revoked_token(tmp_path: Path) -> None:
    """A token revoked after a backup stays so when the backup is put back."""
    home = archive_of(tmp_path / "arsip", [a_story()])
    with closing(Newsroom(home.newsroom)) as newsroom:
        _, text = create_token(newsroom, "cms", [Scope.PUSH], by="x", now=NOW)
    file = tmp_path / "cadangan"
    done = CliRunner().invoke(main, ("backup", str(file), "--home", str(home.path)))
    assert done.exit_code == 0, done.output
    with closing(Newsroom(home.newsroom)) as newsroom:
        revoke_token(newsroom, "cms", NOW)
    restore(home, file, now=NOW)
    with closing(Newsroom(home.newsroom)) as newsroom:
        found = find_token(newsroom, text)
    assert found is not None and found.state(NOW) == "revoked"


def test_the_commands_make_list_and_revoke(home: Home) -> None:
    """create prints the token alone on stdout; list has it without the token; revoke ends it."""
    made = run(home, "create", "--name", "cms")
    text = made.stdout.strip()
    assert made.exit_code == 0 and text.startswith("telusur_") and " " not in text
    listed = run(home, "list", "--json")
    (own,) = json.loads(listed.stdout)
    assert (own["name"], own["state"], own["scopes"]) == ("cms", "valid", ["push"])
    assert text not in listed.stdout
    assert run(home, "revoke", own["id"]).exit_code == 0
    assert json.loads(run(home, "list", "--json").stdout)[0]["state"] == "revoked"
    again = run(home, "revoke", own["id"])
    assert again.exit_code == 1 and "no token in force" in again.output


def test_create_as_json_has_the_token_and_its_end(home: Home) -> None:
    """--json gives the token with all that is kept of it."""
    words = ("--name", "cms", "--scope", "put", "--scope", "remove", "--expires", "90d", "--json")
    values = json.loads(run(home, "create", *words).stdout)
    assert values["token"].startswith("telusur_") and values["scopes"] == ["put", "remove"]
    assert values["expires"] > values["at"]
    with closing(Newsroom(home.newsroom)) as newsroom:
        assert [token.id for token in all_tokens(newsroom)] == [values["id"]]


@pytest.mark.parametrize(
    "words",
    [
        ("--name", "  "),
        ("--name", "a\nb"),
        ("--name", "cms", "--expires", "kapan"),
        ("--name", "cms", "--expires", "2020-01-01"),
        ("--name", "cms", "--scope", "semua"),
        (),
    ],
    ids=["blank name", "two lines", "no day", "a day gone by", "no scope", "no name"],
)
def test_a_token_that_makes_no_sense_is_not_made(home: Home, words: tuple[str, ...]) -> None:
    """It is a usage error, and nothing is written."""
    assert run(home, "create", *words).exit_code == 2
    assert not home.newsroom.exists()
