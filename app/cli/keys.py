"""`brug key`: who gets into the API."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer
from rich import box
from rich.table import Table
from rich.text import Text

from app.cli.run import start
from app.instants import rfc3339

keys = typer.Typer(help="Make, list and revoke the keys that let programs and people in.", no_args_is_help=True)


class Scope(StrEnum):
    """What a key lets its holder do."""

    read = "read"
    write = "write"
    admin = "admin"


@keys.command()
def create(
    context: typer.Context,
    name: Annotated[str, typer.Argument(help="What it is for; the history of findings names it.")],
    scope: Annotated[Scope, typer.Option(help="read; write: also decide, scan, sync; admin: also declare.")],
    project: Annotated[
        list[str] | None, typer.Option("--project", metavar="KEY", help="See only this project; repeatable.")
    ] = None,
) -> None:
    """Make a key and print it, once: the database keeps only its hash."""
    from app.access.audit import record  # noqa: PLC0415
    from app.access.caller import COMMAND_LINE  # noqa: PLC0415
    from app.access.keys import create_key  # noqa: PLC0415
    from app.database.engine import writing  # noqa: PLC0415

    with start(context) as run:
        with writing(run.engine) as connection:
            key, secret = create_key(connection, name, scope.value, project, run.now)
            details = {"scope": key.scope, "projects": project}
            record(connection, COMMAND_LINE, "made a key", key.name, run.now, details=details)
        typer.echo(secret)
        of = f", for {', '.join(project)} only" if project else ""
        run.told.print(f"key {key.name}: {scope.value}{of}. It is shown only now; send it as", markup=False)
        run.told.print("Authorization: Bearer KEY", markup=False)


@keys.command("list")
def list_(context: typer.Context) -> None:
    """Show all keys, those that were revoked too; never what they are."""
    from app.access.keys import list_keys  # noqa: PLC0415
    from app.database.engine import reading  # noqa: PLC0415

    with start(context) as run:
        with reading(run.engine) as connection:
            found = list_keys(connection)
        if not found:
            run.out.print("No keys yet: brug key create NAME --scope read. Until then only this machine gets in.")
            return
        table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
        for name in ("id", "name", "scope", "projects", "made", "revoked"):
            table.add_column(name, overflow="fold")
        for key in found:
            projects = "all" if key.projects is None else ", ".join(key.projects)
            revoked = "" if key.revoked_at is None else rfc3339(key.revoked_at)
            cells = (key.id, key.name, key.scope, projects, rfc3339(key.created_at), revoked)
            table.add_row(*(Text(cell) for cell in cells))
        run.out.print(table)


@keys.command()
def revoke(context: typer.Context, name: Annotated[str, typer.Argument(help="Its name or id.")]) -> None:
    """End a key, at once and for good."""
    from app.access.audit import record  # noqa: PLC0415
    from app.access.caller import COMMAND_LINE  # noqa: PLC0415
    from app.access.keys import revoke_key  # noqa: PLC0415
    from app.database.engine import writing  # noqa: PLC0415

    with start(context) as run:
        with writing(run.engine) as connection:
            key = revoke_key(connection, name, run.now)
            record(connection, COMMAND_LINE, "revoked a key", key.name, run.now)
        run.out.print(f"key {key.name} is revoked", markup=False)
