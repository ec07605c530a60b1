"""All tables in a directory, each as CSV and as Parquet: what `brug export` writes."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from sqlalchemy import Engine

from app.access.sight import EVERYTHING, Sight
from app.database.engine import reading
from app.errors import BrugError
from app.export.columns import TABLES, Row, summary_rows
from app.export.csv_text import as_csv
from app.export.parquet import write_parquet
from app.findings.document import in_language
from app.findings.listing import all_findings
from app.portfolio import project_documents, summary


def export(
    engine: Engine,
    directory: Path,
    language: str = "en",
    sight: Sight = EVERYTHING,
    told: Callable[[str], object] = lambda _: None,
) -> list[Path]:
    """Write every table, and give the files. Each file is whole at every moment: it is written beside, then moved.

    Raises BrugError where the directory cannot be written.
    """
    written: list[Path] = []
    try:
        directory.mkdir(parents=True, exist_ok=True)
        for name, rows in _tables(engine, language, sight).items():
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


def _tables(engine: Engine, language: str, sight: Sight) -> dict[str, list[Row]]:
    documents = [in_language(document, language) for document in all_findings(engine)]
    with reading(engine) as connection:
        return {
            "findings": [*documents],
            "projects": [*project_documents(connection, sight)],
            "summary": summary_rows(summary(connection, sight)),
        }
