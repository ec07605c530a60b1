"""The figures of one tracker as a table: what each reading cost, and what brug is beside it."""

from __future__ import annotations

from bench.comparing import Compared
from bench.measured import Measured
from bench.trackers import Tracker

HEADS = ("", "seconds", "issues/s", "requests/1,000", "CPU s", "stand-in s", "MB", "brug's speed", "goal")
WIDTHS = (26, 9, 9, 15, 7, 11, 6, 18, 12)


def print_table(tracker: Tracker, found: Compared, fastest: float) -> None:
    """Print it; `fastest` is the share of the download's speed that is the goal."""
    print(f"\n{tracker.name}: {tracker.issues:,} issues")
    print(_line(*HEADS))
    seconds = found.brug.seconds if found.brug else None
    if found.download:
        share = found.download.seconds / seconds if seconds else None
        _print(tracker, found.download, _ratio(share, "{:.2f} of this"), f">= {fastest:.2f}")
    if found.brug:
        goal = f"<= {tracker.requests:g} req." if tracker.requests else ""
        _print(tracker, found.brug, "1 (baseline)", goal)
        whole = _line("  whole process", f"{found.brug.whole_seconds:.2f}")
        print(whole)
    for other in found.others:
        times = other.seconds / seconds if seconds else None
        _print(tracker, other, _ratio(times, "{:.1f} times this"), f">= {other.target:g}" if other.target else "")
    for reader in (found.brug, *found.others):
        if reader:
            print(f"  {reader.name} read {_read(tracker, reader)}")


def _print(tracker: Tracker, measured: Measured, ratio: str, goal: str) -> None:
    print(
        _line(
            measured.name + (" *" if measured.scaled_by > 1 else ""),
            f"{measured.seconds:.2f}",
            f"{tracker.issues / measured.seconds:,.0f}",
            f"{1000 * measured.requests / tracker.issues:,.1f}",
            f"{measured.cpu_seconds:.2f}",
            f"{measured.busy_seconds:.2f}",
            f"{measured.peak_megabytes:.0f}",
            ratio,
            goal,
        )
    )


def _line(*cells: str) -> str:
    first, *others = cells
    return first.ljust(WIDTHS[0]) + "".join(cell.rjust(width) for cell, width in zip(others, WIDTHS[1:], strict=False))


def _ratio(ratio: float | None, form: str) -> str:
    return "" if ratio is None else form.format(ratio)


def _read(tracker: Tracker, measured: Measured) -> str:
    """What was read, and whether that is everything."""
    told = ", ".join(f"{number:,} {name.replace('_', ' ')}" for name, number in sorted(measured.counts.items()))
    remark = f"; {measured.remark}" if measured.remark else ""
    if measured.scaled_by > 1:
        return f"{told} (*: a sample, chosen evenly; its figures are scaled by {measured.scaled_by:.1f}){remark}"
    other = [
        f"{number:,} {name}"
        for name, number in tracker.counts.items()
        if name in measured.counts and measured.counts[name] != number
    ]
    return f"{told}{'; NOT as known: ' + ', '.join(other) if other else ''}{remark}"
