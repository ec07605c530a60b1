"""`/projects` and `/summary`: the portfolio and what is in it."""

from __future__ import annotations

from fastapi import APIRouter, HTTPException, Request
from starlette.responses import Response

from app.api.answers import Format, answer, page, table, wants_csv
from app.api.examples import PROJECT, SUMMARY, paged
from app.api.models.projects import ProjectModel, ProjectsModel, SummaryModel
from app.api.operations import answers
from app.api.state import sight_of, state_of
from app.database.engine import reading
from app.export import columns
from app.portfolio import project_document, project_documents, summary

router = APIRouter(tags=["projects"])


@router.get(
    "/projects",
    operation_id="listProjects",
    summary="All projects, with counts, status and coverage",
    responses=answers(ProjectsModel, 422, example=paged(PROJECT), csv=True),
    response_model=None,
)
def list_(request: Request, format: Format = None) -> Response:
    """Every project that has a history."""
    with reading(state_of(request).engine) as connection:
        documents = project_documents(connection, sight_of(request))
    if wants_csv(request, format):
        return table(request, documents, columns.PROJECTS)
    return page(request, documents, None, len(documents))


@router.get(
    "/projects/{id}",
    operation_id="getProject",
    summary="One project, by id or key",
    responses=answers(ProjectModel, 404, 422, example=PROJECT),
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
    responses=answers(SummaryModel, 422, example=SUMMARY, csv=True),
    response_model=None,
)
def get_summary(request: Request, format: Format = None) -> Response:
    """Project by symptom with status, worst severity, number and the trend over 12 weeks, as of the newest scan."""
    with reading(state_of(request).engine) as connection:
        document = summary(connection, sight_of(request))
    if wants_csv(request, format):
        return table(request, columns.summary_rows(document), columns.SUMMARY)
    return answer(request, document)
