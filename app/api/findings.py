"""`/findings`: what was seen, by filter, and one of them with all its evidence."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated, Literal

from fastapi import APIRouter, HTTPException, Query, Request
from starlette.responses import Response

from app.api.answers import Cursor, Format, answer, page, page_size, table, wants_csv
from app.api.examples import FINDING, paged
from app.api.models.detectors import DetectorName
from app.api.models.findings import FindingModel, FindingsModel
from app.api.models.shared import Severity, Status, SubjectType, Symptom
from app.api.moments import Moment
from app.api.operations import answers
from app.api.state import language_of, sight_of, state_of, version_of
from app.database.engine import reading
from app.export.columns import FINDINGS
from app.findings.document import decode
from app.findings.listing import FindingQuery, count_findings, filter_documents, get_finding, list_findings
from app.findings.past import past_findings

router = APIRouter(tags=["findings"])

Sort = Literal[
    "severity", "-severity", "confidence", "-confidence", "first_visible", "-first_visible", "last_seen", "-last_seen",
    "title", "-title",
]  # fmt: skip
_A_PAGE = 50


@router.get(
    "/findings",
    operation_id="listFindings",
    summary="Findings, filtered and page by page",
    responses=answers(FindingsModel, 404, 409, 422, example=paged(FINDING), csv=True),
    response_model=None,
)
def list_(
    request: Request,
    project: Annotated[list[str] | None, Query(description="keys of projects; repeated values mean or")] = None,
    source: Annotated[list[str] | None, Query(description="names of sources")] = None,
    symptom: Annotated[list[Symptom] | None, Query(description="which gap they show")] = None,
    detector: Annotated[
        list[DetectorName] | None, Query(description="names of detectors; `/detectors` lists them")
    ] = None,
    severity: Annotated[list[Severity] | None, Query(description="exactly these")] = None,
    min_severity: Annotated[Severity | None, Query(description="this or worse")] = None,
    status: Annotated[list[Status] | None, Query(description="where they are in their life")] = None,
    subject_type: Annotated[list[SubjectType] | None, Query(description="what they are about")] = None,
    since: Annotated[Moment | None, Query(description="first visible at or after this date or instant")] = None,
    as_of: Annotated[Moment | None, Query(description="what a scan at this date saw, scanning if none is kept")] = None,
    q: Annotated[str | None, Query(max_length=200, description="a text anywhere in the finding")] = None,
    sort: Annotated[Sort, Query(description="the order; `-` turns it round")] = "-severity",
    limit: Annotated[int | None, Query(ge=1, le=500, description="50 as JSON, all as CSV, if left out")] = None,
    cursor: Cursor = None,
    format: Format = None,
) -> Response:
    """Findings as they stand now or, with `as_of`, as a scan of that moment saw them.

    Repeated values of one parameter mean "or", different parameters mean "and".
    """
    state, sight, language = state_of(request), sight_of(request), language_of(request)
    csv = wants_csv(request, format)
    query = FindingQuery(
        project or (), source or (), symptom or (), detector or (), severity or (), min_severity, status or (),
        subject_type or (), since, q, sort, page_size(limit, csv, _A_PAGE), cursor,
    )  # fmt: skip
    if as_of is not None:
        found = filter_documents(past_findings(state.engine, state.settings, as_of, sight), query, language)
    else:
        with reading(state.engine) as connection:
            # All pages of a list have one total, and counting takes longer than reading a page.
            filters = (repr(replace(query, sort="", limit=0, cursor=None)), sight.projects)
            total = state.totals.of(filters, version_of(request), lambda: count_findings(connection, query, sight))
            found = list_findings(connection, query, sight, language, total)
    if csv:
        return table(request, (decode(bytes(item).decode()) for item in found.items), FINDINGS, found.next_cursor)
    return page(request, found.items, found.next_cursor, found.total)


@router.get(
    "/findings/{id}",
    operation_id="getFinding",
    summary="One finding with all its evidence",
    responses=answers(FindingModel, 404, 422, example=FINDING),
    response_model=None,
)
def get(request: Request, id: str) -> Response:
    """One finding as it stands. Its ETag, sent as If-Match with a decision, keeps two people from deciding at once."""
    with reading(state_of(request).engine) as connection:
        document = get_finding(connection, id, sight_of(request), language_of(request))
    if document is None:
        raise HTTPException(404, f'there is no finding "{id}"')
    return answer(request, document)
