"""`/projects/{id}/leads`: who leads a project, and where it is alerted."""

from __future__ import annotations

from fastapi import APIRouter, HTTPException, Request
from sqlalchemy import Connection
from starlette.responses import Response

from app.access.caller import ADMIN, READ
from app.api.answers import answer
from app.api.models.declared import LeadsModel, LeadsShownModel
from app.api.operations import answers
from app.api.state import needs, state_of
from app.api.writing import IfMatch, unchanged
from app.clock import now
from app.database.engine import reading, writing
from app.declaring import declare_leads, leads_document
from app.portfolio import find_project

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
        return answer(request, leads_document(connection, _project(connection, id, request), whole=caller.may(ADMIN)))


@router.put(
    "/projects/{id}/leads", operation_id="setLeads", summary="Say who leads a project",
    responses=answers(LeadsShownModel, 404, 409, 412, 422, example=_LEADS), response_model=None,
)  # fmt: skip
def put_leads(request: Request, id: str, body: LeadsModel, if_match: IfMatch = None) -> Response:
    """Replace who leads a project and where it is alerted."""
    caller, state = needs(request, ADMIN), state_of(request)
    with writing(state.engine) as connection:
        project = _project(connection, id, request)
        unchanged(if_match, leads_document(connection, project, whole=True))
        declare_leads(connection, caller, project, body.leads, body.alerts, now(state.settings))
        return answer(request, leads_document(connection, project, whole=True))


def _project(connection: Connection, identity: str, request: Request) -> str:
    row = find_project(connection, identity, needs(request, READ).sight)
    if row is None:
        raise HTTPException(404, f'there is no project "{identity}"')
    return str(row.id)
