"""How do several processes share one piece of work?"""

import os
import signal

import pytest

from indexer.crew import Report, in_parallel
from search import DamagedIndex


def _double(report: Report, number: int) -> int:
    for _ in range(number):
        report(1)
    return 2 * number


def _fail(report: Report, words: str) -> None:
    report(1)
    raise DamagedIndex(words) if words != "disk" else OSError(28, "No space left on device")


def _die(report: Report, number: int) -> None:
    report(number)
    os.kill(os.getpid(), signal.SIGKILL)


def test_results_come_in_the_order_of_the_tasks() -> None:
    """Whoever is done first, results stand as the tasks did, and every step is heard of."""
    steps: list[int] = []
    assert in_parallel(_double, [(300,), (2,), (10,)], steps.append) == [600, 4, 20]
    assert sum(steps) == 312


@pytest.mark.parametrize("words", ["part 3 is damaged", "disk"])
def test_a_failure_is_told_in_the_words_of_the_process(words: str) -> None:
    """What a process could not do ends the whole, in one sentence."""
    expected = "No space left" if words == "disk" else words
    with pytest.raises(DamagedIndex, match=expected):
        in_parallel(_fail, [(words,)], lambda _: None)


def test_a_process_that_is_killed_ends_the_whole() -> None:
    """No result is made up for it, and nobody waits for ever."""
    with pytest.raises(DamagedIndex, match="ended from outside"):
        in_parallel(_die, [(1,)], lambda _: None)
