"""All readings of one tracker, one after the other, beside the download of the same answers."""

from __future__ import annotations

import importlib.util
import tempfile
from dataclasses import dataclass, field
from pathlib import Path

import msgspec

from app.sources import kinds
from bench.declaring import declare
from bench.measured import Measured, Readings
from bench.reading import ReadingFailed, read
from bench.recording import recording
from bench.sample import cut
from bench.trackers import Client, Tracker
from tests.trackers import REAL, serve


@dataclass(slots=True)
class Compared:
    """What brug, a mere download and the others cost; `absent` says what could not be measured, and why."""

    brug: Measured | None = None
    download: Measured | None = None
    others: list[Measured] = field(default_factory=list)
    absent: list[str] = field(default_factory=list)


def compare(tracker: Tracker, latency_ms: float, rounds: int) -> Compared:
    """Start the tracker, let each reader read everything once, and measure its readings after that."""
    found = Compared()
    options: tuple[str, ...] = ("--latency-ms", str(latency_ms))
    generated = () if tracker.corpus else ("--synthetic-issues", str(tracker.issues))
    corpora = (tracker.corpus,) if tracker.corpus else ()
    clients = [client for client in tracker.clients if _is_installed(client, found)]
    with tempfile.TemporaryDirectory(prefix="brug-bench-") as name:
        folder = Path(name)
        with serve(*corpora, deployment=tracker.deployment, extra=(*options, *generated)) as url:
            try:
                _beside_download(tracker, url, folder, rounds, found)
            except ReadingFailed as error:
                found.absent.append(f"{tracker.name}: {error}")
            for client in clients:
                if client.sample is None:
                    _read_all(tracker, client, url, rounds, found)
        for client in clients:
            if client.sample is not None:
                part = _part(tracker, client.sample, folder)
                with serve(str(part), deployment=tracker.deployment, extra=options) as url:
                    _read_all(tracker, client, url, 1, found)
    return found


def _beside_download(tracker: Tracker, url: str, folder: Path, rounds: int, found: Compared) -> None:
    if tracker.kind not in kinds():
        found.absent.append(f"{tracker.name}: brug has no connector of kind {tracker.kind}, whose requests it would be")
        return
    with recording(url) as (proxy, asked):
        # This is also the reading after which the stand-in has rendered everything.
        read("brug", declare(folder, tracker.kind, proxy, tracker.project))
    file = folder / "asked"
    file.write_bytes(msgspec.msgpack.encode(asked))
    brug, download = Readings("brug"), Readings("download")
    for _ in range(rounds):
        brug.add(url, declare(folder, tracker.kind, url, tracker.project))
        download.add(url, url, str(file))
    found.brug = brug.summed("brug, first sync")
    found.download = download.summed("download, 8 at a time")


def _read_all(tracker: Tracker, client: Client, url: str, rounds: int, found: Compared) -> None:
    arguments = [argument.format(url=url, project=tracker.project) for argument in client.arguments]
    readings = Readings(client.reader)
    try:
        read(client.reader, *arguments)
        for _ in range(rounds):
            readings.add(url, *arguments)
    except ReadingFailed as error:
        found.absent.append(f"{tracker.name}: {error}")
        return
    scale = 1.0 if client.sample is None else tracker.issues / client.sample
    found.others.append(readings.summed(client.name, scale, client.target, client.remark))


def _part(tracker: Tracker, sample: int, folder: Path) -> Path:
    """The tracker's history cut down to a sample of its issues."""
    assert tracker.corpus is not None
    part = folder / f"{tracker.corpus}-{sample}"
    if not part.exists():
        cut(REAL / tracker.corpus, part, sample)
    return part


def _is_installed(client: Client, found: Compared) -> bool:
    if importlib.util.find_spec(client.package):
        return True
    found.absent.append(f"{client.name}: not installed")
    return False
