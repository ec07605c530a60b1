"""`/schedule`: when brug syncs and scans by itself, and what came of it."""

from __future__ import annotations

from fastapi import APIRouter, Request
from starlette.responses import Response

from app.api.answers import answer, listed
from app.api.examples import SCHEDULE, paged
from app.api.models.schedule import SchedulesModel
from app.api.operations import answers
from app.api.state import sight_of, state_of
from app.clock import now
from app.database.engine import reading
from app.schedule.showing import schedule_documents

router = APIRouter(tags=["scans"])


@router.get(
    "/schedule",
    operation_id="listSchedules",
    summary="When brug syncs and scans by itself",
    responses=answers(SchedulesModel, 422, example=paged(SCHEDULE)),
    response_model=None,
)
def list_(request: Request) -> Response:
    """Every schedule: the organisation's, and those of sources and projects with a crontab line of their own.

    `next_due_at` follows the newest run: where it lies in the past, no process leads that would enter it.
    """
    state = state_of(request)
    with reading(state.engine) as connection:
        return answer(request, listed(schedule_documents(connection, now(state.settings), sight_of(request))))
