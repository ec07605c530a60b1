"""`/projects/{id}/leads`: who leads a project, and where it is alerted."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, HTTPException, Request
from sqlalchemy import Connection
from starlette.responses import Response

from app.access.audit import record
from app.access.caller import ADMIN, READ
from app.api.answers import answer
from app.api.models.declared import LeadsModel, LeadsShownModel
from app.api.operations import answers
from app.api.state import needs, state_of
from app.api.writing import IfMatch, unchanged
from app.clock import now
from app.database.engine import reading, writing
from app.declaration.projects import give, project_row
from app.portfolio import find_project
from app.targets import masked

router = APIRouter(tags=["declared"])

_LEADS = {"leads": ["lead@acme.example"], "alerts": ["mailto://…"]}


@router.get(
    "/projects/{id}/leads", operation_id="getLeads", summary="Who leads a project",
    responses=answers(LeadsShownModel, 404, 422, example=_LEADS), response_model=None,
)  # fmt: skip
def get_leads(request: Request, id: str) -> Response:
    """Who leads a project, and where it is alerted."""
    caller = needs(request, READ)
    with reading(state_of(request).engine) as connection:
        return answer(request, _leads(connection, _project(connection, id, request), whole=caller.may(ADMIN)))


@router.put(
    "/projects/{id}/leads", operation_id="setLeads", summary="Say who leads a project",
    responses=answers(LeadsShownModel, 404, 409, 412, 422, example=_LEADS), response_model=None,
)  # fmt: skip
def put_leads(request: Request, id: str, body: LeadsModel, if_match: IfMatch = None) -> Response:
    """Replace who leads a project and where it is alerted."""
    caller, state = needs(request, ADMIN), state_of(request)
    with writing(state.engine) as connection:
        project = _project(connection, id, request)
        unchanged(if_match, _leads(connection, project, whole=True))
        give(connection, project_row(connection, project), leads=body.leads or None, alerts=body.alerts or None)
        at, details = now(state.settings), {"leads": body.leads, "alerts": [masked(a) for a in body.alerts]}
        record(connection, caller, "declared leads", project, at, project=project, details=details)
        return answer(request, _leads(connection, project, whole=True))


def _leads(connection: Connection, project: str, *, whole: bool) -> dict[str, Any]:
    row = project_row(connection, project)
    alerts = list(row.alerts or ())
    return {"leads": list(row.leads or ()), "alerts": alerts if whole else [masked(alert) for alert in alerts]}


def _project(connection: Connection, identity: str, request: Request) -> str:
    row = find_project(connection, identity, needs(request, READ).sight)
    if row is None:
        raise HTTPException(404, f'there is no project "{identity}"')
    return str(row.id)
