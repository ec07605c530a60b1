"""What every command begins with: settings, the clock, a migrated database, and how errors end it."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

import typer
from rich.console import Console
from sqlalchemy import Engine

from app.clock import now
from app.database.engine import open_engine
from app.database.migrate import migrate
from app.errors import BrugError
from app.findings.document import Document, in_language
from app.jobs.ledger import Cancelled
from app.logs import configure_logs
from app.settings import Settings, read_settings
from connectors.connector import ConnectorError


@dataclass
class Options:
    """The options that stand before a command."""

    database_url: str | None = None
    holidays: str | None = None
    lang: str | None = None
    log: str | None = None
    now: str | None = None
    dask_scheduler: str | None = None
    rate: int | None = None
    url: str | None = None
    oidc_issuer: str | None = None
    oidc_client_id: str | None = None
    oidc_client_secret: str | None = None
    oidc_admins: str | None = None
    oidc_writers: str | None = None
    oidc_readers: str | None = None
    mail: str | None = None
    private_targets: str | None = None


@dataclass
class Run:
    """One run of a command. `out` is for results, `told` (stderr) for progress and remarks."""

    settings: Settings
    engine: Engine
    now: int
    out: Console = field(default_factory=lambda: Console(soft_wrap=True, highlight=False))
    told: Console = field(default_factory=lambda: Console(stderr=True, soft_wrap=True, highlight=False))

    def in_language(self, documents: Iterable[Document]) -> list[Document]:
        """Findings as the contract has them, in the language of this run."""
        return [in_language(document, self.settings.language) for document in documents]


@contextmanager
def errors() -> Iterator[None]:
    """End with status 1 and one line on stderr for whatever went wrong that somebody can put right."""
    try:
        yield
    except (BrugError, ConnectorError, Cancelled) as error:
        print(f"brug: {' '.join(str(error).split())}", file=sys.stderr)  # noqa: T201
        raise typer.Exit(1) from error
    except KeyboardInterrupt:
        print("brug: stopped; what was written stays, and the next run goes on from there", file=sys.stderr)  # noqa: T201
        raise typer.Exit(1) from None


@contextmanager
def start(context: typer.Context, **more: str | int | None) -> Iterator[Run]:
    """Read the settings, open and migrate the database, and run; errors end the program."""
    options = context.obj if isinstance(context.obj, Options) else Options()
    with errors():
        settings = read_settings(None, **{**vars(options), **more})
        configure_logs(settings)
        engine = open_engine(settings.database_url)
        try:
            migrate(engine)
            yield Run(settings, engine, now(settings))
        finally:
            engine.dispose()
