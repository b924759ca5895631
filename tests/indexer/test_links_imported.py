"""Links between stories come in with an import, and outlive all that is done to an archive."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from indexer.importing import ImportReport, import_stories
from indexer.reindexing import reindex
from indexer.sources import SourceOptions, Tally, read
from indexer.upkeep import reclean
from search import Home, Store, Story, open_archive
from telusur import main

BASE = {"id": "a", "url": "https://kabar.example/a,1", "title": "Satu", "body": "Banjir surut."}


def took(home: Home, path: Path, *records: dict[str, object]) -> ImportReport:
    """Import some records as JSON Lines."""
    path.write_text("".join(json.dumps(record) + "\n" for record in records), "utf-8")
    return import_stories([path], home, SourceOptions())


def stories(home: Home) -> dict[str, Story]:
    """All stories of a home."""
    store = Store(home.store)
    found = {change.id: change.story for change in store.changes(0) if change.story}
    store.close()
    return found


@pytest.mark.parametrize(
    ("value", "names"),
    [
        pytest.param("a-1", ("a-1",), id="one id"),
        pytest.param(17, ("17",), id="a number"),
        pytest.param("a-1,a-2; a-3 | a-4\na-5", ("a-1", "a-2", "a-3", "a-4", "a-5"), id="several"),
        pytest.param(
            "https://k.example/a,1,https://k.example/b; c",
            ("https://k.example/a,1", "https://k.example/b", "c"),
            id="a comma inside an address",
        ),
        pytest.param(["a 1, b", 2, None, "", " c "], ("a 1, b", "2", "c"), id="a list is exact"),
        pytest.param(["a", "a"], ("a",), id="twice is once"),
        pytest.param("a\0b \ud800", ("ab", "\ufffd"), id="what no text may hold"),
        pytest.param(" ,; ", (), id="nothing"),
    ],
)
def test_links_are_read_as_sources_write_them(
    tmp_path: Path, value: object, names: tuple[str, ...]
) -> None:
    """Ids or addresses, alone, in a text or in a list; in the order given."""
    path = tmp_path / "a.jsonl"
    path.write_text(json.dumps({**BASE, "ralat_dari": value, "lanjutan_dari": value}), "utf-8")
    (raw,) = read(path, SourceOptions())
    assert (raw.corrects, raw.continues) == (names, names)  # type: ignore[union-attr]


@pytest.mark.parametrize(
    "value",
    [["a", ["b"]], {"id": "a"}, True],
    ids=["a list in a list", "an object", "a truth value"],
)
def test_what_can_be_no_link_is_left_empty_and_counted(tmp_path: Path, value: object) -> None:
    """As in every field that is neither id nor body; the story goes in."""
    path, tally = tmp_path / "a.jsonl", Tally()
    path.write_text(json.dumps({**BASE, "corrects": value}), "utf-8")
    (raw,) = read(path, SourceOptions(), tally=tally)
    assert (raw.corrects, tally.not_text) == ((), 1)  # type: ignore[union-attr]


def test_a_table_has_columns_of_links(tmp_path: Path) -> None:
    """CSV as a newsroom's own list; a column of any name may be given by --map."""
    path = tmp_path / "a.csv"
    path.write_text("id;isi;Ralat dari;asal\nb;Banjir surut.;a, c;d\n", "utf-8")
    (raw,) = read(path, SourceOptions(map=(("continues", "asal"),)))
    assert (raw.corrects, raw.continues) == (("a", "c"), ("d",))  # type: ignore[union-attr]


def test_links_outlive_reclean_and_rebuild(tmp_path: Path) -> None:
    """They are in the raw story too, so that cleaning again finds them."""
    home = Home(tmp_path / "h")
    linked = {**BASE, "id": "b", "url": "", "corrects": BASE["url"], "continues": ["b", "tiada"]}
    took(home, tmp_path / "a.jsonl", BASE, linked)
    assert stories(home)["b"].corrects == (BASE["url"],)
    assert stories(home)["b"].continues == ("tiada",)  # a link to itself says nothing
    report = reclean(home)
    assert (report.changed, report.unchanged) == (0, 2)
    reindex(home, full=True)
    assert [own.id for own in open_archive(home).linked("a").corrected_by] == ["b"]
    shown = CliRunner().invoke(main, ["story", "b", "--json", "--home", str(home.path)])
    assert json.loads(shown.stdout)["corrects"] == [BASE["url"]]
    assert json.loads(shown.stdout)["continues"] == ["tiada"]


def test_a_changed_link_is_a_changed_story(tmp_path: Path) -> None:
    """The same links again are unchanged; others, or none, are a change that is kept."""
    home, path = Home(tmp_path / "h"), tmp_path / "a.jsonl"
    plain, linked = {**BASE, "id": "b"}, {**BASE, "id": "b", "corrects": "a"}
    assert took(home, path, plain).new == 1
    for record, changed in ((plain, 0), (linked, 1), (linked, 0), (plain, 1)):
        assert took(home, path, record).changed == changed
    assert stories(home)["b"].corrects == ()


def test_a_raw_story_without_links_is_kept_as_before_there_were_any(tmp_path: Path) -> None:
    """So an archive of before takes its sources in again without a change."""
    path = tmp_path / "a.jsonl"
    path.write_text(json.dumps(BASE), "utf-8")
    (raw,) = read(path, SourceOptions())
    line = raw.to_json()  # type: ignore[union-attr]
    assert set(json.loads(line)) == {"id", "form", "url", "title", "body"}
    assert raw.from_json(line).to_json() == line  # type: ignore[union-attr]


def test_the_sample_archive_has_links_of_both_sorts(tmp_path: Path) -> None:
    """Each leads somewhere."""
    home = Home(tmp_path)
    import_stories([Path("index_data/sample/cerita.jsonl")], home, SourceOptions())
    reindex(home)
    archive = open_archive(home)
    corrected, bridge = archive.linked("khr-1002"), archive.linked("khr-1021")
    assert [own.id for own in corrected.corrected_by] == ["khr-1003"]
    assert [own.id for own in (*bridge.continues, *bridge.continued_by)] == ["khr-1020", "khr-1022"]
