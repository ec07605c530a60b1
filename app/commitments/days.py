"""A commitment day by day: members and weight, what came and went, and the due date as it stood.

Every day is looked at for itself, with nothing that is dated after its 00:00 UTC; what differs from the day before is
a row.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from app.commitments.document import Document, shown_day
from app.commitments.figures import figures_of
from app.instants import DAY, day_of
from detectors.history import History
from detectors.past.replay import Ints
from detectors.views import Views

# Days looked at together are so many that this many cells, of a day and an issue, are held at once.
_CELLS = 400_000


def changes_of(history: History, position: int, until: int) -> list[Document]:
    """A row for each day, up to an instant, whose state at 00:00 UTC differs from that of the day before.

    The first is the day on which the commitment was there for the first time; there is none before that.
    """
    days = np.arange(_next_midnight(_began_at(history, position)), until + 1, DAY)
    rows: list[Document] = []
    for row in _rows(history, position, days):
        if not rows or _state(row) != _state(rows[-1]):
            rows.append(row)
    return rows


def state_on(history: History, position: int, until: int, day: int) -> Document:
    """The state at 00:00 UTC of a day, given by that instant; after `until`, up to which things are known, what it was.

    Of one that was not there yet, nothing.
    """
    moment = min(day, until)
    began = _next_midnight(_began_at(history, position)) <= moment
    (row,) = _rows(history, position, np.array([moment], dtype=np.int64))
    return row | {"on": str(day_of(day))} | ({} if began else {"due_on": None})


def _state(row: Document) -> Document:
    return row | {"on": None}


def _rows(history: History, position: int, days: Ints) -> Iterator[Document]:
    """A row for each of some instants."""
    at_once = max(1, _CELLS // max(1, len(history.rows_of(position))))
    for start in range(0, len(days), at_once):
        moments = days[start : start + at_once]
        number = len(moments)
        views = Views(history, moments, np.full(number, position, dtype=np.int64), np.arange(number))
        figures = figures_of(views)
        due = views.promises.due.at(views.commitment, views.moment)
        for k in range(number):
            yield {
                "on": str(day_of(int(moments[k]))),
                "members": int(figures.members[k]),
                "unresolved": int(figures.unresolved[k]),
                "weight": round(float(figures.weight[k]), 4),
                "added": int(figures.added[k]),
                "removed": int(figures.removed[k]),
                "due_on": shown_day(due[k]),
            }


def _began_at(history: History, position: int) -> int:
    """When a commitment was there first: declared to start, with a first member, or seen by brug."""
    commitment = history.commitments[position]
    began: list[int] = history.members.from_at[history.rows_of(position)].tolist()
    if commitment.type == "epic":
        began.append(int(history.created_at[history.position[commitment.id]]))
    else:
        # What a tracker lists comes first among the commitments, in the order of its rows.
        began.append(int(history.columns.commitments["first_seen_at"][position]))
        began += [] if commitment.start.first is None else [commitment.start.first]
    return min(began)


def _next_midnight(at: int) -> int:
    return -(-at // DAY) * DAY
