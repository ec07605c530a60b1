"""A history as columns: packed and unpacked, also by an older brug, and compared with another."""

from __future__ import annotations

import io

import msgspec
import polars as pl
import pytest

from detectors import columns
from detectors.history import History
from tests.detectors.story import Story


def history() -> History:
    story = Story()
    one = story.commitment("1.0", "2026-03-02", "2026-04-24")
    told = story.issues("CRM", 3)
    told[0].added_to(one, "2026-02-20").said("2026-03-03", "bea").linked(told[1]).logged(2, "2026-03-04")
    story.observed(one, "2026-03-18", "due_at", "2026-04-24", "2026-05-08")
    return story.history()


def without(segment: bytes, table: str, column: str | None = None) -> bytes:
    """The segment as a brug that knew less had packed it."""
    parts = msgspec.msgpack.decode(segment, type=dict[str, bytes])
    if column is None:
        del parts[table]
    else:
        buffer = io.BytesIO()
        pl.read_ipc_stream(io.BytesIO(parts[table])).drop(column).write_ipc_stream(buffer)
        parts[table] = buffer.getvalue()
    return msgspec.msgpack.encode(parts)


def test_what_is_unpacked_is_what_was_packed() -> None:
    packed = history().columns
    assert columns.unpack(columns.pack(packed)).equals(packed)
    assert columns.unpack(columns.pack(columns.empty())).equals(columns.empty())


@pytest.mark.parametrize("table", list(columns.SCHEMAS))
def test_a_table_that_an_older_brug_did_not_know_is_empty(table: str) -> None:
    frame = getattr(columns.unpack(without(columns.pack(history().columns), table)), table)
    assert (frame.height, frame.schema) == (0, columns.SCHEMAS[table])


def test_a_column_that_an_older_brug_did_not_know_is_empty_and_in_its_place() -> None:
    unpacked = columns.unpack(without(columns.pack(history().columns), "issues", "departed_at"))
    assert unpacked.issues.schema == columns.ISSUES
    assert unpacked.issues["departed_at"].null_count() == 3
    assert unpacked.issues["key"].to_list() == ["CRM-1", "CRM-2", "CRM-3"]
    people = columns.unpack(without(columns.pack(history().columns), "people", "name")).people
    assert people.schema == columns.PEOPLE


@pytest.mark.parametrize("table", [name for name in columns.SCHEMAS if name != "memberships"])
def test_two_histories_are_the_same_where_every_row_is(table: str) -> None:
    one, other = history().columns, history().columns
    assert one.equals(other)
    parts = {name: getattr(other, name) for name in columns.SCHEMAS}
    parts[table] = parts[table].clear()
    assert not one.equals(columns.Columns(**parts))


def test_one_column_can_be_asked_for_without_the_others() -> None:
    packed = columns.pack(history().columns)
    unpacked = columns.unpack(packed)
    assert unpacked.column("issues", "key").equals(history().columns.issues["key"])
    assert unpacked.issues["key"].equals(unpacked.column("issues", "key"))
    assert columns.unpack(without(packed, "issues", "url")).column("issues", "url").null_count() == 3
    assert len(columns.unpack(without(packed, "issues")).column("issues", "key")) == 0


def test_what_is_no_table_is_no_attribute() -> None:
    assert not hasattr(columns.unpack(columns.pack(columns.empty())), "invoices")
