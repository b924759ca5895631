"""Do the newsroom's decisions last, and does everybody see them at once?"""

import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from search import DamagedStore
from search.newsroom import Newsroom


@pytest.fixture
def newsroom(tmp_path: Path) -> Iterator[Newsroom]:
    """A newsroom that has decided nothing yet."""
    opened = Newsroom(tmp_path / "arsip" / "newsroom.db")
    yield opened
    opened.close()


def test_reading_makes_no_file(newsroom: Newsroom) -> None:
    """Where nothing was decided there is nothing, and it stays so."""
    assert newsroom.version == ""
    assert not newsroom.corrections()
    assert not newsroom.uncorrect("kata")
    assert not newsroom.path.parent.exists()


def test_a_correction_lasts_until_it_is_taken_back(newsroom: Newsroom) -> None:
    """The newest one of a word holds."""
    newsroom.correct("dibelinya", "bel")
    newsroom.correct("dibelinya", "beli")
    newsroom.correct("pelayangan", "pelayangan")
    again = Newsroom(newsroom.path)
    assert again.corrections().stems == {"dibelinya": "beli", "pelayangan": "pelayangan"}
    assert again.uncorrect("dibelinya") and not again.uncorrect("dibelinya")
    again.close()
    assert newsroom.corrections().stems == {"pelayangan": "pelayangan"}


def test_an_open_one_sees_what_another_process_decides(newsroom: Newsroom) -> None:
    """`version` is another text after each decision, whoever made it, and else the same."""
    newsroom.correct("a", "b")
    seen = newsroom.version
    code = (
        "import sys; from pathlib import Path; from search.newsroom import Newsroom;"
        "Newsroom(Path(sys.argv[1])).correct('c', 'd')"
    )
    subprocess.run([sys.executable, "-c", code, str(newsroom.path)], check=True)
    assert newsroom.version != seen
    assert newsroom.version == newsroom.version
    assert newsroom.corrections().stems == {"a": "b", "c": "d"}


def test_a_file_put_in_its_place_is_read(newsroom: Newsroom, tmp_path: Path) -> None:
    """A restore brings another file; an open newsroom goes on with that one."""
    newsroom.correct("a", "b")
    other = Newsroom(tmp_path / "other.db")
    other.correct("c", "d")
    other.close()
    seen = newsroom.version
    other.path.replace(newsroom.path)
    for rest in newsroom.path.parent.glob("newsroom.db-*"):
        rest.unlink()
    assert newsroom.version != seen
    assert newsroom.corrections().stems == {"c": "d"}


def test_of_a_transaction_that_fails_nothing_is_kept(newsroom: Newsroom) -> None:
    """Neither its rows nor another version."""
    newsroom.correct("a", "b")
    seen = newsroom.version
    with pytest.raises(LookupError), newsroom.writing() as connection:
        connection.execute("DELETE FROM stem_corrections")
        raise LookupError
    assert (newsroom.version, newsroom.corrections().stems) == (seen, {"a": "b"})


def test_verdicts_are_of_known_kinds(newsroom: Newsroom) -> None:
    """A row of another kind is refused."""
    row = ("KPK", "Komisi", "acronym", "mined", 3, "2026-01-01T00:00:00+00:00")
    with newsroom.writing() as connection:
        connection.execute("INSERT INTO synonyms VALUES (?, ?, ?, ?, ?, ?)", row)
    with pytest.raises(DamagedStore), newsroom.writing() as connection:
        connection.execute("UPDATE synonyms SET verdict = 'perhaps'")


def test_what_is_no_newsroom_is_said_to_be_damaged(newsroom: Newsroom) -> None:
    """A text file, and a file of a newer program."""
    newsroom.path.parent.mkdir()
    newsroom.path.write_text("Ini bukan basis data. " * 200, "utf-8")
    with pytest.raises(DamagedStore, match="newsroom"):
        newsroom.corrections()
    newsroom.path.unlink()
    newer = sqlite3.connect(newsroom.path)
    newer.execute("PRAGMA user_version = 99")
    newer.close()
    with pytest.raises(DamagedStore, match="99"):
        _ = newsroom.version
