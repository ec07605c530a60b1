"""`/scans`: judging now or as of a day, as a job; which scans were made, and what each could judge."""

from __future__ import annotations

from fastapi import APIRouter, HTTPException, Request
from sqlalchemy import Connection
from starlette.responses import Response

from app.api.answers import Cursor, Limit, answer, page
from app.api.examples import BEGUN_SCAN, SCAN, SCAN_WITH_COVERAGE, paged
from app.api.jobs import ask, end_early
from app.api.models.scans import AskForScan, ScansModel, ScanWithCoverageModel
from app.api.operations import answers
from app.api.state import caller_of, sight_of, state_of
from app.api.writing import IdempotencyKey
from app.clock import now
from app.database.engine import reading
from app.database.finding_tables import scans
from app.portfolio import resolve
from app.scans import ask_for_scan, get_scan, list_scans

router = APIRouter(tags=["scans"])


@router.get(
    "/scans",
    operation_id="listScans",
    summary="Scans, the newest first",
    responses=answers(ScansModel, 404, 422, example=paged(SCAN)),
    response_model=None,
)
def list_(
    request: Request,
    limit: Limit = 50,
    cursor: Cursor = None,
) -> Response:
    """Scans of the present and of the past, page by page: those that wait and are under way, too."""
    with reading(state_of(request).engine) as connection:
        items, next_cursor, total = list_scans(connection, sight_of(request), limit, cursor)
    return page(request, items, next_cursor, total)


@router.get(
    "/scans/{id}",
    operation_id="getScan",
    summary="One scan, with what it could and could not judge",
    responses=answers(ScanWithCoverageModel, 404, 422, example=SCAN_WITH_COVERAGE),
    response_model=None,
)
def get(request: Request, id: str) -> Response:
    """One scan, how far it is, and its coverage: what each detector could judge of each project."""
    with reading(state_of(request).engine) as connection:
        document = get_scan(connection, id, sight_of(request))
    if document is None:
        raise HTTPException(404, f'there is no scan "{id}"')
    return answer(request, document)


@router.post(
    "/scans",
    operation_id="startScan",
    summary="Scan now",
    status_code=202,
    responses=answers(
        ScanWithCoverageModel, 404, 409, 422, example=BEGUN_SCAN, status=202, headers={"Location": "where the scan is"}
    ),
    response_model=None,
)
def post(request: Request, body: AskForScan | None = None, idempotency_key: IdempotencyKey = None) -> Response:
    """Judge all projects, or some, now or as of a day. One project is in one job at a time: others wait."""
    wanted, caller = body or AskForScan(), caller_of(request)

    def enter(connection: Connection) -> str:
        ids = None if wanted.projects is None else resolve(connection, wanted.projects, caller.sight)
        if ids is None and caller.sight.projects is not None:
            ids = sorted(caller.sight.projects)
        return ask_for_scan(connection, ids, wanted.as_of, by=caller.name, now=now(state_of(request).settings))

    return ask(request, idempotency_key, body, "scan", enter, get_scan)


@router.post(
    "/scans/{id}/cancel",
    operation_id="cancelScan",
    summary="End a scan early",
    status_code=202,
    responses=answers(ScanWithCoverageModel, 404, 422, example=BEGUN_SCAN, status=202),
    response_model=None,
)
def post_cancel(request: Request, id: str) -> Response:
    """End a scan: at once while it waits, at its next project while it runs. Nothing that it saw is kept."""
    return end_early(request, "scan", scans, id, get_scan)
