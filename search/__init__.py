"""What is an archive, and how is it asked? The front door; the other packages enter by it.

archive = open_archive(Home(Path("index_data")))
results = archive.search(Query(text="banjir jambi"), limit=5)
titles = [hit.story.title for hit in results.hits]
"""

from .answers import related_to_json, results_to_json
from .archive import Archive, open_archive
from .dates import WIB, DayRange, Moment, Precision, month_range, range_of, today_wib
from .errors import (
    ArchiveBusy,
    ArchiveError,
    ArchiveNotFound,
    BadQuery,
    BadSource,
    DamagedIndex,
    DamagedStore,  # fmt: skip
    StaleIndex,
    StoryNotFound,
)
from .generations import Generations
from .intake import Intake, Outcome
from .language.stems import Stemmer, load_stems, save_stems
from .live import LiveArchive
from .locking import writer_lock
from .opening import index_in, open_reader
from .ports import DEFAULT_MEMORY_MB, IndexState
from .results import Hit, Piece, Results
from .serial import story_from_json, story_to_json
from .settings import Home
from .store import Store
from .storing import content_digest, story_key
from .values import (
    PAGE_LIMIT,
    Choice,
    FacetName,
    FacetValue,
    Filters,
    Kind,
    Query,
    Reason,
    Related,
    Snippet,
    Sort,
    Status,
    Story,
    facet_values,
)
from .verifying import check, verify_index

__all__ = [
    "DEFAULT_MEMORY_MB",
    "PAGE_LIMIT",
    "WIB",
    "Archive",
    "ArchiveBusy",
    "ArchiveError",
    "ArchiveNotFound",
    "BadQuery",
    "BadSource",
    "Choice",
    "DamagedIndex",
    "DamagedStore",
    "DayRange",
    "FacetName",
    "FacetValue",
    "Filters",
    "Generations",
    "Hit",
    "Home",
    "IndexState",
    "Intake",
    "Kind",
    "LiveArchive",
    "Moment",
    "Outcome",
    "Piece",
    "Precision",
    "Query",
    "Reason",
    "Related",
    "Results",
    "Snippet",
    "Sort",
    "StaleIndex",
    "Status",
    "Stemmer",
    "Store",
    "Story",
    "StoryNotFound",
    "check",
    "content_digest",
    "facet_values",
    "index_in",
    "load_stems",
    "month_range",
    "open_archive",
    "open_reader",
    "range_of",
    "related_to_json",
    "results_to_json",
    "save_stems",
    "story_from_json",
    "story_key",
    "story_to_json",
    "today_wib",
    "verify_index",
    "writer_lock",
]
