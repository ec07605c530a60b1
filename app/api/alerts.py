"""`/alerts`: every message with its state."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, HTTPException, Query, Request
from starlette.responses import Response

from app.access.caller import ADMIN, READ, WRITE
from app.alerts.listing import list_alerts
from app.alerts.managing import send_again
from app.api.answers import Cursor, Limit, answer, page
from app.api.examples import paged
from app.api.models.alerts import AlertModel, AlertsModel, State
from app.api.operations import answers
from app.api.state import needs, state_of
from app.api.writing import IdempotencyKey, answered_once
from app.clock import now
from app.database.engine import reading

router = APIRouter(tags=["alerts"])

_ALERT = {
    "id": "d8e8fca2dc0f896f", "kind": "new", "project": "5b1c0e8f2d3a4b67", "findings": ["77ea402c585f0ab2e0dd"],
    "reason": "subscription", "target": "mailto://…", "state": "dead",
    "created_at": "2026-06-01T06:00:05Z", "due_at": "2026-06-01T06:00:05Z",
    "sent_at": None, "attempts": 12, "error": "mailbox unavailable",
}  # fmt: skip


@router.get(
    "/alerts", operation_id="listAlerts", summary="Messages, the newest first",
    responses=answers(AlertsModel, 404, 422, example=paged(_ALERT)), response_model=None,
)  # fmt: skip
def list_(
    request: Request,
    state: Annotated[
        list[State] | None,
        Query(description="due, sent, dead (given up) or dropped (not worth telling any more); repeated means or"),
    ] = None,
    limit: Limit = 50,
    cursor: Cursor = None,
) -> Response:
    """Every message: to whom, about what, whether it was sent, and why not."""
    caller = needs(request, READ)
    with reading(state_of(request).engine) as connection:
        found = list_alerts(connection, caller.sight, list(state or ()), limit, cursor, whole=caller.may(ADMIN))
    return page(request, *found)


@router.post(
    "/alerts/{id}/retry", operation_id="retryAlert", summary="Send a message again", status_code=202,
    responses=answers(AlertModel, 404, 409, 422, example=_ALERT, status=202), response_model=None,
)  # fmt: skip
def post(request: Request, id: str, idempotency_key: IdempotencyKey = None) -> Response:
    """Send again, at once, what was given up or still waits."""
    caller, state = needs(request, WRITE), state_of(request)
    at = now(state.settings)
    with answered_once(request, idempotency_key) as (connection, once):
        if once.answer is None:
            again = send_again(connection, caller, id, at)
            if again is None:
                raise HTTPException(404, f'there is no message "{id}"')
            once.keep(answer(request, again, status=202))
    return once.given
