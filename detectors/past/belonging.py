"""Which changes brought an issue into a commitment, or took it out of one."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import polars as pl

from detectors.past.positions import positions_of
from detectors.past.replay import Ints, Turns

# The fields by which an issue joins and leaves, with the type of the commitments that they name. A child of an epic
# by the general parent field belongs to it as by an epic link.
FIELDS = {"release": "release", "sprint": "sprint", "milestone": "milestone", "epic": "epic", "parent": "epic"}

_BEFORE_AND_AFTER = ("from_value", "to_value")

Known = Mapping[str, Mapping[str, int]]


def turns_of(changes: pl.DataFrame, known: Known, commitments: int) -> Turns:
    """The joins and leaves among some changes; of commitments that are not known, nothing.

    changes: (row, at, person, silent, field, from_value, to_value) of `FIELDS`, in order, `row` at least 0; known: the
    position of each commitment, by type and id, of so many in all.
    """
    width = max(commitments, 1)
    left, joined = (rank * width + named for rank, named in (_named(changes, c, known) for c in _BEFORE_AND_AFTER))
    leaves, joins = np.setdiff1d(left, joined), np.setdiff1d(joined, left)
    every = np.concatenate([leaves, joins])
    rank = every // width
    return Turns(
        issue=changes["row"].to_numpy()[rank],
        commitment=every % width,
        rank=rank,
        at=changes["at"].to_numpy()[rank],
        by=changes["person"].to_numpy()[rank],
        is_join=np.arange(len(every)) >= len(leaves),
        silent=changes["silent"].to_numpy()[rank],
    )


def _named(changes: pl.DataFrame, column: str, known: Known) -> tuple[Ints, Ints]:
    """(change, commitment) of all that the values of a column name; several stand with commas between."""
    ranks, named = [np.zeros(0, dtype=np.int64)], [np.zeros(0, dtype=np.int64)]
    told = changes.select("field", pl.col(column).alias("value")).with_row_index("rank").filter(pl.col("value") != "")
    for (field,), part in told.partition_by("field", as_dict=True).items():
        alone = part.filter(~pl.col("value").str.contains(",", literal=True))
        several = part.filter(pl.col("value").str.contains(",", literal=True))
        for some in (alone, several.with_columns(pl.col("value").str.split(",")).explode("value")):
            position = positions_of(some["value"], known.get(FIELDS[str(field)], {}))
            ranks.append(some["rank"].to_numpy().astype(np.int64)[position >= 0])
            named.append(position[position >= 0])
    return np.concatenate(ranks), np.concatenate(named)


def belonging_to(memberships: pl.DataFrame, known: Known, position: Mapping[str, int]) -> tuple[Ints, Ints]:
    """(issue, commitment) of who belongs to what now, as positions; of what is not known, nothing."""
    issue, commitment = (np.zeros(0, dtype=np.int64) for _ in range(2))
    for (kind,), part in memberships.partition_by("type", as_dict=True, maintain_order=True).items():
        issue = np.concatenate([issue, positions_of(part["issue"], position)])
        commitment = np.concatenate([commitment, positions_of(part["commitment"], known.get(str(kind), {}))])
    kept = (issue >= 0) & (commitment >= 0)
    return issue[kept], commitment[kept]
