"""Which issues are work of their own: what somebody could have been asked about before it was started."""

from __future__ import annotations

from collections.abc import Iterable

from detectors.finding import Evidence
from detectors.history import History
from detectors.past.replay import Flags
from detectors.sides import sides_at


def is_own_work(history: History) -> Flags:
    """Which issues are neither parts of others, nor epics, pull requests, copies or the work of bots."""
    own = ~history.of_kind("subtask", "epic", "pull_request") & (history.parent < 0) & ~history.is_clone
    if len(history.is_bot):
        own &= ~((history.creator >= 0) & history.is_bot[history.creator])
    return own


def starts_of(history: History, issues: Iterable[int], moment: int, what: str) -> tuple[Evidence, ...]:
    """The starts of some issues as evidence, with the side of who started each as it shows at a moment."""
    sides = sides_at(history, moment)
    return tuple(
        Evidence(
            history.keys[i],
            history.urls[i],
            int(history.started_at[i]),
            sides.name(int(history.started_by[i])),
            what,
        )
        for i in issues
    )
