"""A project's whole history as columns: what a segment holds, and how it becomes bytes and back.

Instants are whole milliseconds since 1970-01-01 UTC, days are dates. Ids are the tracker's, as text. The
columns are the project's rows, reshaped and nothing more: whatever is derived is derived in `history`. What was derived
when they were packed may stand beside them (`facts`), and is never needed.
"""

from __future__ import annotations

import io
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, fields

import msgspec
import polars as pl

_TEXTS: pl.DataType = pl.List(pl.String)
_TEXT, _WHOLE, _NUMBER, _DAY, _FLAG = pl.String(), pl.Int64(), pl.Float64(), pl.Date(), pl.Boolean()

ISSUES = pl.Schema(
    {
        "issue": _TEXT,
        "key": _TEXT,
        "kind": _TEXT,
        "type_name": _TEXT,
        "title": _TEXT,
        "url": _TEXT,
        "created_at": _WHOLE,
        "updated_at": _WHOLE,
        "status": _TEXT,
        "status_category": _TEXT,
        "resolution": _TEXT,
        "resolved_at": _WHOLE,
        "due_on": _DAY,
        "creator": _TEXT,
        "reporter": _TEXT,
        "assignee": _TEXT,
        "parent": _TEXT,
        "labels": _TEXTS,
        "points": _NUMBER,
        "estimate_hours": _NUMBER,
        "remaining_hours": _NUMBER,
        "spent_hours": _NUMBER,
        "departed_at": _WHOLE,
    }
)
# The commitments that an issue belongs to now; type "epic" names the epic's issue.
MEMBERSHIPS = pl.Schema({"issue": _TEXT, "type": _TEXT, "commitment": _TEXT})
# `sequence` is the position among the issue's changes; `field` as in the vocabulary of the records.
CHANGES = pl.Schema(
    {
        "issue": _TEXT,
        "sequence": _WHOLE,
        "at": _WHOLE,
        "by": _TEXT,
        "batch": _TEXT,
        "field": _TEXT,
        "from_value": _TEXT,
        "to_value": _TEXT,
        "from_text": _TEXT,
        "to_text": _TEXT,
    }
)
COMMENTS = pl.Schema({"issue": _TEXT, "id": _TEXT, "at": _WHOLE, "by": _TEXT, "text": _TEXT, "kind": _TEXT})
WORKLOGS = pl.Schema({"issue": _TEXT, "id": _TEXT, "at": _WHOLE, "by": _TEXT, "hours": _NUMBER})
LINKS = pl.Schema({"issue": _TEXT, "other": _TEXT, "type": _TEXT})
PEOPLE = pl.Schema(
    {
        "person": _TEXT,
        "name": _TEXT,
        "email": _TEXT,
        "groups": _TEXTS,
        "is_bot": _FLAG,
        "is_insider": _FLAG,
    }
)
# As first observed; what changed since stands in the observations.
COMMITMENTS = pl.Schema(
    {
        "type": _TEXT,
        "commitment": _TEXT,
        "name": _TEXT,
        "url": _TEXT,
        "state": _TEXT,
        "start_at": _WHOLE,
        "due_at": _WHOLE,
        "delivered_at": _WHOLE,
        "first_seen_at": _WHOLE,
    }
)
# A difference that a later sync saw, dated by that sync. `field` is name, state, start_at, due_at or delivered_at.
OBSERVATIONS = pl.Schema(
    {
        "type": _TEXT,
        "commitment": _TEXT,
        "at": _WHOLE,
        "field": _TEXT,
        "from_value": _TEXT,
        "to_value": _TEXT,
    }
)


@dataclass(frozen=True, slots=True)
class Columns:
    """One project's history, a frame a table; rows in the order of their keys."""

    issues: pl.DataFrame
    memberships: pl.DataFrame
    changes: pl.DataFrame
    comments: pl.DataFrame
    worklogs: pl.DataFrame
    links: pl.DataFrame
    people: pl.DataFrame
    commitments: pl.DataFrame
    observations: pl.DataFrame

    def column(self, table: str, name: str) -> pl.Series:
        """One column of a table, where the others are not asked for."""
        frame: pl.DataFrame = getattr(self, table)
        return frame[name]

    def equals(self, other: Columns) -> bool:
        """Whether two histories are the same, row for row; their segments may differ in bytes all the same."""
        return all(getattr(self, field.name).equals(getattr(other, field.name)) for field in fields(self))


SCHEMAS: dict[str, pl.Schema] = {
    "issues": ISSUES,
    "memberships": MEMBERSHIPS,
    "changes": CHANGES,
    "comments": COMMENTS,
    "worklogs": WORKLOGS,
    "links": LINKS,
    "people": PEOPLE,
    "commitments": COMMITMENTS,
    "observations": OBSERVATIONS,
}


def empty() -> Columns:
    """The columns of a project without any history."""
    return Columns(**{name: pl.DataFrame(schema=schema) for name, schema in SCHEMAS.items()})


_FACTS = "facts"


def pack(columns: Columns, facts: bytes | None = None) -> bytes:
    """The columns as one segment: an Arrow IPC stream with zstd for each frame, in a MessagePack map.

    facts: what is derived from them, packed, to stand beside them.
    """
    names = [field.name for field in fields(columns)]
    # Compressing leaves Python alone, so frames are compressed side by side.
    with ThreadPoolExecutor() as pool:
        parts = dict(zip(names, pool.map(_written, (getattr(columns, name) for name in names)), strict=True))
    return msgspec.msgpack.encode(parts if facts is None else parts | {_FACTS: facts})


def _written(frame: pl.DataFrame) -> bytes:
    buffer = io.BytesIO()
    # The older form of texts is smaller.
    frame.write_ipc_stream(buffer, compression="zstd", compat_level=pl.CompatLevel.oldest())
    return buffer.getvalue()


class _Unread(Columns):
    """The columns of a segment, each frame read when it is first asked for: a scan needs few of them."""

    __slots__ = ("_is_read", "_parts")
    _parts: Mapping[str, memoryview]
    _is_read: set[str]

    def __init__(self, parts: Mapping[str, memoryview]) -> None:
        object.__setattr__(self, "_parts", parts)
        object.__setattr__(self, "_is_read", set())

    def __getattr__(self, name: str) -> pl.DataFrame:
        if name not in SCHEMAS:
            raise AttributeError(name)
        frame = _read(self._parts.get(name), SCHEMAS[name])
        object.__setattr__(self, name, frame)
        self._is_read.add(name)
        return frame

    def column(self, table: str, name: str) -> pl.Series:
        part = self._parts.get(table)
        if part is None or table in self._is_read:
            return super().column(table, name)
        try:
            return pl.read_ipc_stream(io.BytesIO(part), columns=[name])[name]
        except pl.exceptions.ColumnNotFoundError:
            return super().column(table, name)


def unpack(segment: bytes) -> Columns:
    """The columns of a segment; raises ValueError where the bytes are none."""
    return _Unread(_parts_of(segment))


def facts_in(segment: bytes) -> memoryview | None:
    """The facts that stand in a segment, packed; None where there are none."""
    return _parts_of(segment).get(_FACTS)


def _parts_of(segment: bytes) -> dict[str, memoryview]:
    try:
        return msgspec.msgpack.decode(segment, type=dict[str, memoryview])
    except msgspec.DecodeError as error:
        raise ValueError(f"these bytes are no history segment: {error}") from error


def _read(part: memoryview | None, schema: pl.Schema) -> pl.DataFrame:
    """One frame; what an older brug did not know yet is empty until the project is packed anew."""
    if part is None:
        return pl.DataFrame(schema=schema)
    frame = pl.read_ipc_stream(io.BytesIO(part))
    missing = [pl.lit(None, dtype=kind).alias(name) for name, kind in schema.items() if name not in frame.columns]
    return frame.with_columns(missing).select(list(schema)) if missing else frame
