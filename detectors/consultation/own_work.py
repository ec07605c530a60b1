"""Which issues are work of their own: what somebody could have been asked about before it was started."""

from __future__ import annotations

from detectors.history import History
from detectors.replay import Flags


def is_own_work(history: History) -> Flags:
    """Which issues are neither parts of others, nor epics, pull requests, copies or the work of bots."""
    own = ~history.of_kind("subtask", "epic", "pull_request") & (history.parent < 0) & ~history.is_clone
    if len(history.is_bot):
        own &= ~((history.creator >= 0) & history.is_bot[history.creator])
    return own
