"""How many stories of a set stand under each value of a facet?"""

from collections.abc import Sequence
from typing import Final

import numpy as np

from search.ports import facet_page
from search.values import FacetName, FacetValue, Filters

from .container import Array
from .facettable import FacetColumn, FacetTable

_BITS: Final = 32
_PLACES: Final = (1 << _BITS) - 1


def counted(
    table: FacetTable, masks: Sequence[Array], stories: Sequence[Array]
) -> dict[FacetName, Array]:
    """Stories under each code of some facets; the set is given as masks and as numbers, by view.

    Of a set that is more than half of a view the others are counted and taken from the whole.
    """
    counts = np.zeros(table.size, np.int64)
    for own, mask, numbers in zip(table.views, masks, stories, strict=False):
        if 2 * len(numbers) > own.living_count:
            others = own.living & ~mask
            counts += own.all_counts - own.counted(others, others.nonzero()[0])
        elif len(numbers):
            counts += own.counted(mask, numbers)
    return {name: counts[span] for name, span in table.spans}


def shown(
    column: FacetColumn, counts: Array, filters: Filters, name: FacetName, limit: int
) -> tuple[FacetValue, ...]:
    """The largest values and the chosen ones (ports.facet_page)."""
    values, known = column.values, len(column.values)
    largest = [
        (values[place] if place < known else None, count)
        for place, count in _largest(counts, limit)
    ]
    if not filters.choices:
        return tuple([FacetValue(value=value, count=count) for value, count in largest])
    found = dict(largest)
    choice = filters.choice(name)
    for value in (*choice.include, *choice.exclude):
        code = 0 if value is None else column.codes.get(value, -1)
        if code >= 0 and counts[code]:
            found[value] = int(counts[code])
    return facet_page(found, filters, name, limit)


def _largest(counts: Array, limit: int) -> list[tuple[int, int]]:
    """The `limit` largest counts above 0 as (place, count), largest first.

    A value's place is its code - 1, that of "unknown" the one after all others: values are
    sorted, so among equal counts the smaller place comes first.
    """
    codes = counts.nonzero()[0]
    if not limit or not codes.size:
        return []
    # One number says both: the count, and below its bits what the place lacks to _PLACES.
    ranks = (counts[codes] << _BITS) + (_PLACES + 1) - codes
    if not codes[0]:
        ranks[0] -= len(counts)
    if len(ranks) > limit:
        ranks = np.partition(ranks, len(ranks) - limit)[len(ranks) - limit :]
    ranks.sort()
    return [(_PLACES - (rank & _PLACES), rank >> _BITS) for rank in ranks[::-1].tolist()]
