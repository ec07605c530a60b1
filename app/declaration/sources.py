"""Sources, one by one: declared, changed, switched off. What is switched off keeps its history and findings."""

from __future__ import annotations

import re
from typing import Any

import msgspec
from sqlalchemy import Connection, Row, insert, select, update

from app.database import tables
from app.declaration.model import Credentials, DeclaredSource

REMOTE = ("jira", "github")
"""The kinds that reach out, and so cannot do without a URL."""

_ADDRESS = re.compile(r"https?://[^/\s]+")
_CREDENTIALS = re.compile(r"https?://[^/?#]*@")


def is_address(url: str) -> bool:
    """Whether a URL is one that a source can be asked at."""
    return _ADDRESS.match(url) is not None


def holds_secret(url: str) -> bool:
    """Whether a URL names a user or a password, which belong behind a reference."""
    return _CREDENTIALS.match(url) is not None


def read_sources(connection: Connection) -> list[Row[Any]]:
    """The rows of all sources, those that are switched off too, by name."""
    return list(connection.execute(select(tables.sources).order_by(tables.sources.c.name)))


def as_declared(row: Row[Any]) -> DeclaredSource:
    """What a row of a source declares."""
    projects = None if row.projects is None else tuple(row.projects)
    credentials = None if row.credentials is None else msgspec.convert(row.credentials, Credentials)
    return DeclaredSource(row.name, row.kind, row.url, row.user, row.token_reference, projects, credentials, row.scan)


def set_source(connection: Connection, source: DeclaredSource) -> list[str]:
    """Declare a source, and switch its projects on and off as its list says; a line for each change."""
    table, lines = tables.sources, []
    values = {
        "kind": source.kind,
        "url": source.url,
        "user": source.user,
        "token_reference": source.token,
        "credentials": None if source.credentials is None else msgspec.to_builtins(source.credentials),
        "projects": None if source.projects is None else list(source.projects),
        "scan": source.scan,
    }
    row = connection.execute(select(table).where(table.c.name == source.name)).one_or_none()
    if row is None:
        connection.execute(insert(table).values(name=source.name, active=True, **values))
        return [f"added source {source.name}"]
    changed = [name.removesuffix("_reference") for name, value in values.items() if row._mapping[name] != value]
    if changed or not row.active:
        connection.execute(update(table).where(table.c.name == source.name).values(active=True, **values))
    if not row.active:
        lines.append(f"switched on source {source.name}")
    if changed:
        lines.append(f"changed source {source.name}: {', '.join(changed)}")
    return lines + _wanted(connection, source, bool(row.active))


def switch_off(connection: Connection, name: str) -> list[str]:
    """Read a source and its projects no more; a line where it was on."""
    table, projects = tables.sources, tables.projects
    on = (table.c.name == name, table.c.active)
    if connection.execute(update(table).where(*on).values(active=False)).rowcount == 0:
        return []
    connection.execute(update(projects).where(projects.c.source == name).values(active=False))
    return [f"switched off source {name}; its history and findings stay"]


def _wanted(connection: Connection, source: DeclaredSource, was_active: bool) -> list[str]:
    """Switch the projects of a known source on and off as its list says."""
    table, lines = tables.projects, []
    rows = connection.execute(select(table).where(table.c.source == source.name).order_by(table.c.key)).all()
    for row in rows:
        wanted = source.projects is None or row.key in source.projects
        if wanted == row.active:
            continue
        connection.execute(update(table).where(table.c.id == row.id).values(active=wanted))
        if not wanted:
            lines.append(f"switched off project {row.key} of {source.name}; its history and findings stay")
        elif was_active:
            lines.append(f"switched on project {row.key} of {source.name}")
    return lines
