"""What scans and syncs have in common as jobs: asked for, found and cancelled."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from fastapi import HTTPException, Request
from pydantic import BaseModel
from sqlalchemy import Connection, Table, select
from starlette.responses import Response

from app.access.audit import record
from app.access.caller import WRITE
from app.access.sight import Sight
from app.api.answers import answer
from app.api.state import needs, state_of
from app.api.writing import answered_once
from app.clock import now
from app.database.engine import writing
from app.jobs.documents import is_own
from app.jobs.ledger import cancel

Get = Callable[[Connection, str, Sight], dict[str, Any] | None]


def ask(
    request: Request, key: str | None, body: BaseModel | None, name: str, enter: Callable[[Connection], str], get: Get
) -> Response:
    """Write down a job, and answer 202 with where it is to be seen; `name` is scan or sync."""
    caller, state = needs(request, WRITE), state_of(request)
    with answered_once(request, key, body) as (connection, once):
        if once.answer is None:
            identity = enter(connection)
            details = body.model_dump(mode="json", exclude_none=True) if body is not None else {}
            record(connection, caller, f"asked for a {name}", identity, now(state.settings), details=details)
            document = get(connection, identity, caller.sight)
            once.keep(answer(request, document, {"Location": f"/api/v1/{name}s/{identity}"}, 202))
    state.wake()
    return once.given


def end_early(request: Request, name: str, table: Table, identity: str, get: Get) -> Response:
    """Cancel a job, and answer 202 with it."""
    caller, state = needs(request, WRITE), state_of(request)
    with writing(state.engine) as connection:
        row = connection.execute(select(table).where(table.c.id == identity)).first()
        if row is None or get(connection, identity, caller.sight) is None:
            raise HTTPException(404, f'there is no {name} "{identity}"')
        if not is_own(row, caller.sight):
            raise HTTPException(403, f'{name} "{identity}" is of other projects too, which this key does not reach')
        at = now(state.settings)
        cancel(connection, table, identity, at)
        record(connection, caller, f"cancelled a {name}", identity, at)
        document = get(connection, identity, caller.sight)
    return answer(request, document, status=202)
