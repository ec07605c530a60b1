"""`/backtest`: findings by week as they would have been."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from app.api import examples
from app.api.answers import answer
from app.api.models.backtest import BacktestModel
from app.api.moments import Day
from app.api.operations import answers
from app.api.periods import period
from app.api.state import language_of, sight_of, state_of
from app.backtest import backtest
from app.clock import now
from app.findings.document import in_language

router = APIRouter(tags=["policy"])


@router.get(
    "/backtest",
    operation_id="getBacktest",
    summary="Findings by week as they would have been",
    responses=answers(BacktestModel, 409, 422, example=examples.BACKTEST),
    response_model=None,
)
def get(
    request: Request,
    since: Annotated[Day, Query(alias="from", description="the first day")],
    until: Annotated[Day, Query(description="the last moment: 00:00 UTC of this day")],
) -> Response:
    """What scans on the Mondays of a period, and at its end, would have found, each with what was known then.

    By the policy that holds; `/policy/preview` tells what another one would do.
    """
    state, language = state_of(request), language_of(request)
    first, last = period(since, until, now(state.settings), 0)
    found = backtest(state.engine, first, last, sight=sight_of(request), holidays=state.settings.holidays)
    told = [in_language(document, language) for document in found.findings]
    return answer(request, found.as_document() | {"findings": told})
