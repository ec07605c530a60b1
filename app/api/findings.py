"""`/findings`: what was seen, by filter, and one of them with all its evidence."""

from __future__ import annotations

from typing import Annotated, Literal

from fastapi import APIRouter, HTTPException, Query, Request
from starlette.responses import Response

from app.api.answers import answer, page
from app.api.models import FindingModel, FindingsModel, ProblemModel
from app.api.state import language_of, sight_of, state_of
from app.database.engine import reading
from app.findings.listing import FindingQuery, filter_documents, get_finding, list_findings
from app.findings.past import past_findings
from app.instants import parse_date, parse_instant

router = APIRouter(tags=["findings"])

Symptom = Literal["delivery", "consultation", "scope"]
Severity = Literal["low", "medium", "high", "critical"]
Status = Literal["open", "acknowledged", "dismissed", "resolved"]
SubjectType = Literal["release", "sprint", "milestone", "epic", "issue", "project"]
Sort = Literal[
    "severity", "-severity", "confidence", "-confidence", "first_visible", "-first_visible", "last_seen", "-last_seen",
    "title", "-title",
]  # fmt: skip


@router.get(
    "/findings",
    operation_id="listFindings",
    summary="Findings, filtered and page by page",
    responses={200: {"model": FindingsModel}, 304: {}, 400: {"model": ProblemModel}, 422: {"model": ProblemModel}},
    response_model=None,
)
def list_(
    request: Request,
    project: Annotated[list[str] | None, Query(description="keys; repeated values mean or")] = None,
    source: Annotated[list[str] | None, Query()] = None,
    symptom: Annotated[list[Symptom] | None, Query()] = None,
    detector: Annotated[list[str] | None, Query()] = None,
    severity: Annotated[list[Severity] | None, Query()] = None,
    min_severity: Annotated[Severity | None, Query()] = None,
    status: Annotated[list[Status] | None, Query()] = None,
    subject_type: Annotated[list[SubjectType] | None, Query()] = None,
    since: Annotated[str | None, Query(description="first visible at or after this date or instant")] = None,
    as_of: Annotated[str | None, Query(description="what a scan at this date saw, scanning if none is kept")] = None,
    q: Annotated[str | None, Query(max_length=200, description="a text anywhere in the finding")] = None,
    sort: Annotated[Sort, Query()] = "-severity",
    limit: Annotated[int, Query(ge=1, le=500)] = 50,
    cursor: Annotated[str | None, Query(max_length=500)] = None,
) -> Response:
    """Findings as they stand now or, with `as_of`, as a scan of that moment saw them."""
    query = FindingQuery(
        project or (), source or (), symptom or (), detector or (), severity or (), min_severity, status or (),
        subject_type or (), _instant("since", since), q, sort, limit, cursor,
    )  # fmt: skip
    state, sight, language = state_of(request), sight_of(request), language_of(request)
    moment = _instant("as_of", as_of)
    if moment is not None:
        found = filter_documents(past_findings(state.engine, state.settings, moment, sight), query, language)
    else:
        with reading(state.engine) as connection:
            found = list_findings(connection, query, sight, language)
    return page(request, found.items, found.next_cursor, found.total)


@router.get(
    "/findings/{id}",
    operation_id="getFinding",
    summary="One finding with all its evidence",
    responses={200: {"model": FindingModel}, 304: {}, 404: {"model": ProblemModel}},
    response_model=None,
)
def get(request: Request, id: str) -> Response:
    """One finding as it stands."""
    with reading(state_of(request).engine) as connection:
        document = get_finding(connection, id, sight_of(request), language_of(request))
    if document is None:
        raise HTTPException(404, f'there is no finding "{id}"')
    return answer(request, document)


def _instant(name: str, text: str | None) -> int | None:
    if text is None:
        return None
    try:
        return parse_date(text) if len(text) == len("2012-08-02") else parse_instant(text)
    except ValueError:
        raise HTTPException(422, f"query parameter {name}: {text!r} is no date such as 2012-08-02") from None
