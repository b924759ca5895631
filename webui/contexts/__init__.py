"""What does each page show? One dataclass a page; templates get these fields and no others."""

from .browsing import (
    Anniversary,
    CalendarPage,
    FrontPage,
    Headline,
    Initial,
    MonthPage,
    MonthView,
    NamedValue,
    OrderLink,
    Span,
    ValuesPage,
    WayIn,
    YearBar,
    YearPage,
    YearView,
)
from .embedding import FramePage, PortalPage
from .errors import ErrorPage
from .parts import FacetLink, HitView, Link, StoryLink
from .searching import FacetBox, Paging, PickPage, ReadingView, SearchPage, SortLink
from .story import (
    CiteView,
    CopyDifference,
    LinkedView,
    MarkedParagraph,
    MarkedPiece,
    RelatedView,
    RunningPage,
    RunningView,
    StoryPage,
    WayView,
)
from .suggesting import SuggestionList, SuggestionSection, SuggestionView
from .timeline import TimelineView

__all__ = [
    "Anniversary", "CalendarPage", "CiteView", "CopyDifference", "ErrorPage",
    "FacetBox", "FacetLink", "FramePage", "FrontPage", "Headline", "HitView", "Initial", "Link",
    "LinkedView", "MarkedParagraph", "MarkedPiece", "MonthPage", "MonthView", "NamedValue",
    "OrderLink", "Paging", "PickPage", "PortalPage", "ReadingView", "RelatedView", "RunningPage",
    "RunningView", "SearchPage",
    "SortLink", "Span", "StoryLink", "StoryPage", "SuggestionList", "SuggestionSection",
    "SuggestionView", "TimelineView", "ValuesPage", "WayIn", "WayView",
    "YearBar", "YearPage", "YearView",
]  # fmt: skip
