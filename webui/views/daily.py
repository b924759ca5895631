"""The page of one day: what was printed then, and on the days before and after?"""

from datetime import date, timedelta
from typing import Final

from flask import Blueprint, abort, request

from search import Archive, DayRange, Filters, Moment, Query, Sort
from webui import words
from webui.contexts import Link
from webui.rendering import the_archive

from .browsing import day_href
from .search import page

pages = Blueprint("daily", __name__)

_TRIED: Final = 20  # stories looked at for one whose day is known


@pages.get("/hari/<int(fixed_digits=4):year>/<int(fixed_digits=2):month>/<int(fixed_digits=2):day>")
def on_day(year: int, month: int, day: int) -> str:
    """Everything published on one WIB day."""
    try:
        shown = date(year, month, day)
    except ValueError:
        abort(404)
    iso = shown.isoformat()
    pairs = request.args.items(multi=True)
    ways = _ways(the_archive(), shown)
    return page([*pairs, ("dari", iso), ("sampai", iso)], ways=ways)


def _ways(archive: Archive, day: date) -> tuple[Link, ...]:
    """The month of the day, and the nearest days before and after with something printed."""
    month = Moment.from_iso(f"{day:%Y-%m}")
    before = _nearest(archive, DayRange(None, day), Sort.NEWEST)
    after = _nearest(archive, DayRange(day + timedelta(1), None), Sort.OLDEST)
    said = ((before, words.browsing.before_text), (after, words.browsing.after_text))
    return (
        Link(text=words.figures.tanggal(month), href=day_href(f"{day:%Y-%m}")),
        *(Link(text=text(words.figures.tanggal(at)), href=day_href(at.iso()))
          for at, text in said if at is not None),
    )  # fmt: skip


def _nearest(archive: Archive, days: DayRange, sort: Sort) -> Moment | None:
    """The day of the nearest story of some days; None where there is none."""
    query = Query(filters=Filters(days=days), sort=sort, fold=False)
    for hit in archive.search(query, limit=_TRIED).hits:
        moment = hit.story.published
        if moment is not None and moment.day is not None:
            return Moment.from_iso(moment.day)
    return None
