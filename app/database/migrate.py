"""Bringing the database to the form that this brug knows, by brug itself, before anything else uses it."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Connection, Engine, inspect, text

import migrations
from app.database.engine import reading, writing
from app.database.locks import Lock, hold
from app.errors import NewerDatabase


def migrate(engine: Engine) -> bool:
    """Bring the database up to date; says whether there was anything to do.

    Processes that start together wait for each other. Everything happens in one transaction: a database that
    cannot be brought up to date stays as it was. Raises NewerDatabase, DatabaseFull or DatabaseError.
    """
    with reading(engine) as connection:
        if version(connection) == migrations.HEAD:
            return False
    with writing(engine) as connection:
        hold(connection, Lock.MIGRATE)
        found = version(connection)
        if found == migrations.HEAD:
            return False
        _upgrade(connection, found)
    return True


def version(connection: Connection) -> str | None:
    """The version of the database's form, None for an empty one."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    found = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    return None if found is None else str(found)


def _upgrade(connection: Connection, found: str | None) -> None:
    # Alembic takes a while to import, and mostly there is nothing to do.
    from alembic import command  # noqa: PLC0415
    from alembic.config import Config  # noqa: PLC0415
    from alembic.script import ScriptDirectory  # noqa: PLC0415

    config = Config()
    directory = str(Path(migrations.__file__).parent)
    config.set_main_option("script_location", directory.replace("%", "%%"))
    config.attributes["connection"] = connection
    known = {script.revision for script in ScriptDirectory.from_config(config).walk_revisions()}
    if found is not None and found not in known:
        place = connection.engine.url.render_as_string(hide_password=True)
        raise NewerDatabase(
            f"the database {place} was made by a newer brug (its version is {found}, this brug knows "
            f"{migrations.HEAD}); install that brug, or name another database in BRUG_DATABASE_URL"
        )
    command.upgrade(config, "head")
