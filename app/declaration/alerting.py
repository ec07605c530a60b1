"""`[alerts]`, from the file into the database and back: quiet hours, language, who gets the week's portfolio."""

from __future__ import annotations

from sqlalchemy import Connection, delete, insert, select

from app.alerts.channels.addresses import checked
from app.database import tables
from app.declaration.model import Alerting
from app.declaration.reader import Table
from app.errors import nearest
from app.languages import LANGUAGES
from app.quiet_hours import parse_quiet
from app.targets import masked


def parse_alerting(table: Table | None) -> Alerting:
    """How alerts are sent; as usual where nothing is said."""
    if table is None:
        return Alerting()
    table.only("digest", "quiet", "language")
    quiet, language = table.text("quiet"), table.text("language")
    if quiet is not None:
        try:
            parse_quiet(quiet)
        except ValueError as error:
            raise table.wrong(str(error), "quiet") from error
    if language is not None and language not in LANGUAGES:
        hint = nearest(language, LANGUAGES) or f"; known are {', '.join(LANGUAGES)}"
        raise table.wrong(f'unknown language "{language}" in {table.label}{hint}', "language")
    digest = table.texts("digest") or ()
    for target in digest:
        try:
            checked(target)
        except ValueError as error:
            raise table.wrong(f"digest: {error}", "digest") from None
    return Alerting(digest, quiet, language)


def read_alerting(connection: Connection) -> Alerting:
    """What is declared of alerts."""
    row = connection.execute(select(tables.alerting)).first()
    if row is None:
        return Alerting()
    quiet = None if row.quiet_from is None else f"{row.quiet_from}-{row.quiet_until}"
    return Alerting(tuple(row.digest), quiet, row.language)


def set_alerting(connection: Connection, alerting: Alerting) -> list[str]:
    """Declare how alerts are sent; a line where that changed."""
    if read_alerting(connection) == alerting:
        return []
    table = tables.alerting
    connection.execute(delete(table))
    starts, _, ends = (alerting.quiet or "").partition("-")
    connection.execute(
        insert(table).values(
            position=0,
            digest=list(alerting.digest),
            quiet_from=starts or None,
            quiet_until=ends or None,
            language=alerting.language,
        )
    )
    digest = ", ".join(masked(target) for target in alerting.digest) or "nobody"
    return [f"changed alerts: quiet {alerting.quiet or 'as usual'}, the week's portfolio goes to {digest}"]
