"""Which milestone an event means that only tells the title of that time.

GitHub's events carry the title that a milestone had when it was set or taken away, and titles change. Three things
tell which milestone it was: what brug saw a milestone be called, and when; that an issue which carries a milestone
now was last given it under that title; and that what is taken from an issue is what it was last given, under
whichever title. What these leave open stays open, and is counted.
"""

from __future__ import annotations

from bisect import bisect_right, insort
from collections.abc import Iterable
from dataclasses import dataclass

import polars as pl


@dataclass(slots=True)
class _Event:
    """An issue was given (`is_join`) or lost a milestone of this title; `partner` is the other end of a stay."""

    row: int
    at: int
    title: str
    is_join: bool
    partner: _Event | None = None
    milestone: str | None = None


class _Titles:
    """What each title is known to have meant, and when: (instant, milestone's id), by time."""

    def __init__(self) -> None:
        self._known: dict[str, list[tuple[int, str]]] = {}

    def know(self, title: str, at: int, milestone: str) -> None:
        """The title meant this milestone at an instant."""
        insort(self._known.setdefault(title, []), (at, milestone))

    def always(self, title: str, _at: int) -> str | None:
        """The one milestone that a title ever meant, whenever that was; None where there are none or several."""
        meant = {milestone for _, milestone in self._known.get(title, ())}
        return meant.pop() if len(meant) == 1 else None

    def around(self, title: str, at: int) -> str | None:
        """What a title meant both before and after an instant, or on the only side that is known."""
        known = self._known.get(title, [])
        k = bisect_right(known, at, key=lambda entry: entry[0])
        near = {known[j][1] for j in (k - 1, k) if 0 <= j < len(known)}
        return near.pop() if len(near) == 1 else None


def with_milestones(
    changes: pl.DataFrame, memberships: pl.DataFrame, commitments: pl.DataFrame, observations: pl.DataFrame
) -> tuple[pl.DataFrame, int]:
    """The changes with a milestone's id wherever a title alone stood, and how many could not be resolved.

    changes, memberships, commitments and observations are frames of `columns`; the order of the rows stays.
    """
    is_open = (pl.col("field") == "milestone") & pl.col("from_value").is_null() & pl.col("to_value").is_null()
    told = changes.with_row_index("row").filter(is_open & (pl.coalesce("from_text", "to_text").is_not_null()))
    if not told.height:
        return changes, 0
    events = _events(told.sort("issue", "at", "sequence").iter_rows(named=True))
    titles = _Titles()
    _learn_names(titles, commitments, observations)
    carried = memberships.filter(pl.col("type") == "milestone")
    _resolve(events, titles, dict(carried.select("issue", "commitment").iter_rows()))
    flat = [event for stay in events.values() for event in stay]
    rows = {event.row: event for event in flat if event.milestone is not None}
    found = pl.DataFrame(
        {
            "row": list(rows),
            "left": [None if event.is_join else event.milestone for event in rows.values()],
            "joined": [event.milestone if event.is_join else None for event in rows.values()],
        },
        schema={"row": pl.UInt32, "left": pl.String, "joined": pl.String},
    )
    resolved = (
        changes.with_row_index("row")
        .join(found, on="row", how="left", maintain_order="left")
        .with_columns(from_value=pl.coalesce("from_value", "left"), to_value=pl.coalesce("to_value", "joined"))
        .select(changes.columns)
    )
    return resolved, len(flat) - len(rows)


def _events(told: Iterable[dict[str, object]]) -> dict[str, list[_Event]]:
    """The events of each issue by time, each leave joined to the join before it."""
    found: dict[str, list[_Event]] = {}
    for row in told:
        is_join = row["to_text"] is not None
        title = row["to_text"] if is_join else row["from_text"]
        event = _Event(int(str(row["row"])), int(str(row["at"])), str(title), is_join)
        earlier = found.setdefault(str(row["issue"]), [])
        if not is_join and earlier and earlier[-1].is_join:
            event.partner, earlier[-1].partner = earlier[-1], event
        earlier.append(event)
    return found


def _learn_names(titles: _Titles, commitments: pl.DataFrame, observations: pl.DataFrame) -> None:
    """What brug saw milestones be called: a name holds when it was seen, and until it was seen to be another."""
    listed = commitments.filter(pl.col("type") == "milestone").select("commitment", "name", "first_seen_at")
    for milestone, name, at in listed.iter_rows():
        titles.know(name, at, milestone)
    renamed = observations.filter((pl.col("type") == "milestone") & (pl.col("field") == "name"))
    for milestone, at, before, after in renamed.select("commitment", "at", "from_value", "to_value").iter_rows():
        titles.know(before or "", at - 1, milestone)
        titles.know(after or "", at, milestone)


def _resolve(events: dict[str, list[_Event]], titles: _Titles, carried: dict[str, str]) -> None:
    def settle(event: _Event, milestone: str) -> None:
        for one in (event, event.partner):
            if one is not None and one.milestone is None:
                one.milestone = milestone
                titles.know(one.title, one.at, milestone)

    for issue, stay in events.items():
        if issue in carried and stay[-1].is_join:
            settle(stay[-1], carried[issue])
    left = [event for stay in events.values() for event in stay]
    # First what a title always meant; each answer may tell of another title, through the other end of a stay.
    for meaning in (titles.always, titles.around):
        while found := [(e, meant) for e in left if e.milestone is None and (meant := meaning(e.title, e.at))]:
            for event, meant in found:
                settle(event, meant)
