"""What many moments cost: one sweep over 52 weeks beside 52 scans of one week each.

python -m bench.scan
"""

from __future__ import annotations

import time
from datetime import date

from app.detection import look
from app.instants import start_of
from bench.organisation import histories
from detectors.calendar import DAY
from detectors.history import History

ANCHOR = date(2026, 11, 23)
WEEKS = 52


def main() -> None:
    """Print the time of one sweep as a share of that of as many scans, and of one scan."""
    found = histories(ANCHOR)
    moments = [start_of(ANCHOR) - week * 7 * DAY for week in range(WEEKS - 1, -1, -1)]
    alone, swept, one = 0.0, 0.0, 0.0
    for history in found:
        # What is derived from a history is kept with it, so each measurement gets one of its own.
        swept += _seconds(_fresh(history), [moments])
        alone += _seconds(_fresh(history), [[moment] for moment in moments])
        one += _seconds(_fresh(history), [moments[-1:]])
    issues = sum(history.size for history in found)
    print(f"{len(found)} projects, {issues} issues, {WEEKS} weeks, all detectors")
    print(f"{WEEKS} scans                 {alone:8.2f} s   1.00 (baseline)")
    print(f"one sweep over {WEEKS} weeks  {swept:8.2f} s   {swept / alone:.2f} of the baseline")
    print(f"one scan                 {one:8.2f} s   the sweep takes {swept / one:.1f} times as long")


def _fresh(history: History) -> History:
    return History(history.columns, history.declared, history.source, history.project, history.name, history.url)


def _seconds(history: History, sweeps: list[list[int]]) -> float:
    begun = time.perf_counter()
    for moments in sweeps:
        look(history, moments, {})
    return time.perf_counter() - begun


if __name__ == "__main__":
    main()
