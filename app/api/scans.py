"""`/scans`: which scans were made, when, and how they ended."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, HTTPException, Query, Request
from starlette.responses import Response

from app.api.answers import answer, page
from app.api.models import ProblemModel, ScanModel, ScansModel
from app.api.state import sight_of, state_of
from app.database.engine import reading
from app.scans import get_scan, list_scans

router = APIRouter(tags=["scans"])


@router.get(
    "/scans",
    operation_id="listScans",
    summary="Scans, the newest first",
    responses={200: {"model": ScansModel}, 304: {}, 422: {"model": ProblemModel}},
    response_model=None,
)
def list_(
    request: Request,
    limit: Annotated[int, Query(ge=1, le=500)] = 50,
    cursor: Annotated[str | None, Query(max_length=100)] = None,
) -> Response:
    """Scans of the present and of the past, page by page."""
    with reading(state_of(request).engine) as connection:
        items, next_cursor, total = list_scans(connection, sight_of(request), limit, cursor)
    return page(request, items, next_cursor, total)


@router.get(
    "/scans/{id}",
    operation_id="getScan",
    summary="One scan, with what it could and could not judge",
    responses={200: {"model": ScanModel}, 304: {}, 404: {"model": ProblemModel}},
    response_model=None,
)
def get(request: Request, id: str) -> Response:
    """One scan and its coverage."""
    with reading(state_of(request).engine) as connection:
        document = get_scan(connection, id, sight_of(request))
    if document is None:
        raise HTTPException(404, f'there is no scan "{id}"')
    return answer(request, document)
