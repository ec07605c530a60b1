"""`/subscriptions`: who is told of what."""

from __future__ import annotations

from fastapi import APIRouter, HTTPException, Request
from starlette.responses import Response

from app.access.caller import ADMIN, READ, WRITE
from app.alerts.channels.addresses import refers
from app.alerts.managing import end_subscription, make_subscription
from app.alerts.subscriptions import Wish, list_subscriptions
from app.api.answers import answer, page
from app.api.examples import paged
from app.api.models.alerts import Subscribe, SubscriptionModel, SubscriptionsModel
from app.api.operations import answers
from app.api.state import needs, state_of
from app.api.writing import IdempotencyKey, answered_once
from app.clock import now
from app.database.engine import reading, writing
from app.portfolio import resolve

router = APIRouter(tags=["alerts"])

_SUBSCRIPTION = {
    "id": "b1946ac92492d234", "kind": "alerts", "target": "mailto://…",
    "projects": ["5b1c0e8f2d3a4b67"], "symptoms": ["scope"],
    "min_severity": "high", "created_by": "pmo", "created_at": "2026-06-01T06:00:00Z",
    "language": None, "stopped_at": None, "stopped_because": None,
}  # fmt: skip


@router.get(
    "/subscriptions", operation_id="listSubscriptions", summary="Who is told of what",
    responses=answers(SubscriptionsModel, 422, example=paged(_SUBSCRIPTION)), response_model=None,
)  # fmt: skip
def list_(request: Request) -> Response:
    """Every subscription, the oldest first; for a bound key those of its projects alone."""
    caller = needs(request, READ)
    with reading(state_of(request).engine) as connection:
        found = list_subscriptions(connection, caller.sight, whole=caller.may(ADMIN))
    return page(request, found, None, len(found))


@router.post(
    "/subscriptions", operation_id="subscribe", summary="Have somebody told", status_code=201,
    responses=answers(
        SubscriptionModel, 404, 409, 422, example=_SUBSCRIPTION, status=201,
        headers={"Location": "where the subscription is listed"},
    ),
    response_model=None,
)  # fmt: skip
def post(request: Request, body: Subscribe, idempotency_key: IdempotencyKey = None) -> Response:
    """Have an address told of findings: of some projects (left out: all that the caller sees), symptoms, severities."""
    caller, state = needs(request, WRITE), state_of(request)
    if refers(body.target) and not caller.may(ADMIN):
        raise HTTPException(403, "a target that stands in this machine's environment or files needs the scope admin")
    at = now(state.settings)
    with answered_once(request, idempotency_key, body) as (connection, once):
        if once.answer is None:
            ids = None if body.projects is None else resolve(connection, body.projects, caller.sight)
            symptoms = None if body.symptoms is None else [str(s) for s in dict.fromkeys(body.symptoms)]
            wish = Wish(body.target, body.kind, ids, symptoms, body.min_severity, body.language)
            made = make_subscription(connection, caller, wish, at)
            once.keep(answer(request, made, {"Location": "/api/v1/subscriptions"}, 201))
    return once.given


@router.delete(
    "/subscriptions/{id}", operation_id="unsubscribe", summary="Tell somebody no more", status_code=204,
    responses=answers(None, 404, 422, status=204), response_model=None,
)  # fmt: skip
def delete(request: Request, id: str) -> Response:
    """End a subscription."""
    caller, state = needs(request, WRITE), state_of(request)
    with writing(state.engine) as connection:
        if not end_subscription(connection, caller, id, now(state.settings)):
            raise HTTPException(404, f'there is no subscription "{id}"')
    return Response(status_code=204)
