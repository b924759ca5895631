"""What stories does one SOURCE of the command line hold?"""

import stat
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

from indexer.raw import RawStory, Refused
from search.errors import BadSource

from .columns import Columns
from .csv_stories import read_csv
from .encoding import as_utf8, decoder_for, peek, utf8_or_windows
from .json_lines import read_json_lines
from .lines import read_lines, with_line_feeds
from .options import SourceOptions, Tally
from .packed import Damaged, Unreadable, read_bytes
from .pages import read_page
from .recognise import recognise, take_sample
from .records import StoryMaker
from .walk import Found, walk, why_no_file, worded


def read(
    path: Path,
    options: SourceOptions | None = None,
    *,
    tally: Tally | None = None,
    on_bytes: Callable[[int], None] | None = None,
) -> Iterator[RawStory | Refused]:
    """Read one source, a file or a folder with all its files, story by story.

    Lazy: nothing happens before the first story is asked for, and memory does not grow with the
    source. The order is that of the folder's names and the files' lines: equal source, equal
    answer. A file that breaks off gives its stories and then one Refused.

    Args:
        tally: counts what was mended on the way.
        on_bytes: hears of every step as bytes on disk, which add up to `size_of(path)`.

    Raises:
        BadSource: `path` is missing, unreadable, of no known format, or a folder in which nothing
            is (`values["path"]` and `values["reason"]`). What lies inside a folder is Refused.
    """
    # Not `tally or Tally()`: what counts is whether one was given.
    reader = _Reader(
        SourceOptions() if options is None else options,
        Tally() if tally is None else tally,
        _ignore if on_bytes is None else on_bytes,
    )
    try:
        status = path.stat()
        # Listing it now, not while it is read, keeps the two causes of an OSError apart.
        found = walk(path) if stat.S_ISDIR(status.st_mode) else None
    except OSError as error:
        raise _bad_source(path, worded(error)) from error
    except ValueError as error:
        raise _bad_source(path, "is no path: it has a null byte") from error
    if found is not None:
        yield from _read_folder(path, found, reader)
        return
    if reason := why_no_file(status):
        raise _bad_source(path, reason)
    try:
        yield from reader.read_file(Found(path, path.name, status.st_size))
    except Unreadable as error:
        raise _bad_source(path, str(error)) from error


def _read_folder(
    folder: Path, content: Iterator[Found], reader: "_Reader"
) -> Iterator[RawStory | Refused]:
    is_any_known = False
    for found in content:
        try:
            if found.reason:
                raise Unreadable(found.reason)
            yield from reader.read_file(found)
            is_any_known = True
        except Unreadable as error:
            yield Refused(origin=_printable(found.path), reason=str(error))
    if not is_any_known:
        raise _bad_source(folder, "is a folder with no file of a known format")


class _Reader:
    """Reads files one after the other with the same options and counts."""

    def __init__(
        self, options: SourceOptions, tally: Tally, on_bytes: Callable[[int], None]
    ) -> None:
        self._options = options
        self._tally = tally
        self._on_bytes = on_bytes
        self._columns = Columns(options.map)
        self._maker = StoryMaker(options, self._columns, tally)

    def read_file(self, found: Found) -> Iterator[RawStory | Refused]:
        """Yield what one regular file holds, and report its bytes, also those not read.

        Raises:
            Unreadable: before anything is yielded.
        """
        heard = 0

        def hear(count: int) -> None:
            nonlocal heard
            told = min(count, found.size - heard)  # a file may grow while it is read
            heard += told
            self._on_bytes(told)

        name = _printable(found.path)
        try:
            with closing(read_bytes(found.path, hear)) as chunks:
                yield from self._stories(chunks, found.below, name)
        except Damaged as error:
            yield Refused(origin=name, reason=str(error))
        except Unreadable:
            self._on_bytes(found.size - heard)
            raise
        self._on_bytes(found.size - heard)

    def _stories(
        self, packed: Iterator[bytes], below: str, name: str
    ) -> Iterator[RawStory | Refused]:
        raw_sample, raw_chunks = take_sample(packed)
        sample, chunks = take_sample(
            as_utf8(raw_sample, raw_chunks, self._options.encoding, self._tally)
        )
        sample, chunks = with_line_feeds(sample, chunks)
        recognised = recognise(
            sample, peek(sample), given=self._options.format, columns=self._columns, name=below
        )
        maker, tally = self._maker, self._tally
        if recognised.format == "page":
            yield from read_page(chunks, maker=maker, below_source=below, name=name, tally=tally)
            return
        lines = read_lines(chunks)
        if recognised.header is not None:
            decode = decoder_for(sample, tally)
            yield from read_csv(lines, recognised.header, decode=decode, maker=maker, name=name)
        elif recognised.format == "jsonl":
            decode = utf8_or_windows(tally)
            yield from read_json_lines(lines, decode=decode, maker=maker, name=name, tally=tally)
        elif any(chunk.strip() for chunk in chunks):  # it also raises what is wrong with a file
            raise Unreadable("begins with too much white space to be recognised")


def _bad_source(path: Path, reason: str) -> BadSource:
    return BadSource(f"{_printable(path)} {reason}", path=path, reason=reason)


def _printable(path: Path) -> str:
    """The path as it was given, without what a terminal or a UTF-8 report could not take."""
    return "".join(c if c.isprintable() else "\ufffd" for c in path.as_posix())


def _ignore(_: int) -> None: ...
