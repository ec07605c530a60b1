"""Recorded real histories in a database each, synced from the stand-in, with nothing declared but where they are."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Engine

from app.backtest import backtest
from app.database.engine import open_engine
from app.findings.document import Document
from app.instants import parse_date
from app.sync import sync
from bench.declaring import declare
from bench.reading import TOKEN
from tests.trackers import serve


@dataclass(frozen=True, slots=True)
class Recorded:
    """A recording: the folder it is in, which project of which kind of tracker, and the days of its history."""

    corpus: str
    kind: str
    project: str
    since: str
    until: str


RECORDED = (
    Recorded("fcrepo", "jira", "FCREPO", "2007-02-12", "2015-01-17"),
    Recorded("duracloud", "jira", "DURACLOUD", "2009-11-16", "2014-08-19"),
    Recorded("secp256k1", "github", "bitcoin-core/secp256k1", "2014-03-10", "2026-08-23"),
)


@contextmanager
def recorded(one: Recorded) -> Iterator[Engine]:
    """A new database that holds a recording as it stood at its end. Raises RuntimeError where it cannot be read."""
    os.environ.setdefault(TOKEN, "any")
    with tempfile.TemporaryDirectory(prefix="brug-bench-") as folder:
        with serve(one.corpus) as url:
            engine = open_engine(declare(Path(folder), one.kind, url, one.project))
            report = sync(engine, parse_date(one.until))
        if report.failures:
            raise RuntimeError(f"{one.project} could not be read: {report.failures[0].text}")
        yield engine
        engine.dispose()


def found_in(one: Recorded) -> tuple[Document, ...]:
    """What weekly scans of a recording's whole history would have found."""
    with recorded(one) as engine:
        return backtest(engine, parse_date(one.since), parse_date(one.until)).findings
