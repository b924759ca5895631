"""What are the scores of stories multiplied by? docs/ranking.md, "Factors"."""

import numpy as np

from search.query.clauses import Factor, Preferred, Recent

from .container import Array
from .matching import ViewMatcher


def factor_of(matcher: ViewMatcher, factor: Factor, stories: Array) -> Array:
    """One factor for some stories of a view, in float64."""
    match factor:
        case Preferred():
            return np.where(matcher.mask(factor.clause)[stories], factor.by, 1.0)
        case Recent():
            days = matcher.view.segment.days_from[stories].astype(np.int64)
            ages = np.maximum(0, factor.today.toordinal() - days)
            shares: Array = np.exp2(-ages / factor.half_life)
            shares[days == 0] = 0.0  # unknown
            return factor.floor + (1 - factor.floor) * shares
