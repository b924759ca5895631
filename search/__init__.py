"""What is an archive, and how is it asked? The front door; the other packages enter by it.

archive = open_archive(Home(Path("index_data")))
results = archive.search(Query(text="banjir jambi"), limit=5)
titles = [hit.story.title for hit in results.hits]
"""

from .answers import related_to_json, results_to_json, suggestions_to_json
from .archive import Archive, open_archive
from .dates import WIB, DayRange, Moment, Precision, month_range, range_of, today_wib
from .decisions import Decision
from .differing import Difference, Side, Stretch, in_context
from .errors import (
    ArchiveBusy,
    ArchiveError,
    ArchiveNotFound,
    BadBackup,
    BadQuery,
    BadSource,
    DamagedIndex,
    DamagedStore,  # fmt: skip
    StaleIndex,
    StoryNotFound,
    StoryWithdrawn,
)
from .generations import Generations
from .inbox import Inbox
from .intake import Intake, Outcome
from .language.stems import Stemmer, load_stems, save_stems
from .live import LiveArchive
from .locking import system_user, task_under_way, writer_lock
from .opening import index_in, open_reader
from .ports import DEFAULT_MEMORY_MB, IndexState
from .publishing import (
    Decided,
    HeldStory,
    decisions_about,
    due,
    embargo,
    held_stories,
    publish,
    publish_due,
    settle,
    withdraw,
)
from .pushes import Push, Pushed, Refusal
from .related import in_time_order
from .results import (
    Copy,
    Hit,
    Linked,
    Piece,
    Results,
    SuggestedHeadline,
    SuggestedValue,
    Suggestions,
)
from .serial import story_from_json, story_to_json
from .settings import Home
from .store import Store
from .storing import content_digest, story_key
from .timeline import (
    Period,
    Timeline,
    at_any_time,
    chosen_days,
    count_periods,
    neighbouring_periods,
    opened_by,
)
from .tokens import Scope, Token, find_token
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
    "BadBackup",
    "BadQuery",
    "BadSource",
    "Choice",
    "Copy",
    "DamagedIndex",
    "DamagedStore",
    "DayRange",
    "Decided",
    "Decision",
    "Difference",
    "FacetName",
    "FacetValue",
    "Filters",
    "Generations",
    "HeldStory",
    "Hit",
    "Home",
    "Inbox",
    "IndexState",
    "Intake",
    "Kind",
    "Linked",
    "LiveArchive",
    "Moment",
    "Outcome",
    "Period",
    "Piece",
    "Precision",
    "Push",
    "Pushed",
    "Query",
    "Reason",
    "Refusal",
    "Related",
    "Results",
    "Scope",
    "Side",
    "Snippet",
    "Sort",
    "StaleIndex",
    "Status",
    "Stemmer",
    "Store",
    "Story",
    "StoryNotFound",
    "StoryWithdrawn",
    "Stretch",
    "SuggestedHeadline",
    "SuggestedValue",
    "Suggestions",
    "Timeline",
    "Token",
    "at_any_time",
    "check",
    "chosen_days",
    "content_digest",
    "count_periods",
    "decisions_about",
    "due",
    "embargo",
    "facet_values",
    "find_token",
    "held_stories",
    "in_context",
    "in_time_order",
    "index_in",
    "load_stems",
    "month_range",
    "neighbouring_periods",
    "open_archive",
    "open_reader",
    "opened_by",
    "publish",
    "publish_due",
    "range_of",
    "related_to_json",
    "results_to_json",
    "save_stems",
    "settle",
    "story_from_json",
    "story_key",
    "story_to_json",
    "suggestions_to_json",
    "system_user",
    "task_under_way",
    "today_wib",
    "verify_index",
    "withdraw",
    "writer_lock",
]
