"""How do several processes serve one port? A parent starts them, and starts again what ended.

The parent has the socket and opens nothing of the archive. Children are spawned, not forked: a
fork would hand them the locks of threads that it leaves behind (numpy starts some), and one SQLite
connection must not be in two processes. All accept on the parent's socket: who has a thread free
takes what comes, and a child that dies takes with it only what it was answering.
"""

import multiprocessing
import os
import signal
import socket
import threading
from collections.abc import Callable
from contextlib import suppress
from ctypes import Array, c_int
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from multiprocessing.context import SpawnProcess
from time import monotonic, sleep
from types import FrameType
from typing import Final

from .serving import FINISH_S, Turns, stop_on_signals

Work = Callable[[socket.socket, Callable[[], None], Turns], None]
"""Serves on a socket in turns and says when it does; a function of a module: it goes to a child."""
Beside = Callable[[], None]
"""What one more child does that serves nothing, until SIGTERM; as `Work` for the rest."""

CAN_HOST: Final = os.name == "posix"
"""Whether this system can hand a listening socket and a SIGTERM to a child."""

_LONGEST_WAIT_S: Final = 30.0  # before a child that keeps ending is started again
_FIRST_WAIT_S: Final = 0.2
_STEADY_S: Final = 10.0  # who served so long is started again at once
_TRIES: Final = 5  # failed starts in a row, while nobody serves, before the parent gives up
_NOBODY: Final = 1 << 30  # more connections than any process has: none is left to it
_STEP_S: Final = 0.001
_STEPS: Final = 10  # that a process leaves a connection to another before it takes it itself
_MARGIN_S: Final = 0.7  # for a child to end after FINISH_S; all in all less than ten seconds


class _Turns:
    """How many connections each process has open, in memory that all of them share.

    Without it the quicker process takes every connection of a burst, and whoever keeps connections
    open, as browsers and load balancers do, keeps them all to that one.
    """

    def __init__(self, counts: "Array[c_int]", place: int) -> None:
        self._counts, self._place = counts, place

    def let_others_go_first(self, open_here: int) -> None:
        """Wait up to 10 ms while another has fewer; one that hangs holds up no more than that."""
        self._counts[self._place] = open_here
        for _ in range(_STEPS):
            if min(self._counts) >= open_here:
                return
            sleep(_STEP_S)


@dataclass(slots=True)
class _Place:
    """Where a child serves, has ended, or is about to start."""

    number: int
    serving: bool = True
    """Whether it is to serve, or does what is done beside."""
    due: float = 0.0
    wait_s: float = 0.0
    started: float = 0.0
    process: SpawnProcess | None = None
    starting: Connection | None = None
    """Until it says that it serves."""

    @property
    def serves(self) -> bool:
        return self.serving and self.process is not None and self.starting is None

    @property
    def who(self) -> str:
        """For the log."""
        return f"{'Process' if self.serving else 'The worker, process'} {_pid(self.process)}"


class _Parent:
    def __init__(self, work: Work, bound: socket.socket, processes: int,
                 on_ready: Callable[[], None], tell: Callable[[str], None],
                 beside: Beside | None) -> None:  # fmt: skip
        self._context = multiprocessing.get_context("spawn")
        self._work, self._bound = work, bound
        self._on_ready, self._tell = on_ready, tell
        self._serving = [_Place(number) for number in range(processes)]
        self._places = list(self._serving)
        self._beside = beside
        if beside is not None:
            self._places.append(_Place(processes, serving=False))
        self._counts = self._context.RawArray(c_int, [_NOBODY] * processes)
        self._failures = 0  # starts in a row that came to nothing
        self._was_ready = False
        self._signals: list[int] = []
        self._woken, self._waker = os.pipe()
        os.set_blocking(self._woken, False)

    def run(self) -> bool:
        """Until a signal (True), or until nobody can serve (False)."""
        stop_on_signals(self._stop)
        try:
            while not self._signals and not self._is_hopeless():
                for place in self._places:
                    if place.process is None and place.due <= monotonic():
                        self._start(place)
                self._look(self._next_due())
            return bool(self._signals)
        finally:
            self._end_all()
            stop_on_signals(signal.SIG_IGN)  # it is over
            os.close(self._woken)
            os.close(self._waker)

    def _stop(self, number: int, _: FrameType | None) -> None:
        self._signals.append(number)
        os.write(self._waker, b"x")

    def _start(self, place: _Place) -> None:
        ours, theirs = self._context.Pipe(duplex=False)
        process: SpawnProcess
        if place.serving:
            turns = _Turns(self._counts, place.number)
            process = self._context.Process(
                target=_child, args=(self._work, self._bound, theirs, turns), daemon=True
            )
        else:
            process = self._context.Process(
                target=_child_beside, args=(self._beside, theirs), daemon=True
            )
        # Ctrl-C goes to the whole group; a child inherits that it is not its own to answer.
        before = signal.signal(signal.SIGINT, signal.SIG_IGN)
        try:
            process.start()
        finally:
            signal.signal(signal.SIGINT, before)
        theirs.close()
        place.process, place.starting, place.started = process, ours, monotonic()

    def _next_due(self) -> float | None:
        waiting = [place.due for place in self._places if place.process is None]
        return max(0.0, min(waiting) - monotonic()) if waiting else None

    def _look(self, timeout: float | None) -> None:
        """Wait for something to happen, and note it."""
        starting = [place.starting for place in self._places if place.starting is not None]
        ending = [place.process.sentinel for place in self._places if place.process is not None]
        happened = wait([self._woken, *starting, *ending], timeout)
        for place in self._places:
            if place.starting is not None and place.starting in happened:
                self._note_start(place)
            if place.process is not None and place.process.sentinel in happened:
                self._note_end(place, place.process)

    def _note_start(self, place: _Place) -> None:
        assert place.starting is not None
        try:
            place.starting.recv()
        except EOFError:
            return  # it ended before it served
        place.starting.close()
        place.starting = None
        if not place.serving:
            return
        self._counts[place.number] = 0
        self._failures = 0
        if not self._was_ready and all(place.serves for place in self._serving):
            self._was_ready = True
            self._on_ready()

    def _note_end(self, place: _Place, process: SpawnProcess) -> None:
        process.join()
        if place.serving:
            self._counts[place.number] = _NOBODY
        lasted = monotonic() - place.started
        has_started = place.starting is None
        if place.starting is not None:
            place.starting.close()
            self._failures += place.serving
        is_steady = has_started and lasted >= _STEADY_S
        place.wait_s = 0.0 if is_steady else min(_LONGEST_WAIT_S, place.wait_s * 2 or _FIRST_WAIT_S)
        place.due = monotonic() + place.wait_s
        if not self._signals:
            what = "ended" if has_started else "could not start"
            self._tell(f"{place.who} {what} ({_how(process)}).")
        place.process, place.starting = None, None

    def _is_hopeless(self) -> bool:
        if not self._was_ready:
            return self._failures > 0
        return self._failures >= _TRIES and not any(place.serves for place in self._serving)

    def _end_all(self) -> None:
        """Ask every child to finish, and end those that do not; a second signal ends them all."""
        self._bound.close()
        running = [place.process for place in self._places if place.process is not None]
        for process in running:
            process.terminate()
        deadline = monotonic() + FINISH_S + _MARGIN_S
        while running and (left := deadline - monotonic()) > 0 and len(self._signals) < 2:
            wait([self._woken, *(process.sentinel for process in running)], left)
            with suppress(BlockingIOError):
                os.read(self._woken, 64)
            running = [process for process in running if process.is_alive()]
        for process in running:
            self._tell(f"Process {process.pid} was killed before it had finished.")
            process.kill()
            process.join()
        for place in self._places:
            if place.starting is not None:
                place.starting.close()


def host(
    work: Work,
    bound: socket.socket,
    *,
    processes: int,
    on_ready: Callable[[], None],
    tell: Callable[[str], None],
    beside: Beside | None = None,
) -> bool:
    """Have `processes` children do `work` until SIGTERM or Ctrl-C.

    Args:
        work: what a child does; can be pickled.
        bound: the listening socket; closed at the end.
        processes: how many, at least 1.
        on_ready: called once all of them serve.
        tell: takes the lines of the log.
        beside: what one more child does; it is started again as they are.

    Returns:
        Whether it was ended by a signal; False where a child could not start at all, or where
        all have ended and none can be started again.
    """
    return _Parent(work, bound, processes, on_ready, tell, beside).run()


def _how(process: SpawnProcess) -> str:
    """How a process ended: "killed by SIGKILL", "exit code 1"."""
    code = process.exitcode or 0
    return f"exit code {code}" if code >= 0 else f"killed by {signal.Signals(-code).name}"


def _pid(process: SpawnProcess | None) -> str:
    return str(process.pid) if process is not None else "?"


def _child_beside(beside: Beside, started: Connection) -> None:
    """In the child that does not serve."""
    threading.Thread(target=_end_with_the_parent, name="telusur-parent", daemon=True).start()
    started.send(None)
    started.close()
    beside()


def _child(work: Work, bound: socket.socket, ready: Connection, turns: _Turns) -> None:
    """In the child itself."""
    threading.Thread(target=_end_with_the_parent, name="telusur-parent", daemon=True).start()

    def is_ready() -> None:
        ready.send(None)
        ready.close()

    work(bound, is_ready, turns)


def _end_with_the_parent() -> None:
    """A parent that was killed takes nobody along; its children must not hold the port."""
    parent = multiprocessing.parent_process()
    assert parent is not None
    parent.join()
    os.kill(os.getpid(), signal.SIGTERM)
