"""What writing a history costs: a sync of the simulated organisation beside merely making its pages.

python -m bench.sync
"""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import date

from app.instants import start_of
from app.sync import sync
from bench.organisation import declared
from connectors.connector import SourceSettings
from connectors.demo.connector import open_demo

ANCHOR = date(2026, 11, 23)


def main() -> None:
    """Print the time of a first sync, and of one that finds nothing new, as ratios to making the pages."""
    now = start_of(ANCHOR)
    begun = time.perf_counter()
    source = open_demo(SourceSettings(name="demo", url=f"demo:{ANCHOR}", now=now))
    issues = sum(len(page.issues) for project in source.projects() for page in source.pages(project, None))
    made = time.perf_counter() - begun
    with declared(ANCHOR) as engine:
        first, again = (_seconds(lambda: sync(engine, now)) for _ in range(2))
    print(f"{issues} issues")
    print(f"making the pages       {made:8.2f} s   1.00 (baseline)")
    print(f"first sync             {first:8.2f} s   {first / made:.2f} of the baseline")
    print(f"sync with nothing new  {again:8.2f} s   {again / made:.2f} of the baseline")


def _seconds(work: Callable[[], object]) -> float:
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


if __name__ == "__main__":
    main()
