"""`/projects` and `/summary`: the portfolio and what is in it."""

from __future__ import annotations

from fastapi import APIRouter, HTTPException, Request
from starlette.responses import Response

from app.api.answers import answer, page
from app.api.models import ProblemModel, ProjectModel, ProjectsModel, SummaryModel
from app.api.state import sight_of, state_of
from app.database.engine import reading
from app.portfolio import project_document, project_documents, summary

router = APIRouter(tags=["projects"])


@router.get(
    "/projects",
    operation_id="listProjects",
    summary="All projects, with counts, status and coverage",
    responses={200: {"model": ProjectsModel}, 304: {}},
    response_model=None,
)
def list_(request: Request) -> Response:
    """Every project that has a history."""
    with reading(state_of(request).engine) as connection:
        documents = project_documents(connection, sight_of(request))
    return page(request, documents, None, len(documents))


@router.get(
    "/projects/{id}",
    operation_id="getProject",
    summary="One project, by id or key",
    responses={200: {"model": ProjectModel}, 304: {}, 404: {"model": ProblemModel}},
    response_model=None,
)
def get(request: Request, id: str) -> Response:
    """One project with its coverage: what could be judged, what not, and why."""
    with reading(state_of(request).engine) as connection:
        document = project_document(connection, id, sight_of(request))
    if document is None:
        raise HTTPException(404, f'there is no project "{id}"')
    return answer(request, document)


@router.get(
    "/summary",
    operation_id="getSummary",
    summary="The portfolio in one answer",
    responses={200: {"model": SummaryModel}, 304: {}},
    response_model=None,
)
def get_summary(request: Request) -> Response:
    """Project by symptom with status, worst severity, number and the trend over 12 weeks."""
    with reading(state_of(request).engine) as connection:
        return answer(request, summary(connection, sight_of(request)))
