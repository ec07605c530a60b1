"""`/findings/{id}`, written: what people decide about a finding, what their conversation agreed, and all its steps."""

from __future__ import annotations

from fastapi import APIRouter, HTTPException, Request
from starlette.responses import Response

from app.access.audit import record
from app.access.caller import WRITE
from app.api.answers import answer, page
from app.api.examples import FINDING, STEP, paged
from app.api.models.findings import DecisionModel, Dismiss, FindingModel, NoteModel, StepModel, StepsModel
from app.api.operations import answers
from app.api.state import language_of, needs, sight_of, state_of
from app.api.writing import IdempotencyKey, IfMatch, answered_once, unchanged
from app.clock import now
from app.database.engine import reading, writing
from app.findings.deciding import Decision, decide, note, project_of
from app.findings.listing import get_finding
from app.findings.steps import history
from app.languages import LANGUAGES

router = APIRouter(tags=["findings"])


@router.get(
    "/findings/{id}/history",
    operation_id="getFindingHistory",
    summary="What happened to a finding",
    responses=answers(StepsModel, 404, 422, example=paged(STEP)),
    response_model=None,
)
def get_history(request: Request, id: str) -> Response:
    """Every step, the oldest first: what scans saw, what people decided and why, what conversations agreed."""
    with reading(state_of(request).engine) as connection:
        steps = history(connection, id, sight_of(request))
    if steps is None:
        raise HTTPException(404, f'there is no finding "{id}"')
    return page(request, steps, None, len(steps))


@router.patch(
    "/findings/{id}",
    operation_id="decideFinding",
    summary="Acknowledge, dismiss, resolve or reopen a finding",
    responses=answers(FindingModel, 404, 409, 412, 422, example=FINDING),
    response_model=None,
)
def patch(
    request: Request,
    id: str,
    body: DecisionModel,
    if_match: IfMatch = None,
) -> Response:
    """Keep a decision. Saying the same again changes nothing.

    Send the ETag of what you read as `If-Match`: where the finding changed since, the answer is 412, and nothing
    changes. A finding is open again by itself when its severity grows, when the day until which it was dismissed has
    come, and when it was over and comes back.
    """
    caller, state = needs(request, WRITE), state_of(request)
    decision = Decision(body.status, body.reason, body.until if isinstance(body, Dismiss) else None)
    with writing(state.engine) as connection:
        unchanged(if_match, *(get_finding(connection, id, caller.sight, language) for language in LANGUAGES))
        at = now(state.settings)
        document = decide(connection, id, decision, sight=caller.sight, by=caller.name, now=at)
        if document is not None:
            details = {"status": body.status, "reason": body.reason}
            project = project_of(connection, id)
            record(connection, caller, "decided on a finding", id, at, project=project, details=details)
        shown_now = get_finding(connection, id, caller.sight, language_of(request))
    if shown_now is None:
        raise HTTPException(404, f'there is no finding "{id}"')
    return answer(request, shown_now)


@router.post(
    "/findings/{id}/notes",
    operation_id="noteFinding",
    summary="Note what a conversation agreed",
    status_code=201,
    responses=answers(StepModel, 404, 409, 422, example=STEP, status=201),
    response_model=None,
)
def post_note(request: Request, id: str, body: NoteModel, idempotency_key: IdempotencyKey = None) -> Response:
    """Keep a text with the finding; its history shows it with who wrote it and when."""
    caller, state = needs(request, WRITE), state_of(request)
    at = now(state.settings)
    with answered_once(request, idempotency_key, body) as (connection, once):
        if once.answer is None:
            step = note(connection, id, body.text, sight=caller.sight, by=caller.name, now=at)
            if step is None:
                raise HTTPException(404, f'there is no finding "{id}"')
            record(connection, caller, "noted on a finding", id, at, project=project_of(connection, id))
            once.keep(answer(request, step, {"Location": f"/api/v1/findings/{id}/history"}, 201))
    return once.given
