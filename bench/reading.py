"""One reading of a tracker, in a process of its own: how it is started, and what it tells."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import time
from pathlib import Path

import msgspec

ROOT = Path(__file__).resolve().parents[1]
TOKEN = "BRUG_BENCH_TOKEN"
"""The variable with the token that readers sign in with; the stand-in takes any."""


class ReadingFailed(Exception):
    """A reader ended with an error; the text says which one, and what it said last."""


class Reading(msgspec.Struct, frozen=True):
    """What one reading cost and brought.

    `seconds` run from when the process begins to ask until it has everything, `whole_seconds` from its start
    to its end. `counts` say how much was read.
    """

    seconds: float
    cpu_seconds: float
    peak_megabytes: float
    counts: dict[str, int]
    whole_seconds: float = 0.0


def read(reader: str, *arguments: str) -> Reading:
    """Run a program of `bench.readers` to its end. Raises ReadingFailed."""
    begun = time.perf_counter()
    ended = subprocess.run(
        [sys.executable, "-m", f"bench.readers.{reader}", *arguments],
        cwd=ROOT,
        env={**os.environ, TOKEN: "bench"},
        capture_output=True,
        check=False,
    )
    whole = time.perf_counter() - begun
    if ended.returncode:
        told = ended.stderr.decode(errors="replace").strip().splitlines()
        raise ReadingFailed(f"{reader} ended with status {ended.returncode}: {' '.join(told[-1:])}")
    found = msgspec.json.decode(ended.stdout.splitlines()[-1], type=Reading)
    return msgspec.structs.replace(found, whole_seconds=whole)


class Stopwatch:
    """Runs from when it is made until it is stopped."""

    def __init__(self) -> None:
        self._begun, self._computed = time.perf_counter(), time.process_time()

    def stop(self) -> None:
        """Keep what has gone by."""
        self.seconds, self.cpu_seconds = time.perf_counter() - self._begun, time.process_time() - self._computed


def tell(stopped: Stopwatch, counts: dict[str, int]) -> None:
    """Print, as the last thing that a reader does, what it cost and brought, as `read` expects it."""
    reading = Reading(stopped.seconds, stopped.cpu_seconds, _peak_megabytes(), counts)
    print(msgspec.json.encode(reading).decode())


def _peak_megabytes() -> float:
    """The most memory that this process ever held, in MB (10^6 bytes)."""
    status = Path("/proc/self/status")
    if status.is_file():
        # Linux counts, in ru_maxrss, what the parent held when it started this process; VmHWM begins anew.
        for line in status.read_text().splitlines():
            if line.startswith("VmHWM:"):
                return int(line.split()[1]) * 1024 / 1e6
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / 1e6 if sys.platform == "darwin" else peak * 1024 / 1e6
