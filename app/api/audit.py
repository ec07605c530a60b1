"""`/audit`: who wrote what."""

from __future__ import annotations

from fastapi import APIRouter, Request
from starlette.responses import Response

from app.access.audit import list_audit
from app.access.caller import ADMIN
from app.api.answers import Cursor, Limit, page
from app.api.examples import paged
from app.api.models.access import AuditModel
from app.api.operations import answers
from app.api.state import needs, state_of
from app.database.engine import reading

router = APIRouter(tags=["access"])

_ENTRY = {
    "id": "0f3a9c1d22b84e70",
    "at": "2026-06-02T09:30:00Z",
    "by": "pmo",
    "action": "decided on a finding",
    "about": "77ea402c585f0ab2e0dd",
    "project": "5b1c0e8f2d3a4b67",
    "details": {"status": "acknowledged", "reason": None},
}


@router.get(
    "/audit",
    operation_id="listAudit",
    summary="Who wrote what, the newest first",
    responses=answers(AuditModel, 404, 422, example=paged(_ENTRY)),
    response_model=None,
)
def list_(
    request: Request,
    limit: Limit = 50,
    cursor: Cursor = None,
) -> Response:
    """Every writing through the API and the command line's keys: by whom, when, to what. Needs scope admin."""
    sight = needs(request, ADMIN).sight
    with reading(state_of(request).engine) as connection:
        items, next_cursor, total = list_audit(connection, sight, limit, cursor)
    return page(request, items, next_cursor, total)
