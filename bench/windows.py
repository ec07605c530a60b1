"""The plainest part of what detectors measure, told to a database: window functions over the rows of a history.

For every release and sprint on every Monday: how many members it had, how many of them were not done, and how many
came and went since its start. No weights, no guards, no sides: what SQL can say in one statement.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from contextlib import closing

from detectors.history import History

_TABLES = """
CREATE TABLE changes (issue TEXT, at INTEGER, field TEXT, value_from TEXT, value_to TEXT);
CREATE TABLE commitments (type TEXT, id TEXT, start_at INTEGER, until_at INTEGER);
CREATE TABLE weeks (at INTEGER PRIMARY KEY);
"""
_INDEX = "CREATE INDEX of_field ON changes (field, issue, at)"

_QUERY = """
WITH moves AS (
    SELECT field AS type, issue, at, value_to AS id, 1 AS step FROM changes
    WHERE field IN ('release', 'sprint') AND value_to IS NOT NULL
    UNION ALL
    SELECT field, issue, at, value_from, -1 FROM changes
    WHERE field IN ('release', 'sprint') AND value_from IS NOT NULL
),
stays AS (
    SELECT type, issue, id, step, at AS from_at,
           LEAD(at, 1, 9e18) OVER (PARTITION BY type, issue, id ORDER BY at) AS until_at
    FROM moves
),
states AS (
    SELECT issue, at AS from_at, value_to AS category,
           LEAD(at, 1, 9e18) OVER (PARTITION BY issue ORDER BY at) AS until_at
    FROM changes WHERE field = 'status'
)
SELECT c.type, c.id, w.at, COUNT(s.issue) AS members,
       SUM(COALESCE(t.category, 'todo') <> 'done') AS not_done,
       SUM(s.from_at > c.start_at) AS added
FROM commitments c
JOIN weeks w ON w.at >= c.start_at AND w.at < c.until_at
JOIN stays s ON s.type = c.type AND s.id = c.id AND s.step = 1 AND s.from_at <= w.at AND w.at < s.until_at
LEFT JOIN states t ON t.issue = s.issue AND t.from_at <= w.at AND w.at < t.until_at
GROUP BY c.type, c.id, w.at
"""


def rows_of(history: History, moments: Sequence[int]) -> tuple[sqlite3.Connection, int]:
    """A database in memory that holds a history, and how many rows it has."""
    connection = sqlite3.connect(":memory:")
    connection.executescript(_TABLES)
    changes = history.columns.changes.select("issue", "at", "field", "from_value", "to_value").rows()
    connection.executemany("INSERT INTO changes VALUES (?, ?, ?, ?, ?)", changes)
    until = 84 * 86_400_000
    listed = history.columns.commitments.select("type", "commitment", "start_at", "due_at").rows()
    promised = [(kind, name, start, due + until) for kind, name, start, due in listed]
    connection.executemany("INSERT INTO commitments VALUES (?, ?, ?, ?)", promised)
    connection.executemany("INSERT INTO weeks VALUES (?)", [(at,) for at in moments])
    connection.execute(_INDEX)
    return connection, len(changes)


def measured(connection: sqlite3.Connection) -> int:
    """Ask it; says how many rows came back."""
    with closing(connection.execute(_QUERY)) as cursor:
        return len(cursor.fetchall())
