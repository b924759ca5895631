"""How do stories get into the store, and what is said about those that do not?"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from time import perf_counter

from search import BadSource, Home, Intake, Outcome, Store, Story, settle, writer_lock

from .cleaning import CLEANER_VERSION, derive
from .raw import RawStory, Refused
from .sources import SourceOptions, Tally, read


@dataclass(slots=True, kw_only=True)
class ImportReport:
    """What one import run did; `failed` lists sources that could not be read at all."""

    new: int = 0
    changed: int = 0
    unchanged: int = 0
    repeated: int = 0
    removed: int = 0
    """Stories with a tombstone, which stayed away."""
    refused: int = 0
    dates_unknown: int = 0
    """Of the stories taken in, those whose date could not be read."""
    dates_turned: int = 0
    """Slash dates that could only be read as month/day/year."""
    titles_derived: int = 0
    seconds: float = 0.0
    failed: list[str] = field(default_factory=list)
    tally: Tally = field(default_factory=Tally)

    @property
    def kept(self) -> int:
        """Stories of the sources that are in the archive now."""
        return self.new + self.changed + self.unchanged + self.repeated + self.removed

    def is_failure(self, max_refused: int | None) -> bool:
        """Whether the run failed: nothing recognised or kept, or too much refused."""
        if max_refused is not None and self.refused > max_refused:
            return True
        return bool(self.failed) or (self.refused > 0 and self.kept == 0)


class _Refusal(Exception):
    """Carries a Refused out of the intake; never leaves this module."""

    def __init__(self, refused: Refused) -> None:
        super().__init__(refused.reason)
        self.refused = refused


def import_stories(
    sources: Iterable[Path],
    home: Home,
    options: SourceOptions,
    *,
    again: bool = False,
    on_refused: Callable[[Refused], None] = lambda _: None,
    on_bytes: Callable[[int], None] = lambda _: None,
) -> ImportReport:
    """Read stories into the store; the later of two with one id wins.

    A source that cannot be read is noted in `failed`, the others go in. An interruption
    (KeyboardInterrupt) keeps what was taken in so far; run again, the result is that of one run.

    Raises:
        ArchiveBusy: another process writes.
        DamagedStore: archive.db cannot be read or written.
    """
    started = perf_counter()
    report = ImportReport()
    with writer_lock(home.path, "import"):
        store = Store.create(home.store)
        try:
            settle(home, datetime.now(UTC))  # what a killed command decided holds for this run too
            intake = Intake(store, again=again)
            run = _Run(intake, report, on_refused)
            try:
                for source in sources:
                    run.take(source, options, on_bytes)
            except KeyboardInterrupt:
                intake.flush()
                raise
            intake.finish()
            report.changed, report.unchanged = intake.changed, intake.unchanged
        finally:
            store.close()
    report.seconds = perf_counter() - started
    return report


class _Run:
    def __init__(
        self, intake: Intake, report: ImportReport, on_refused: Callable[[Refused], None]
    ) -> None:
        self._intake = intake
        self._report = report
        self._on_refused = on_refused

    def take(self, source: Path, options: SourceOptions, on_bytes: Callable[[int], None]) -> None:
        """Take in everything one source holds."""
        try:
            for found in read(source, options, tally=self._report.tally, on_bytes=on_bytes):
                if isinstance(found, Refused):
                    self._refuse(found)
                else:
                    self._put(found)
        except BadSource as error:
            self._report.failed.append(str(error))

    def _put(self, raw: RawStory) -> None:
        try:
            outcome = self._intake.put(
                raw.id, raw.to_json(), CLEANER_VERSION, lambda: self._derive(raw)
            )
        except _Refusal as refusal:
            self._refuse(refusal.refused)
            return
        match outcome:
            case Outcome.NEW:
                self._report.new += 1
            case Outcome.REPEATED:
                self._report.repeated += 1
            case Outcome.REMOVED:
                self._report.removed += 1
            case Outcome.CHANGED | Outcome.UNCHANGED:
                pass  # counted by the intake at the end, when it is known what remained

    def _derive(self, raw: RawStory) -> Story:
        derived = derive(raw)
        if isinstance(derived, Refused):
            raise _Refusal(derived)
        self._report.dates_unknown += derived.date_unknown
        self._report.dates_turned += derived.date_turned
        self._report.titles_derived += derived.title_derived
        return derived.story

    def _refuse(self, refused: Refused) -> None:
        self._report.refused += 1
        self._on_refused(refused)
