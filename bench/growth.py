"""How a first sync grows: time and memory at 12,500, 25,000, 50,000 and 100,000 generated issues of Jira Cloud.

python -m bench.connectors --only growth [--growth N,N,…] [--latency-ms N]

The stand-in makes each issue when it is asked for, and at these sizes cannot keep them all: its share of the
time is told. It is measured once, as users have it: nothing was read before.
"""

from __future__ import annotations

import tempfile
from pathlib import Path

from bench.declaring import declare
from bench.measured import Measured, Readings
from tests.trackers import serve

SIZES = "12500,25000,50000,100000"
MOST_MEGABYTES = 400
COLUMNS = (
    ("issues", 8),
    ("seconds", 9),
    ("ms an issue", 13),
    ("own CPU", 9),
    ("stand-in", 10),
    ("beside the first", 18),
    ("requests/1,000", 16),
    ("peak MB", 9),
)


def print_growth(sizes: str, latency_ms: float) -> None:
    """Measure and print a line a size (several with commas), as ratios to the first."""
    print(f"\nJira Cloud, generated projects: {latency_ms:g} ms latency, each size read once, not warm")
    print("".join(head.rjust(width) for head, width in COLUMNS), f"  goals: no more an issue, < {MOST_MEGABYTES} MB")
    first: float | None = None
    for size in map(int, sizes.split(",")):
        found = _sync(size, latency_ms)
        each = [1000 * number / size for number in (found.seconds, found.cpu_seconds, found.busy_seconds)]
        first = first or each[0]
        cells = (
            f"{size:,}",
            f"{found.seconds:.1f}",
            *(f"{milliseconds:.3f}" for milliseconds in each),
            f"{each[0] / first:.2f}",
            f"{1000 * found.requests / size:.1f}",
            f"{found.peak_megabytes:.0f}",
        )
        print("".join(cell.rjust(width) for cell, (_, width) in zip(cells, COLUMNS, strict=True)))


def _sync(size: int, latency_ms: float) -> Measured:
    options = ("--synthetic-issues", str(size), "--latency-ms", str(latency_ms))
    readings = Readings("brug")
    with tempfile.TemporaryDirectory(prefix="brug-bench-") as folder, serve(deployment="cloud", extra=options) as url:
        readings.add(url, declare(Path(folder), "jira", url, None))
    found = readings.summed("brug")
    if found.counts["issues"] != size:
        raise RuntimeError(f"{found.counts['issues']} of {size} issues were read")
    return found
