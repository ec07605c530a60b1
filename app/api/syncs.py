"""`/syncs`: pulling what is new, as a job; which syncs were made, and what each pulled."""

from __future__ import annotations

from fastapi import APIRouter, HTTPException, Request
from sqlalchemy import Connection
from starlette.responses import Response

from app.api.answers import Cursor, Limit, answer, page
from app.api.examples import SYNC, paged
from app.api.jobs import ask, end_early
from app.api.models.scans import AskForSync, SyncModel, SyncsModel
from app.api.operations import answers
from app.api.state import caller_of, sight_of, state_of
from app.api.writing import IdempotencyKey
from app.clock import now
from app.database.engine import reading
from app.database.job_tables import syncs
from app.portfolio import keys_in_sight
from app.syncs import ask_for_sync, get_sync, list_syncs

router = APIRouter(tags=["syncs"])


@router.get(
    "/syncs",
    operation_id="listSyncs",
    summary="Syncs, the newest first",
    responses=answers(SyncsModel, 404, 422, example=paged(SYNC)),
    response_model=None,
)
def list_(
    request: Request,
    limit: Limit = 50,
    cursor: Cursor = None,
) -> Response:
    """Syncs page by page: those that wait and are under way, too."""
    with reading(state_of(request).engine) as connection:
        items, next_cursor, total = list_syncs(connection, sight_of(request), limit, cursor)
    return page(request, items, next_cursor, total)


@router.get(
    "/syncs/{id}",
    operation_id="getSync",
    summary="One sync, and what it pulled",
    responses=answers(SyncModel, 404, 422, example=SYNC),
    response_model=None,
)
def get(request: Request, id: str) -> Response:
    """One sync, how far it is, what it pulled, and what failed."""
    with reading(state_of(request).engine) as connection:
        document = get_sync(connection, id, sight_of(request))
    if document is None:
        raise HTTPException(404, f'there is no sync "{id}"')
    return answer(request, document)


@router.post(
    "/syncs",
    operation_id="startSync",
    summary="Sync now",
    status_code=202,
    responses=answers(SyncModel, 404, 409, 422, example=SYNC, status=202, headers={"Location": "where the sync is"}),
    response_model=None,
)
def post(request: Request, body: AskForSync | None = None, idempotency_key: IdempotencyKey = None) -> Response:
    """Pull what is new from every source, or of some projects that were synced before, by id or key."""
    wanted, caller = body or AskForSync(), caller_of(request)

    def enter(connection: Connection) -> str:
        keys = keys_in_sight(connection, wanted.projects, caller.sight)
        return ask_for_sync(connection, keys, by=caller.name, now=now(state_of(request).settings))

    return ask(request, idempotency_key, body, "sync", enter, get_sync)


@router.post(
    "/syncs/{id}/cancel",
    operation_id="cancelSync",
    summary="End a sync early",
    status_code=202,
    responses=answers(SyncModel, 404, 422, example=SYNC, status=202),
    response_model=None,
)
def post_cancel(request: Request, id: str) -> Response:
    """End a sync: at once while it waits, at its next page while it runs. The next sync goes on from there."""
    return end_early(request, "sync", syncs, id, get_sync)
