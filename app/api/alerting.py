"""`/alerting`: how alerts are sent."""

from __future__ import annotations

from fastapi import APIRouter, Request
from starlette.responses import Response

from app.access.caller import ADMIN, READ
from app.api.answers import answer
from app.api.models.alerts import AlertingModel, AlertingShownModel
from app.api.operations import answers
from app.api.state import needs, state_of
from app.api.writing import IfMatch, unchanged
from app.clock import now
from app.database.engine import reading, writing
from app.declaration.model import Alerting
from app.declaring import alerting_document, declare_alerting

router = APIRouter(tags=["declared"])

_ALERTING = {"digest": ["mailto://…"], "quiet": "19:00-07:00", "language": "nl"}


@router.get(
    "/alerting", operation_id="getAlerting", summary="How alerts are sent",
    responses=answers(AlertingShownModel, 422, example=_ALERTING), response_model=None,
)  # fmt: skip
def get_alerting(request: Request) -> Response:
    """Who gets the week's portfolio, when nothing is sent, in which language. Not for keys that are bound to projects.

    Hours are those of the schedule's time zone; null for the usual ones, and for the server's own language.
    """
    caller = needs(request, READ, whole=True)
    with reading(state_of(request).engine) as connection:
        return answer(request, alerting_document(connection, whole=caller.may(ADMIN)))


@router.put(
    "/alerting", operation_id="setAlerting", summary="Declare how alerts are sent",
    responses=answers(AlertingShownModel, 409, 412, 422, example=_ALERTING), response_model=None,
)  # fmt: skip
def put_alerting(request: Request, body: AlertingModel, if_match: IfMatch = None) -> Response:
    """Replace how alerts are sent, from the next message on. Quiet hours that begin when they end are none."""
    caller, state = needs(request, ADMIN, whole=True), state_of(request)
    with writing(state.engine) as connection:
        unchanged(if_match, alerting_document(connection, whole=True))
        alerting = Alerting(tuple(dict.fromkeys(body.digest)), body.quiet, body.language)
        declare_alerting(connection, caller, alerting, now(state.settings))
        return answer(request, alerting_document(connection, whole=True))
