"""The front page: what is in the archive, how fresh is it, and what came last?"""

from calendar import isleap
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Final

from flask import Blueprint, redirect, request
from werkzeug.wrappers import Response

from search import Archive, FacetName, Hit, Moment, Query, Sort, Story, today_wib
from webui import words
from webui.contexts import Anniversary, FrontPage, Headline, Link, WayIn, YearBar
from webui.rendering import render, the_archive, the_live_archive
from webui.urls import PAGE_NAMES, address, from_pairs, rooted, within

from .browsing import Counts, counts, day_href, facet_link, facet_links, named, period_of
from .listing import hit_view, story_href

pages = Blueprint("front", __name__)

_NEWEST: Final = 10  # stories shown
_TOPICS: Final = 14  # topics shown
_ARRIVALS: Final = 5  # stories named that came in last
_ANNIVERSARIES: Final = 5  # earlier years shown
_YEARS_TRIED: Final = 30  # earlier years looked at for one
_SHOWN: Final = (FacetName.TOPIC, FacetName.AUTHOR, FacetName.PLACE, FacetName.YEAR)


@pages.get("/")
def show() -> str | Response:
    """The front page; `/?q=` leads to the search."""
    if request.args.get("q"):
        return redirect(address(from_pairs(request.args.items(multi=True)).query))
    archive, today = the_archive(), today_wib()
    newest = Query(sort=Sort.NEWEST)
    found = archive.search(newest, limit=_NEWEST)
    values = counts(archive, newest, *_SHOWN)
    fresh = the_live_archive().freshness(arrivals=_ARRIVALS)
    return render(
        FrontPage(
            count=words.figures.count_text(found.total_stories),
            period=period_of(archive),
            fresh=words.browsing.fresh_text(fresh.indexed_at, fresh.waiting),
            ways_in=tuple(_ways_in(values)),
            newest=tuple(hit_view(hit) for hit in found.hits),
            all_href=address(newest),
            arrivals=_arrivals(fresh.arrivals, found.hits),
            today=words.browsing.day_of_year_text(today),
            anniversaries=tuple(anniversaries(archive, named(values[FacetName.YEAR]), today)),
            topics=facet_links(newest, FacetName.TOPIC, values, _TOPICS),
            years=tuple(_bars(newest, values[FacetName.YEAR])),
            query=Query(),
        )
    )


def anniversaries(archive: Archive, years: Iterable[str], today: date) -> Iterator[Anniversary]:
    """A story of this day in each earlier year that has one, the last year first; a few of them."""
    earlier = sorted((int(year) for year in years if int(year) < today.year), reverse=True)
    count = 0
    for year in earlier[:_YEARS_TRIED]:
        if (today.month, today.day) == (2, 29) and not isleap(year):
            continue
        day = Moment.of_day(today.replace(year=year))
        found = archive.search(within(Query(sort=Sort.NEWEST), day.days()), limit=1)
        if found.hits:
            yield _anniversary(found.hits[0].story, day, found.total - 1)
            count += 1
        if count == _ANNIVERSARIES:
            return


def _anniversary(story: Story, day: Moment, others: int) -> Anniversary:
    rest = Link(text=words.browsing.others_text(others), href=day_href(day.iso()))
    return Anniversary(
        year=day.year,
        title=story.title.strip() or words.figures.UNTITLED,
        href=story_href(story),
        others=rest if others else None,
    )


def _arrivals(stories: tuple[Story, ...], newest: tuple[Hit, ...]) -> tuple[Headline, ...]:
    """What came in last, unless the newest stories are just these, as in a paper of today."""
    shown = {hit.story.id for hit in newest} | {copy.id for hit in newest for copy in hit.copies}
    if shown.issuperset(story.id for story in stories):
        return ()
    return tuple(
        Headline(
            title=story.title.strip() or words.figures.UNTITLED,
            href=story_href(story),
            date=words.figures.tanggal(story.published, story.date_text).split(",")[0],
            iso=story.published.iso() if story.published else "",
        )
        for story in stories
    )


def _ways_in(values: Counts) -> Iterator[WayIn]:
    first = min(named(values[FacetName.YEAR]), default="")
    yield WayIn(title=words.browsing.DAYS, text=words.browsing.since_text(first), href=day_href(""))
    for facet in (FacetName.TOPIC, FacetName.AUTHOR, FacetName.PLACE):
        yield WayIn(
            title=words.figures.FACET_TITLES[facet],
            text=words.browsing.number_text(facet, len(named(values[facet]))),
            href=rooted(f"/{PAGE_NAMES[facet]}"),
        )


def _bars(query: Query, years: Mapping[str | None, int]) -> Iterator[YearBar]:
    """The years, newest first, each beside the largest; undated stories come last."""
    most = max(named(years).values(), default=1)
    for year in sorted(years, key=lambda year: year or "", reverse=True):
        count = years[year]
        link = facet_link(query, FacetName.YEAR, year, count)
        share = max(1, round(100 * count / most)) if year else 0
        yield YearBar(year=link, share=share)
