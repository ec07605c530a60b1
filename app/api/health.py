"""`/healthz`, `/readyz` and `/metrics`: alive; migrated and reachable; how it is, in figures."""

from __future__ import annotations

from fastapi import APIRouter, Request
from sqlalchemy.exc import SQLAlchemyError
from starlette.responses import Response

import migrations
from app.access.caller import READ
from app.api.answers import answer
from app.api.operations import answers
from app.api.problems import problem
from app.api.state import needs, state_of
from app.clock import now
from app.database.engine import reading
from app.database.migrate import version
from app.errors import BrugError
from app.metrics import metrics
from app.schedule.showing import overdue_sources

router = APIRouter(tags=["health"])


@router.get("/healthz", operation_id="getHealth", summary="Alive", response_model=None)
def health(request: Request) -> Response:
    """This process answers."""
    return answer(request, {"status": "ok"})


@router.get(
    "/readyz", operation_id="getReadiness", summary="Migrated and reachable", response_model=None,
    responses={503: {"description": "the database cannot be reached or is not migrated"}},
)  # fmt: skip
def ready(request: Request) -> Response:
    """The database answers, and it is of this brug's version.

    Where sources were not synced for two periods of their schedule, brug still answers as well as any other process of
    it would: the status is 200, and `degraded` says how many.
    """
    state = state_of(request)
    try:
        with reading(state.engine) as connection:
            current = version(connection) == migrations.HEAD
            overdue = len(overdue_sources(connection, now(state.settings))) if current else 0
    except (SQLAlchemyError, BrugError):
        return problem(503, "the database does not answer")
    if not current:
        return problem(503, "the database is not of this brug's version")
    if overdue:
        return answer(request, {"status": "degraded", "overdue_sources": overdue})
    return answer(request, {"status": "ready"})


@router.get(
    "/metrics", operation_id="getMetrics", summary="Figures for Prometheus", response_model=None,
    responses=answers(None, 422) | {200: {"description": "Prometheus's text format", "content": {"text/plain": {}}}},
)  # fmt: skip
def figures(request: Request) -> Response:
    """Findings by symptom, severity and status; scans and syncs; sources and their age; when the next run is due."""
    needs(request, READ, whole=True)
    state = state_of(request)
    with reading(state.engine) as connection:
        return Response(
            metrics(connection, now(state.settings), is_leading=state.is_leading()),
            media_type="text/plain; version=0.0.4",
        )
