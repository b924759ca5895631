"""How many stories of a set stand under each value of a facet?"""

from collections.abc import Sequence

import numpy as np

from search.ports import facet_page
from search.values import FacetName, FacetValue, Filters

from .container import Array
from .facettable import FacetColumn, FacetTable


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
    by_value = counts[1:]
    wanted = by_value.nonzero()[0]
    if len(wanted) > limit > 0:
        own = by_value[wanted]
        bound = np.partition(own, len(own) - limit)[len(own) - limit]
        above, equal = wanted[own > bound], wanted[own == bound]
        # Values are sorted, so the first of those with the same count are the ones to show.
        wanted = np.concatenate((above, equal[: limit - len(above)]))
    found: dict[str | None, int] = {column.values[at]: int(by_value[at]) for at in wanted.tolist()}
    if counts[0]:
        found[None] = int(counts[0])
    choice = filters.choice(name)
    for value in (*choice.include, *choice.exclude):
        if value is not None and value in column.codes:
            count = int(counts[column.codes[value]])
            if count:
                found[value] = count
    return facet_page(found, filters, name, limit)
