"""What a scan of a large organisation costs: by default 100 generated projects of 10,000 issues, on one core.

python -m bench.million [--projects N] [--issues N] [--by-detector]
"""

from __future__ import annotations

import argparse
import resource
import time

from app.detection import detectors, look
from app.facts import facts_of, kept_in
from bench.synthetic import UNTIL, history
from bench.windows import measured, rows_of
from detectors.calendar import WEEK
from detectors.columns import pack, unpack
from detectors.delivery import late_delivery
from detectors.detector import sweep
from detectors.history import History
from detectors.scope import scope_growth

MANY = 104
# In SQL a hundred moments of one project take minutes.
_IN_SQL = 12


def main() -> None:
    """Print the seconds of packing, which a sync does, of a scan of one moment and of 104, and the highest memory."""
    asked = _arguments()
    seconds = dict.fromkeys(("pack", "one moment", f"{MANY} moments"), 0.0)
    issues = changes = 0
    weeks = [UNTIL - k * WEEK for k in range(MANY - 1, -1, -1)]
    for number in range(asked.projects):
        made = history(number, asked.issues)
        begun = time.process_time()
        packed = pack(made.columns, facts_of(made.columns))
        seconds["pack"] += time.process_time() - begun
        if asked.by_detector:
            _print_detectors(made, packed, weeks)
            return
        for what, moments in (("one moment", weeks[-1:]), (f"{MANY} moments", weeks)):
            begun = time.process_time()
            fresh = _fresh(made, packed)
            looks = look(fresh, moments, {})
            # A scan tells all that it sees; a backtest each thing once.
            looks[-1].findings  # noqa: B018
            fresh.forget()
            seconds[what] += time.process_time() - begun
        if number == 0:
            _print_windows(made, weeks)
        issues += made.size
        changes += made.columns.changes.height
    print(f"{asked.projects} projects, {issues:,} issues, {changes:,} changes")
    for what, took in seconds.items():
        print(f"{what:<14}{took:8.2f} s {1e6 * took / issues:8.2f} s a million issues")
    print(f"highest memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")


def _fresh(made: History, packed: bytes) -> History:
    """A history as a scan reads it: from its segment, with the facts in it."""
    facts = kept_in(packed)
    return History(unpack(packed), made.declared, made.source, made.project, made.name, facts=facts)


def _print_windows(made: History, weeks: list[int]) -> None:
    """What one project costs a database, beside the two detectors that measure the same, and more."""
    for moments in (weeks[-1:], weeks[-_IN_SQL:]):
        connection, _ = rows_of(made, moments)
        begun = time.process_time()
        measured(connection)
        asked = time.process_time() - begun
        connection.close()
        fresh = History(made.columns, made.declared)
        begun = time.process_time()
        for detector in (scope_growth, late_delivery):
            detector.measure(fresh, moments)
        took = time.process_time() - begun
        print(
            f"{len(moments)} moments of one project: SQL windows {asked:.2f} s (baseline), two detectors {took:.2f} s"
        )


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--projects", type=int, default=100)
    parser.add_argument("--issues", type=int, default=10_000)
    parser.add_argument("--by-detector", action="store_true", help="of the first project only: seconds a detector")
    return parser.parse_args()


def _print_detectors(made: History, packed: bytes, weeks: list[int]) -> None:
    for moments in (weeks[-1:], weeks):
        fresh = _fresh(made, packed)
        took = {}
        for detector in detectors():
            begun = time.process_time()
            swept = sweep(detector, fresh, moments, {})
            found = sum(map(len, swept.judgements))
            took[detector.NAME] = (time.process_time() - begun, found)
        print(f"{len(moments)} moments of {fresh.size:,} issues, in the order in which each ran first")
        for name, (seconds, found) in took.items():
            print(f"  {name:<22}{seconds:8.3f} s {found:6} judgements")


if __name__ == "__main__":
    main()
