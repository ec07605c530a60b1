"""What every issue of a project is: when it was made and by whom, of what kind, and under what."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import polars as pl

from detectors.past.positions import positions_of
from detectors.past.replay import NEVER, Flags, Ints

KINDS = ("epic", "story", "task", "bug", "subtask", "change_request", "pull_request")


@dataclass(eq=False, frozen=True, slots=True)
class Issues:
    """Arrays with an entry an issue.

    `kind` is a place in `KINDS`, `parent` a position of an issue, `creator` of a person; -1 where there is none.
    `departed_at` is NEVER for who is still there. `links` are the two ends of each link, in both directions.
    """

    created_at: Ints
    departed_at: Ints
    kind: Ints
    parent: Ints
    creator: Ints
    is_clone: Flags
    link_from: Ints
    link_to: Ints


def issues_of(issues: pl.DataFrame, links: pl.DataFrame, position: Mapping[str, int], creator: Ints) -> Issues:
    """The issues of a project, from frames of its columns; position: of each issue by its id or key."""
    created_at = issues["created_at"].to_numpy().astype(np.int64)
    one, other = (positions_of(links[end], position) for end in ("issue", "other"))
    is_clone = np.zeros(len(created_at), dtype=np.bool_)
    copies = np.flatnonzero(links["type"].str.to_lowercase().str.contains("clone").fill_null(value=False).to_numpy())
    copies = copies[one[copies] >= 0]
    # Of two copies the later one is the copy; of one whose other end is unknown, that end is the original.
    is_later = (other[copies] < 0) | (created_at[one[copies]] > created_at[other[copies]])
    is_clone[one[copies[is_later]]] = True
    known = (one >= 0) & (other >= 0)
    size = max(len(created_at), 1)
    pairs = np.unique(np.concatenate([one[known] * size + other[known], other[known] * size + one[known]]))
    return Issues(
        created_at,
        issues["departed_at"].fill_null(int(NEVER)).to_numpy().astype(np.int64),
        positions_of(issues["kind"], {kind: k for k, kind in enumerate(KINDS)}),
        positions_of(issues["parent"], position),
        creator,
        is_clone,
        pairs // size,
        pairs % size,
    )
