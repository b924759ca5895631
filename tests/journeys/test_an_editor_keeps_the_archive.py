"""An editor imports, indexes, removes and repairs, from the command line."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from search import Generations, Home, Store, writer_lock
from telusur import main
from tests.damage import copy_store, put_back, spoil

SAMPLE = Path("index_data/sample")
SEEDS = ("000_d9b47c7c36e23104.txt", "003_b6e388ad5e3eeb77.txt")


def run(home: Path, *words: str) -> Result:
    """One call of `telusur` in this process."""
    return CliRunner().invoke(main, [*words, "--home", str(home)], catch_exceptions=False)


def as_json(home: Path, *words: str) -> dict:
    """What a call prints with --json."""
    result = run(home, *words, "--json")
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample archive, imported and indexed."""
    home = tmp_path_factory.mktemp("contoh")
    assert run(home, "import", str(SAMPLE), "--quiet").exit_code == 0
    assert run(home, "reindex", "--quiet").exit_code == 0
    return home


def lines(path: Path, *stories: dict) -> Path:
    """A JSON Lines file."""
    path.write_text("".join(json.dumps(s) + "\n" for s in stories), "utf-8")
    return path


def test_the_sample_archive_goes_in_whole_but_for_two_lines(tmp_path: Path) -> None:
    """115 stories are new; the broken line and the story without a body are refused by line."""
    report = tmp_path / "refused.jsonl"
    done = as_json(tmp_path / "h", "import", str(SAMPLE), "--report", str(report))
    assert (done["new"], done["refused"], done["repeated"]) == (115, 2, 0)
    refused = [json.loads(line) for line in report.read_text("utf-8").splitlines()]
    assert [r["origin"].rsplit(":")[-1] for r in refused] == ["21", "42"]


@pytest.mark.parametrize(
    ("query", "seed"),
    [
        ("kerjasama UCLG ASPAC", SEEDS[0]),
        ("wali kota jambi G20", SEEDS[1]),
        ("TPA Talang Gulo", SEEDS[0]),
    ],
)
def test_the_seed_pages_are_found_first(sample: Path, query: str, seed: str) -> None:
    """The input this project began with answers its own questions, each first."""
    from indexer.raw import hashed_id

    hits = as_json(sample, "search", query)["hits"]
    assert hits[0]["id"] == hashed_id(f"halaman/{seed}")


def test_importing_again_changes_nothing(tmp_path: Path) -> None:
    """The same source twice raises no revision, even where it holds a story in two versions."""
    source = lines(
        tmp_path / "a.jsonl",
        {"id": "1", "title": "Lama", "body": "Versi lama."},
        {"id": "2", "title": "Lain", "body": "Yang lain."},
        {"id": "1", "title": "Baru", "body": "Versi baru."},
    )
    first = as_json(tmp_path / "h", "import", str(source))
    assert (first["new"], first["repeated"]) == (2, 1)
    assert as_json(tmp_path / "h", "story", "1")["title"] == "Baru"
    before = Store(Home(tmp_path / "h").store).revision
    second = as_json(tmp_path / "h", "import", str(source))
    assert (second["new"], second["changed"], second["unchanged"]) == (0, 0, 2)
    assert Store(Home(tmp_path / "h").store).revision == before


def test_an_incremental_reindex_follows_changes_and_removals(tmp_path: Path) -> None:
    """What was added, changed and removed since is in the index after reindex, and only that."""
    home = tmp_path / "h"
    one = {"id": "1", "title": "Banjir", "body": "Banjir di Sengeti."}
    two = {"id": "2", "title": "Pasar", "body": "Pasar pindah."}
    run(home, "import", str(lines(tmp_path / "a.jsonl", one, two)))
    assert as_json(home, "reindex")["full"] is True
    changed = {**one, "body": "Kebakaran di Sengeti."}
    run(home, "import", str(lines(tmp_path / "b.jsonl", changed)))
    assert run(home, "remove", "2", "--reason", "salah").exit_code == 0
    done = as_json(home, "reindex")
    assert done["full"] is False
    assert as_json(home, "search", "pasar")["total"] == 0
    assert as_json(home, "search", "kebakaran")["total"] == 1
    assert as_json(home, "stats")["indexed"] == 1
    again = as_json(home, "import", str(lines(tmp_path / "c.jsonl", two)))
    assert (again["new"], again["removed"]) == (0, 1)
    assert run(home, "check").exit_code == 0


def test_an_erased_story_leaves_no_text_behind(tmp_path: Path) -> None:
    """After --erase no file of the home holds a word of the story but the list of stems."""
    home = tmp_path / "h"
    secret = {"id": "1", "title": "Rahasiakhas", "body": "Namaunikxyz disebut di sini."}
    other = {"id": "2", "title": "Pasar", "body": "Pasar pindah."}
    run(home, "import", str(lines(tmp_path / "a.jsonl", secret, other)))
    run(home, "reindex")
    run(home, "reindex", "--full")
    assert run(home, "remove", "1", "--erase").exit_code == 0
    for path in home.rglob("*"):
        if path.is_file() and path.name != "stems.tsv":
            assert b"namaunikxyz" not in path.read_bytes().lower(), path
    assert as_json(home, "search", "pasar")["total"] == 1


def test_a_rollback_does_not_bring_back_what_was_removed(tmp_path: Path) -> None:
    """The generation before serves again, without the stories removed since."""
    home = tmp_path / "h"
    stories = [{"id": str(n), "title": f"Berita {n}", "body": "Isi sama."} for n in range(3)]
    run(home, "import", str(lines(tmp_path / "a.jsonl", *stories)))
    run(home, "reindex")
    run(home, "reindex", "--full")
    run(home, "remove", "1")
    assert run(home, "rollback").exit_code == 0
    found = as_json(home, "search", "isi")
    assert sorted(hit["id"] for hit in found["hits"]) == ["0", "2"]
    assert as_json(home, "reindex")["full"] is False


def test_a_damaged_index_falls_back_and_is_told(tmp_path: Path) -> None:
    """The older generation serves, check names the damage, and nothing is deleted."""
    home = tmp_path / "h"
    run(home, "import", str(SAMPLE), "--quiet")
    run(home, "reindex")
    run(home, "reindex", "--full")
    current = Generations(Home(home).index).current()
    segment = next(current.glob("*.seg"))
    segment.unlink()
    assert as_json(home, "search", "banjir")["total"] > 0
    broken = run(home, "check")
    assert broken.exit_code == 1
    assert current.name in broken.output
    assert current.is_dir()


@pytest.fixture
def twice(tmp_path: Path) -> Home:
    """An archive of some size with two generations."""
    home = Home(tmp_path / "h")
    stories = (
        {"id": str(n), "title": f"Kabar {n}", "body": " ".join(f"kata{n}x{i}" for i in range(120))}
        for n in range(40)
    )
    run(home.path, "import", str(lines(tmp_path / "a.jsonl", *stories)), "--quiet")
    run(home.path, "reindex", "--quiet")
    run(home.path, "reindex", "--full", "--quiet")
    return home


def test_a_damaged_generation_is_set_aside_by_the_rebuild(twice: Home) -> None:
    """The last good one stays for a rollback; check tells of the other, and nothing deletes it."""
    generations = Generations(twice.index)
    good, damaged = generations.names()
    spoiled = spoil(generations.folder / damaged)
    broken = run(twice.path, "check")
    assert broken.exit_code == 1
    assert str(spoiled) in broken.output and "reindex --full" in broken.output
    for _ in range(2):
        assert run(twice.path, "reindex", "--full", "--quiet").exit_code == 0
        (aside,) = generations.damaged()
        assert aside.name == f"{damaged}-damaged" and (aside / spoiled.name).exists()
    assert good not in generations.names() and len(generations.names()) == 2
    checked = subprocess.run(
        [sys.executable, "telusur.py", "check", "--json", "--home", str(twice.path)],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert json.loads(checked.stdout) == {"whole": True, "faults": []}
    assert f"{aside}: set aside as damaged; delete it when you like" in checked.stderr


def test_a_generation_whose_record_is_broken_is_rebuilt_and_set_aside(twice: Home) -> None:
    """A plain reindex says why it cannot follow, and keeps the good one for a rollback."""
    generations = Generations(twice.index)
    good, damaged = generations.names()
    (generations.folder / damaged / "commit.json").write_text("{", "utf-8")
    done = as_json(twice.path, "reindex")
    assert done["full"] and "commit.json" in done["why"]
    assert [path.name for path in generations.damaged()] == [f"{damaged}-damaged"]
    assert run(twice.path, "rollback").exit_code == 0
    assert generations.current().name == good


def test_a_rollback_passes_over_what_could_not_serve(
    twice: Home, caplog: pytest.LogCaptureFixture
) -> None:
    """Neither a damaged generation nor one of another history is gone back to; both are named."""
    generations = Generations(twice.index)
    older, current = generations.names()
    spoiled = spoil(generations.folder / older)
    refused = run(twice.path, "rollback")
    assert refused.exit_code == 1 and "no generation before that is whole" in refused.output
    assert f"{older} is passed over" in caplog.text and str(spoiled) in caplog.text
    assert generations.current().name == current


def test_an_erased_story_leaves_what_was_set_aside_too(twice: Home) -> None:
    """No file that may hold its text is kept, damaged or not."""
    generations = Generations(twice.index)
    spoil(generations.current())
    assert run(twice.path, "remove", "7", "--erase").exit_code == 0
    assert generations.damaged() == [] and len(generations.names()) == 1
    assert as_json(twice.path, "search", "kabar")["total"] == 39


def test_a_store_put_back_from_a_copy_is_indexed_anew(twice: Home, tmp_path: Path) -> None:
    """Though it grew past the index again, no answer comes from stories that it never had."""
    copy_store(twice, tmp_path / "copy")
    lost = lines(tmp_path / "b.jsonl", {"id": "x", "title": "Hilang", "body": "Isi hilang."})
    run(twice.path, "import", str(lost), "--quiet")
    run(twice.path, "reindex", "--quiet")
    put_back(twice, tmp_path / "copy")
    ours = lines(tmp_path / "c.jsonl", {"id": "y", "title": "Kembali", "body": "Isi kembali."})
    run(twice.path, "import", str(ours), "--quiet")
    stale = run(twice.path, "search", "hilang")
    assert stale.exit_code == 1 and "history" in stale.output
    assert "history" in run(twice.path, "check").output
    done = as_json(twice.path, "reindex")
    assert done["full"] and "history" in done["why"]
    assert as_json(twice.path, "search", "hilang")["total"] == 0
    assert as_json(twice.path, "search", "kembali")["total"] == 1


def test_a_bad_source_or_query_ends_with_a_clear_message(tmp_path: Path) -> None:
    """A missing file is exit 1, an unreadable query exit 2, a missing archive exit 1."""
    missing = run(tmp_path / "h", "import", str(tmp_path / "none.jsonl"))
    assert missing.exit_code == 1 and "none.jsonl" in missing.output
    nothing = run(tmp_path / "g", "search", "banjir")
    assert nothing.exit_code == 1 and "no archive" in nothing.output
    run(tmp_path / "h", "import", str(SAMPLE), "--quiet")
    run(tmp_path / "h", "reindex", "--quiet")
    bad = run(tmp_path / "h", "search", "tanggal:kapan")
    assert bad.exit_code == 2 and "kapan" in bad.output


def test_refusals_can_fail_an_import(tmp_path: Path) -> None:
    """Everything refused is a failure; some refused is one only past --max-refused."""
    source = tmp_path / "a.jsonl"
    source.write_text('{"id": "1"}\n', "utf-8")
    assert run(tmp_path / "h", "import", str(source)).exit_code == 1
    with source.open("a", encoding="utf-8") as file:
        file.write('{"id": "2", "body": "Isi berita."}\n')
    assert run(tmp_path / "h", "import", str(source)).exit_code == 0
    assert run(tmp_path / "h", "import", str(source), "--max-refused", "0").exit_code == 1


def test_an_empty_file_is_a_validly_empty_source(tmp_path: Path) -> None:
    """An empty source is no failure."""
    (tmp_path / "kosong.jsonl").touch()
    assert run(tmp_path / "h", "import", str(tmp_path / "kosong.jsonl")).exit_code == 0


def test_cleaning_again_changes_nothing_without_a_new_cleaner(sample: Path) -> None:
    """reclean derives the same stories from what was kept raw."""
    done = as_json(sample, "reclean", "--dry-run")
    assert (done["changed"], done["unchanged"]) == (0, 115)


def test_a_killed_import_goes_on_where_it_stood(tmp_path: Path) -> None:
    """kill -9 in the middle, then the same command: the archive is that of one run."""
    source = tmp_path / "banyak.jsonl"
    stories = [
        {"id": str(n), "title": f"Judul {n}", "body": f"Isi {n}. " * 40} for n in range(9000)
    ]
    lines(source, *stories)
    command = [sys.executable, "telusur.py", "import", str(source), "--quiet"]
    environment = {**os.environ, "TELUSUR_HOME": str(tmp_path / "h")}
    killed = subprocess.Popen(command, env=environment)
    store = Home(tmp_path / "h").store
    for _ in range(300):
        time.sleep(0.02)
        if store.exists() and Store(store).revision > 0:
            break
    killed.send_signal(signal.SIGKILL)
    killed.wait()
    half = Store(store).revision
    assert 0 < half < 9000
    assert subprocess.run(command, env=environment, check=False).returncode == 0
    assert Store(store).counts().stories == 9000
    assert Store(store).revision == 9000
    assert Store(store).faults_found() == []


def test_a_second_writer_waits_told_for_whom(tmp_path: Path) -> None:
    """While one process writes, another says once whom it waits for, and goes on when it may."""
    with writer_lock(tmp_path, "import"):
        second = subprocess.Popen(
            [sys.executable, "telusur.py", "import", str(SAMPLE), "--home", str(tmp_path)],
            stderr=subprocess.PIPE, text=True,
        )  # fmt: skip
        assert second.stderr is not None
        told = second.stderr.readline()
    _, rest = second.communicate(timeout=60)
    assert f"pid {os.getpid()}" in told and "task import" in told and "waiting" in told
    assert second.returncode == 0 and "waiting" not in rest
    assert Store(Home(tmp_path).store).counts().stories == 115


def test_a_second_writer_that_waited_in_vain_ends_with_who_it_was(tmp_path: Path) -> None:
    """It is told owner, pid and age of the one that writes, and ends with 1."""
    with writer_lock(tmp_path, "import"):
        result = subprocess.run(
            [sys.executable, "telusur.py", "remove", "1", "--home", str(tmp_path)],
            capture_output=True, text=True, check=False,
        )  # fmt: skip
    assert result.returncode == 1
    last = result.stderr.splitlines()[-1]
    assert last.startswith("Error:") and f"pid {os.getpid()}" in last and "owner" in last


def test_every_command_has_help_with_an_example(tmp_path: Path) -> None:
    """--help of each command shows how it is used, and docs/cli.md holds it as it is."""
    import click

    context = click.Context(main, info_name="telusur")
    page = Path("docs/cli.md").read_text("utf-8")
    for name in main.list_commands(context):
        command = main.get_command(context, name)
        assert command is not None and command.help and "Example:" in command.help, name
        own = click.Context(command, parent=context, info_name=name, terminal_width=96)
        assert command.get_help(own) in page, f"run `make docs`: {name}"


def test_a_killed_rebuild_leaves_the_old_index_in_use(tmp_path: Path) -> None:
    """kill -9 while a generation is built: searches go on as before, and the next run finishes."""
    home = tmp_path / "h"
    body = "Banjir merendam jalan dan pasar di tepi sungai. " * 20
    stories = [{"id": str(n), "title": f"Judul {n}", "body": body} for n in range(1500)]
    run(home, "import", str(lines(tmp_path / "a.jsonl", *stories)), "--quiet")
    run(home, "reindex", "--quiet")
    before = Generations(Home(home).index).current().name
    command = [sys.executable, "telusur.py", "reindex", "--full", "--quiet", "--home", str(home)]
    killed = subprocess.Popen(command)
    for _ in range(300):
        time.sleep(0.02)
        if len(Generations(Home(home).index).names()) > 1:
            break
    time.sleep(0.2)
    killed.kill()
    killed.wait()
    assert len(Generations(Home(home).index).names()) == 2, "killed too late to show anything"
    assert Generations(Home(home).index).current().name == before
    assert as_json(home, "search", "banjir")["total"] == 1500
    assert subprocess.run(command, check=False).returncode == 0
    assert Generations(Home(home).index).current().name > before
    assert run(home, "check").exit_code == 0


def test_an_interrupted_import_says_what_is_kept(tmp_path: Path) -> None:
    """Ctrl-C ends an import with a sentence, keeps what was read, and frees the lock."""
    source = lines(
        tmp_path / "a.jsonl",
        *({"id": str(n), "title": f"Judul {n}", "body": "Isi berita. " * 40} for n in range(9000)),
    )
    home = Home(tmp_path / "h")
    command = [sys.executable, "telusur.py", "import", str(source), "--home", str(home.path)]
    stopped = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
    for _ in range(300):
        time.sleep(0.02)
        if home.store.exists() and Store(home.store).revision > 0:
            break
    stopped.send_signal(signal.SIGINT)
    _, message = stopped.communicate(timeout=30)
    assert stopped.returncode == 1 and "Stopped." in message and "Traceback" not in message
    assert 0 < Store(home.store).counts().stories < 9000
    assert run(home.path, "import", str(source), "--quiet").exit_code == 0
    assert Store(home.store).revision == 9000


@pytest.mark.skipif(sys.platform == "win32", reason="needs the limits of a POSIX system")
@pytest.mark.parametrize("task", [("reindex", "--full"), ("import", str(SAMPLE))])
def test_a_disk_that_takes_no_more_is_told_and_costs_nothing(
    tmp_path: Path, task: tuple[str, ...]
) -> None:
    """Where no file may grow, a command ends with 1 and a sentence, and what was there serves."""
    import resource

    home = tmp_path / "h"
    body = "Banjir merendam jalan dan pasar di tepi sungai. " * 20
    stories = [{"id": str(n), "title": f"Judul {n}", "body": f"{body} {n}"} for n in range(300)]
    run(home, "import", str(lines(tmp_path / "a.jsonl", *stories)), "--quiet")
    run(home, "reindex", "--quiet")

    def small_files() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))

    full = subprocess.run(
        [sys.executable, "telusur.py", *task, "--quiet", "--home", str(home)],
        capture_output=True, text=True, check=False, preexec_fn=small_files,
    )  # fmt: skip
    assert full.returncode == 1
    assert "Error:" in full.stderr and "Traceback" not in full.stderr
    assert as_json(home, "search", "banjir")["total"] == 300
    assert run(home, "check").exit_code == 0


def test_new_stems_reach_an_unchanged_archive(tmp_path: Path) -> None:
    """After an update that stems otherwise, reindex makes the families anew, and nothing else."""
    from dataclasses import replace

    from search.engines.whoosh.record import read_record, write_record
    from search.files import DISK

    home = tmp_path / "h"
    one = {"id": "1", "title": "Kota", "body": "Pembangunan jembatan dimulai."}
    run(home, "import", str(lines(tmp_path / "a.jsonl", one)))
    run(home, "reindex")
    folder = Generations(Home(home).index).current()
    made = read_record(folder)
    write_record(DISK, folder, replace(made, families=(), language="before"))
    assert as_json(home, "search", "membangun")["total"] == 0
    done = as_json(home, "reindex")
    assert (done["full"], done["added"]) == (False, 0)
    assert as_json(home, "search", "membangun")["total"] == 1
    assert read_record(folder).language == made.language
    assert Generations(Home(home).index).current() == folder
