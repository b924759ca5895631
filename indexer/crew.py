"""How do several processes share one piece of work?

Each does one task and hands its result back through a pipe; progress goes through it too, so a
process whose parent has died finds the pipe broken at its next report, and ends.
"""

import multiprocessing
import signal
from collections.abc import Callable, Sequence
from multiprocessing.connection import Connection, wait
from time import monotonic
from typing import Any, Final

from search import ArchiveError, DamagedIndex

Report = Callable[[int], None]
"""Tells the parent of some more steps done."""

_TELL_EVERY_S: Final = 0.2


class _Steps:
    """Gathers the steps of a task and tells the parent of them now and then."""

    def __init__(self, pipe: Connection) -> None:
        self._pipe = pipe
        self._steps = 0
        self._told = monotonic()

    def __call__(self, steps: int) -> None:
        self._steps += steps
        if monotonic() - self._told >= _TELL_EVERY_S:
            self._pipe.send(("steps", self._steps))
            self._steps, self._told = 0, monotonic()

    def finish(self, result: Any) -> None:
        self._pipe.send(("steps", self._steps))
        self._pipe.send(("result", result))


def in_parallel(
    work: Callable[..., Any], tasks: Sequence[tuple[Any, ...]], on_steps: Report
) -> list[Any]:
    """The results of `work(report, *task)`, each task in a process of its own, in their order.

    `work` is a function of a module; tasks and results can be pickled. Where one fails, or the
    parent is interrupted, the others are ended.

    Raises:
        DamagedIndex: a process failed, with its words, or was killed.
    """
    context = multiprocessing.get_context("spawn")
    pipes: dict[Connection, int] = {}
    processes = []
    results: dict[int, Any] = {}
    try:
        for number, task in enumerate(tasks):
            ours, theirs = context.Pipe()
            process = context.Process(target=_run, args=(theirs, work, task), daemon=True)
            process.start()
            theirs.close()
            pipes[ours] = number
            processes.append(process)
        while pipes:
            for pipe in wait(list(pipes)):
                assert isinstance(pipe, Connection)
                kind, value = _received(pipe)
                if kind == "steps":
                    on_steps(value)
                elif kind == "result":
                    results[pipes.pop(pipe)] = value
                else:
                    raise DamagedIndex(value)
    finally:
        for process in processes:
            if len(results) < len(tasks):
                process.terminate()
            process.join()
    return [results[number] for number in range(len(tasks))]


def _received(pipe: Connection) -> tuple[str, Any]:
    try:
        kind, value = pipe.recv()
    except (EOFError, ConnectionResetError):
        return "failure", "a process that took part in the indexing was ended from outside"
    return kind, value


def _run(pipe: Connection, work: Callable[..., Any], task: tuple[Any, ...]) -> None:
    """In the process itself."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the parent's to answer
    steps = _Steps(pipe)
    try:
        steps.finish(work(steps, *task))
    except BrokenPipeError:
        return  # the parent is gone, and nobody wants the rest
    except (ArchiveError, OSError) as error:
        pipe.send(("failure", str(error)))
