"""Every error this project raises on purpose, and what each means for whoever meets it.

ArchiveError                 whatever a reader or an operator can mend
├── BadQuery                 the query cannot be understood            page 400   exit 2
├── BadSource                a source of stories cannot be read        -          exit 1
├── BadBackup                a file is no backup, or is damaged        -          exit 1
├── StoryNotFound            no story has this id                      page 404   exit 1
├── StoryWithdrawn           it was published, and taken back          page 410   exit 1
├── ArchiveNotFound          there is no archive or index here         page 503   exit 1
├── StaleIndex               made by another version; rebuild it       page 503   exit 1
├── DamagedIndex             files are missing or do not add up        page 503   exit 1
├── DamagedStore             archive.db cannot be read                 page 503   exit 1
└── ArchiveBusy              another writer holds the archive          page 503   exit 1

An error carries a `code` and its values; the command line words it in English (`str(error)`),
the pages word it in Indonesian from the same code and values (webui/words.py).
"""

from typing import ClassVar


class ArchiveError(Exception):
    """Base of all errors that somebody outside the code can mend.

    `values` holds what the sentence speaks of (a path, an id, a piece of a query) by name, so that
    each face words it for itself.
    """

    code: ClassVar[str] = "archive"
    exit_code: ClassVar[int] = 1

    def __init__(self, message: str, **values: object) -> None:
        super().__init__(message)
        self.values = values


class BadQuery(ArchiveError):
    """The query or a filter cannot be understood; `values["piece"]` is the part at fault."""

    code = "bad-query"
    exit_code = 2


class BadSource(ArchiveError):
    """A source of stories is missing, unreadable, or of no format we know."""

    code = "bad-source"


class BadBackup(ArchiveError):
    """A file is no backup of an archive, or not all of it is there as it was made."""

    code = "bad-backup"


class StoryNotFound(ArchiveError):
    """No story in the archive has this id."""

    code = "story-not-found"


class StoryWithdrawn(ArchiveError):
    """The newsroom took the story with this id back."""

    code = "story-withdrawn"


class ArchiveNotFound(ArchiveError):
    """The home folder has no archive, or the archive has no index yet."""

    code = "archive-not-found"


class StaleIndex(ArchiveError):
    """The index was made by another schema, language or code version."""

    code = "stale-index"


class DamagedIndex(ArchiveError):
    """Files of the index are missing or do not add up; nothing of it is deleted."""

    code = "damaged-index"


class DamagedStore(ArchiveError):
    """archive.db cannot be read as the store of this program."""

    code = "damaged-store"


class ArchiveBusy(ArchiveError):
    """Another process is writing; `values` has its `owner`, `pid` and `age_s`."""

    code = "archive-busy"
