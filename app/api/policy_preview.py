"""`/policy/preview`: which findings other thresholds would give."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Body, HTTPException, Request
from starlette.responses import Response

from app.api.answers import answer
from app.api.examples import POLICY_PREVIEW, POLICY_TRIAL
from app.api.models.policy import given
from app.api.models.preview import PolicyPreviewModel, PolicyTrialModel
from app.api.operations import answers
from app.api.periods import period
from app.api.state import language_of, sight_of, state_of
from app.clock import now

router = APIRouter(tags=["policy"])

_WEEKS = 52


@router.post(
    "/policy/preview",
    operation_id="previewPolicy",
    summary="Which findings other thresholds would give and take away",
    responses=answers(PolicyPreviewModel, 404, 409, 422, example=POLICY_PREVIEW),
    response_model=None,
)
def post(request: Request, trial: Annotated[PolicyTrialModel, Body(examples=[POLICY_TRIAL])]) -> Response:
    """Other thresholds, tried on this organisation's own history: nothing is written, and nothing changes.

    They are tried for all projects that the caller may see, in which what a project has of its own goes before them; or
    for one project, as its own.
    """
    state, language = state_of(request), language_of(request)
    first, last = period(trial.since, trial.until, now(state.settings), _WEEKS)
    found = state.trials.preview(given(trial.thresholds), first, last, project=trial.project, sight=sight_of(request))
    if found is None:
        raise HTTPException(404, f'there is no project "{trial.project}"')
    return answer(request, found.as_document(language))
