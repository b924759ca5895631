"""One writer at a time, told in full to whoever waits; real second processes."""

import getpass
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from search import ArchiveBusy, writer_lock

_HOLD = (
    "import sys, time; from pathlib import Path; from search import writer_lock\n"
    "with writer_lock(Path(sys.argv[1]), 'import'):\n"
    "    print('held', flush=True); time.sleep(float(sys.argv[2]))"
)


@contextmanager
def held_elsewhere(home: Path, seconds: float) -> Iterator[subprocess.Popen[str]]:
    """Another process holds the lock, for so long at most."""
    holder = subprocess.Popen(
        [sys.executable, "-c", _HOLD, str(home), str(seconds)], stdout=subprocess.PIPE, text=True
    )
    assert holder.stdout is not None
    try:
        assert holder.stdout.readline() == "held\n"
        yield holder
    finally:
        holder.kill()
        holder.wait()
        holder.stdout.close()


def test_who_waits_is_told_owner_pid_and_age(tmp_path: Path) -> None:
    """The error names who writes, for how long, and what for."""
    with held_elsewhere(tmp_path, 60) as holder:
        with pytest.raises(ArchiveBusy, match="task import") as raised:
            writer_lock(tmp_path, "reindex", wait_s=0).__enter__()
        values = raised.value.values
        assert values["owner"] == getpass.getuser() and values["pid"] == holder.pid
        assert isinstance(values["age_s"], int) and 0 <= values["age_s"] < 30
        assert re.search(rf"pid {holder.pid}, for \d+ s", str(raised.value))


def test_a_killed_process_frees_the_lock(tmp_path: Path) -> None:
    """The note it left misleads nobody: the next writer gets in and writes its own."""
    with held_elsewhere(tmp_path, 60):
        pass
    assert (tmp_path / "writer.json").exists()
    with writer_lock(tmp_path, "reindex"):
        assert '"reindex"' in (tmp_path / "writer.json").read_text("utf-8")
    assert not (tmp_path / "writer.json").exists()


def test_a_second_writer_waits_and_gets_in_when_the_other_is_done(tmp_path: Path) -> None:
    """It is told once, before it waits, for whom: here that ends the wait."""
    told: list[str] = []
    with held_elsewhere(tmp_path, 60) as holder:

        def end(message: str) -> None:
            told.append(message)
            holder.kill()

        with writer_lock(tmp_path, "reindex", wait_s=30, on_wait=end):
            assert '"reindex"' in (tmp_path / "writer.json").read_text("utf-8")
        (message,) = told
        assert f"pid {holder.pid}" in message and "task import" in message
        assert message.endswith("waiting for it, 30 s at most")


def test_a_wait_that_was_for_nothing_names_the_holder(tmp_path: Path) -> None:
    """After the seconds it was given a writer gives up, and is told as without a wait."""
    told: list[str] = []
    with held_elsewhere(tmp_path, 60) as holder:
        lock = writer_lock(tmp_path, "reindex", wait_s=0.1, on_wait=told.append)
        with pytest.raises(ArchiveBusy, match="try again") as raised:
            lock.__enter__()
        assert raised.value.values["pid"] == holder.pid and len(told) == 1


def test_without_a_wait_nothing_is_told_but_the_error(tmp_path: Path) -> None:
    """0 seconds: who cannot wait asks once."""
    told: list[str] = []
    with held_elsewhere(tmp_path, 60), pytest.raises(ArchiveBusy):
        writer_lock(tmp_path, "reindex", wait_s=0, on_wait=told.append).__enter__()
    assert told == []


def test_another_name_is_another_lock(tmp_path: Path) -> None:
    """A rebuild and an import go on side by side."""
    with held_elsewhere(tmp_path, 60), writer_lock(tmp_path, "rebuild", name="rebuild"):
        assert (tmp_path / "rebuild.json").exists()


def test_an_error_inside_lets_go(tmp_path: Path) -> None:
    """Whatever passes through frees the lock and takes the note away."""
    with pytest.raises(ValueError, match="gagal"), writer_lock(tmp_path / "baru", "import"):
        raise ValueError("gagal")
    with writer_lock(tmp_path / "baru", "import"):
        pass
    assert not (tmp_path / "baru" / "writer.json").exists()


def test_a_torn_note_still_gives_an_answer(tmp_path: Path) -> None:
    """Where the note cannot be read, what is unknown is said to be unknown."""
    with held_elsewhere(tmp_path, 60):
        (tmp_path / "writer.json").write_text('{"owner": "si', "utf-8")
        with pytest.raises(ArchiveBusy, match="pid unknown, for an unknown time"):
            writer_lock(tmp_path, "reindex", wait_s=0).__enter__()
