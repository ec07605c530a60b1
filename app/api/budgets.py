"""`/budgets`: what projects may cost."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Request
from starlette.responses import Response

from app.access.caller import ADMIN, READ
from app.api.answers import listed, page
from app.api.examples import paged
from app.api.models.declared import BudgetsModel, SetBudgets
from app.api.operations import answers
from app.api.state import needs, state_of
from app.api.writing import IfMatch, unchanged
from app.clock import now
from app.database.engine import reading, writing
from app.declaration.projects import budgets
from app.declaring import declare_budgets
from app.errors import NotNow
from app.instants import day_of
from app.portfolio import resolve

router = APIRouter(tags=["declared"])

_BUDGET = {
    "project": "5b1c0e8f2d3a4b67", "source": "acme-jira", "key": "CRM", "hours": 1200.0, "points": None, "money": None,
    "rate": None, "baseline": "2026-01-05", "until": "2026-06-30",
}  # fmt: skip


@router.get(
    "/budgets", operation_id="listBudgets", summary="What projects may cost",
    responses=answers(BudgetsModel, 422, example=paged(_BUDGET)), response_model=None,
)  # fmt: skip
def get_budgets(request: Request) -> Response:
    """The budgets of all projects that the caller sees."""
    sight = needs(request, READ).sight
    with reading(state_of(request).engine) as connection:
        found = budgets(connection, sight)
    return page(request, found, None, len(found))


@router.put(
    "/budgets", operation_id="setBudgets", summary="Declare what projects may cost",
    responses=answers(BudgetsModel, 404, 409, 412, 422, example=paged(_BUDGET)), response_model=None,
)  # fmt: skip
def put_budgets(request: Request, body: SetBudgets, if_match: IfMatch = None) -> Response:
    """Replace the budgets of all projects that the caller sees."""
    caller, state = needs(request, ADMIN), state_of(request)
    with writing(state.engine) as connection:
        unchanged(if_match, listed(budgets(connection, caller.sight)))
        wanted: dict[str, dict[str, Any]] = {}
        for one in body.items:
            for identity in resolve(connection, [one.project], caller.sight):
                if identity in wanted:
                    raise NotNow(f'project "{one.project}" has two budgets here; give it one')
                if one.baseline is not None and one.until is not None and one.until <= one.baseline:
                    raise NotNow(f'the budget of "{one.project}" ends (until) before it starts (baseline)')
                wanted[identity] = _budget(one.model_dump(exclude={"project"}, exclude_none=True))
        declare_budgets(connection, caller, wanted, caller.sight, now(state.settings))
        found = budgets(connection, caller.sight)
    return page(request, found, None, len(found))


def _budget(given: dict[str, Any]) -> dict[str, Any]:
    return {
        name: day_of(value).isoformat() if name in ("baseline", "until") else value for name, value in given.items()
    }
