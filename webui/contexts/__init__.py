"""What does each page show? One dataclass a page; templates get these fields and no others."""

from .browsing import FrontPage
from .errors import ErrorPage
from .parts import CopyView, FacetLink, HitView, Link
from .searching import FacetBox, Paging, PickPage, ReadingView, SearchPage, SortLink
from .story import RelatedView, StoryPage

__all__ = [
    "CopyView", "ErrorPage", "FacetBox", "FacetLink", "FrontPage", "HitView", "Link", "Paging",
    "PickPage", "ReadingView", "RelatedView", "SearchPage", "SortLink", "StoryPage",
]  # fmt: skip
