"""What the issues that a finding tells of are called."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import Connection, select

from app.database.history_tables import issues


def issue_titles(connection: Connection, project: str, keys: Collection[str]) -> dict[str, str]:
    """By key, as they are called now; `project` is brug's id. What stands in another project has none here."""
    query = select(issues.c.key, issues.c.title).where(issues.c.project == project, issues.c.key.in_(sorted(keys)))
    return {row.key: row.title for row in connection.execute(query)}
