"""What does a server get of those who bring stories in? The pages do not know them."""

from collections.abc import Callable
from dataclasses import dataclass

from search import Home

from .api.pushed import ReadRecord

WorkOn = Callable[[Home], None]
"""Takes in what was pushed to an archive, until SIGTERM; a function of a module, to be spawned."""


@dataclass(frozen=True, slots=True)
class Newsdesk:
    """Handed over by whoever knows both (telusur.py); functions of modules, to be pickled."""

    read_record: ReadRecord
    work_on: WorkOn
