"""Which pages of a result are there, and which are offered from here?"""

from collections.abc import Iterator
from typing import Final

from search import Query, Results
from webui import words
from webui.contexts import Link, Paging
from webui.urls import address

_NEAR: Final = 2  # pages offered on either side of this one


def paging(query: Query, page: int, results: Results) -> Paging:
    """The ways from page `page` (from 1) to the others, to the very last."""
    last = max(1, -(-results.total // results.limit)) if results.limit else 1
    return Paging(
        text=words.searching.page_text(page, last) if page <= last else "",
        previous=address(query, page=min(page - 1, last)) if page > 1 else "",
        next=address(query, page=page + 1) if page < last else "",
        last=address(query, page=last),
        numbers=tuple(_numbers(query, page, last)) if last > 1 else (),
        here=words.figures.angka(page),
    )


def _numbers(query: Query, page: int, last: int) -> Iterator[Link | None]:
    near = range(max(1, page - _NEAR), min(last, page + _NEAR) + 1)
    before = 0
    for number in sorted({1, *near, last}):
        if number - before == 2:  # a gap of one page is that page
            yield _link(query, number - 1)
        elif number - before > 2:
            yield None
        yield _link(query, number)
        before = number


def _link(query: Query, number: int) -> Link:
    return Link(text=words.figures.angka(number), href=address(query, page=number))
