"""`/goals`: the lines of the shared strategy."""

from __future__ import annotations

from fastapi import APIRouter, Request
from starlette.responses import Response

from app.access.caller import ADMIN, READ
from app.api.answers import listed, page
from app.api.examples import paged
from app.api.models.declared import GoalModel, GoalsModel, SetGoals
from app.api.operations import answers
from app.api.state import needs, state_of
from app.api.writing import IfMatch, unchanged
from app.clock import now
from app.database.engine import reading, writing
from app.declaration.model import DeclaredGoal
from app.declaring import declare_goals, goal_documents
from detectors.declared import Goal

router = APIRouter(tags=["declared"])

_GOAL = {
    "name": "Self-service for customers", "source": None, "labels": ["goal-self-service"], "epics": ["CRM-12"],
    "commitments": [], "maintenance": False,
}  # fmt: skip


@router.get(
    "/goals", operation_id="listGoals", summary="The goals of the strategy",
    responses=answers(GoalsModel, 422, example=paged(_GOAL)), response_model=None,
)  # fmt: skip
def get_goals(request: Request) -> Response:
    """All goals, with what serves each. Not for keys that are bound to projects."""
    needs(request, READ, whole=True)
    with reading(state_of(request).engine) as connection:
        goals = goal_documents(connection)
    return page(request, goals, None, len(goals))


@router.put(
    "/goals", operation_id="setGoals", summary="Declare the goals",
    responses=answers(GoalsModel, 409, 412, 422, example=paged(_GOAL)), response_model=None,
)  # fmt: skip
def put_goals(request: Request, body: SetGoals, if_match: IfMatch = None) -> Response:
    """Replace all goals. A goal may name a source that is declared; without one it is everybody's."""
    caller, state = needs(request, ADMIN, whole=True), state_of(request)
    with writing(state.engine) as connection:
        unchanged(if_match, listed(goal_documents(connection)))
        declare_goals(connection, caller, [_goal(goal) for goal in body.items], now(state.settings))
        goals = goal_documents(connection)
    return page(request, goals, None, len(goals))


def _goal(goal: GoalModel) -> DeclaredGoal:
    labels, epics, commitments = (tuple(dict.fromkeys(n)) for n in (goal.labels, goal.epics, goal.commitments))
    return DeclaredGoal(Goal(goal.name, labels, epics, commitments, goal.maintenance), goal.source)
