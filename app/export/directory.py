"""All tables in a directory, each as CSV and as Parquet: what `brug export` writes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from sqlalchemy import Engine

from app.access.sight import EVERYTHING
from app.clock import now
from app.commitments.listing import CommitmentQuery
from app.commitments.standing import Commitments
from app.database.engine import reading
from app.errors import BrugError
from app.export.columns import TABLES, Row, measure_rows, summary_rows
from app.export.csv_text import as_csv
from app.export.parquet import write_parquet
from app.findings.document import in_language
from app.findings.listing import all_findings
from app.instants import DAY
from app.measures import MeasureQuery, ProjectMeasures
from app.portfolio import project_documents, summary
from app.settings import Settings

# How far back measures go; the same weeks as the trend of the summary.
_WEEKS = 12
_ALL = 1_000_000_000


def export(
    engine: Engine, settings: Settings, directory: Path, told: Callable[[str], object] = lambda _: None
) -> list[Path]:
    """Write every table, and give the files: measures of the last 12 weeks, everything else as it stands.

    Each file is whole at every moment: it is written beside, then moved. `told` hears the name of each table.

    Raises BrugError where the directory cannot be written.
    """
    written: list[Path] = []
    try:
        directory.mkdir(parents=True, exist_ok=True)
        for name, rows in _tables(engine, settings):
            told(name)
            for suffix in ("csv", "parquet"):
                path = directory / f"{name}.{suffix}"
                beside = path.with_suffix(f".{suffix}.part")
                if suffix == "csv":
                    beside.write_text(as_csv(rows, TABLES[name]), encoding="utf-8", newline="")
                else:
                    write_parquet(rows, TABLES[name], beside)
                written.append(beside.replace(path))
    except OSError as error:
        raise BrugError(
            f"cannot write {error.filename or directory}: {error.strerror}; name a directory that you may write"
        ) from error
    return written


def _tables(engine: Engine, settings: Settings) -> Iterator[tuple[str, list[Row]]]:
    language = settings.language
    yield "findings", [in_language(document, language) for document in all_findings(engine)]
    with reading(engine) as connection:
        documents = project_documents(connection)
        portfolio = summary(connection)
    yield "projects", [*documents]
    yield "summary", summary_rows(portfolio)
    yield "commitments", [*Commitments(engine).page(EVERYTHING, CommitmentQuery(limit=_ALL)).items]
    measures = ProjectMeasures(engine, settings.holidays)
    until = now(settings) // DAY * DAY
    query = MeasureQuery(until - _WEEKS * 7 * DAY, until, limit=_ALL)
    rows: list[Row] = []
    for document in documents:
        found = measures.page(EVERYTHING, document["id"], query)
        if found is not None:
            rows += measure_rows(found[0], found[1].items)
    yield "measures", rows
