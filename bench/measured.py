"""What the readings of a tracker cost, summed up over the rounds."""

from __future__ import annotations

from dataclasses import dataclass, field
from statistics import median

from bench.reading import Reading, read
from bench.traffic import Traffic, traffic


@dataclass(frozen=True, slots=True)
class Measured:
    """What one reader of a tracker cost: medians over the rounds, and the highest memory.

    `requests` and `busy_seconds` are the stand-in's. `scaled_by` is above 1 where a sample was read, from which
    everything but memory and `counts` is scaled.
    """

    name: str
    seconds: float
    whole_seconds: float
    cpu_seconds: float
    peak_megabytes: float
    requests: float
    busy_seconds: float
    counts: dict[str, int]
    scaled_by: float = 1.0
    target: float | None = None
    remark: str = ""


@dataclass(slots=True)
class Readings:
    """The readings by one reader, each with what the stand-in answered meanwhile."""

    reader: str
    found: list[tuple[Reading, Traffic]] = field(default_factory=list)

    def add(self, url: str, *arguments: str) -> None:
        """Read once more from the stand-in at `url`. Raises ReadingFailed."""
        with traffic(url) as counted:
            reading = read(self.reader, *arguments)
        self.found.append((reading, counted))

    def summed(self, name: str, scale: float = 1.0, target: float | None = None, remark: str = "") -> Measured:
        """The medians, scaled."""
        readings, counted = [reading for reading, _ in self.found], [answers for _, answers in self.found]
        return Measured(
            name,
            scale * median(reading.seconds for reading in readings),
            scale * median(reading.whole_seconds for reading in readings),
            scale * median(reading.cpu_seconds for reading in readings),
            max(reading.peak_megabytes for reading in readings),
            scale * median(answers.requests for answers in counted),
            scale * median(answers.busy_seconds for answers in counted),
            readings[-1].counts,
            scale,
            target,
            remark,
        )
