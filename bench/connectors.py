"""What reading a tracker costs: a first sync beside merely downloading the same answers, and beside other clients.

python -m bench.connectors [--only cloud,generated,dc,github,growth] [--rounds N] [--latency-ms N] [--sample N]

Needs the stand-in tracker and the recorded histories that the tests use. PyGithub and perceval are measured
where they are installed.
"""

from __future__ import annotations

import argparse
import os
import shlex
import sys
import tomllib

import pytest

from bench.comparing import Compared, compare
from bench.growth import SIZES, print_growth
from bench.reading import ROOT
from bench.table import print_table
from bench.trackers import trackers

GROWTH = "growth"
FASTEST = 0.60
"""A first sync reaches at least this share of the download's speed."""


def main() -> None:
    """Measure and print one table a tracker, with the goals beside; the exit status says nothing of them."""
    parser = argparse.ArgumentParser("python -m bench.connectors", description=__doc__.splitlines()[0])
    parser.add_argument("--only", default="", help="cloud, generated, dc, github, growth; several with commas")
    parser.add_argument("--rounds", type=int, default=5, help="readings of each, of which the median counts")
    parser.add_argument("--latency-ms", type=float, default=80)
    parser.add_argument("--sample", type=int, default=60, help="issues that slow clients read, scaled by count")
    parser.add_argument("--generated", type=int, default=5000, help="issues of the generated project, 5,000 at most")
    parser.add_argument("--growth", default=SIZES, help=f"issues of growing projects, several with commas ({SIZES})")
    options = parser.parse_args()
    try:
        known = trackers(options.sample, options.generated)
    except pytest.skip.Exception as missing:
        sys.exit(f"bench.connectors: {missing}")
    chosen = [name for name in options.only.split(",") if name] or [*known, GROWTH]
    if unknown := set(chosen) - {*known, GROWTH}:
        parser.error(f"--only {', '.join(sorted(unknown))}: known are {', '.join([*known, GROWTH])}")
    print(f"{os.cpu_count()} processors, {options.latency_ms:g} ms latency, median of {options.rounds} rounds, warm")
    absent: list[str] = []
    for name in chosen:
        if name == GROWTH:
            print_growth(options.growth, options.latency_ms)
            continue
        tracker = known[name]
        found: Compared = compare(tracker, options.latency_ms, options.rounds)
        print_table(tracker, found, FASTEST)
        absent += found.absent
    for line in dict.fromkeys(absent):
        print(f"not measured: {line}")
    if any("not installed" in line for line in absent):
        print(f"install the clients: {install_command()}")


def install_command() -> str:
    """How to install what pyproject.toml names in the group `bench`."""
    groups = tomllib.loads((ROOT / "pyproject.toml").read_text())["dependency-groups"]
    return shlex.join([sys.executable, "-m", "pip", "install", "--constraint", "requirements.lock", *groups["bench"]])


if __name__ == "__main__":
    main()
