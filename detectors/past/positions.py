"""From the tracker's ids to positions in columns, for whole columns at once."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import polars as pl

from detectors.past.replay import Ints


def positions_of(ids: pl.Series, known: Mapping[str, int]) -> Ints:
    """The position of each of some ids by what is known; -1 where it is null or unknown."""
    if not len(ids):
        return np.zeros(0, dtype=np.int64)
    runs = ids.rle_id().to_numpy()
    # In a column that is sorted by this id, each stands in one run: one look for all of it.
    if int(runs[-1]) * 2 < len(ids):
        begins = np.flatnonzero(np.diff(runs, prepend=-1))
        distinct, code = ids.gather(begins), runs
    else:
        distinct = ids.drop_nulls().unique()
        code = ids.cast(pl.Enum(distinct)).to_physical().fill_null(len(distinct)).to_numpy()
    found = np.array([known.get(i, -1) if i is not None else -1 for i in [*distinct.to_list(), None]], dtype=np.int64)
    positions: Ints = found[code]
    return positions
