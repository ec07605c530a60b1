"""`/projects/{id}/measures`: the measured figures week by week, flagged or not."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, HTTPException, Query, Request
from starlette.responses import Response

from app.api.answers import Cursor, Format, page, page_size, table, wants_csv
from app.api.examples import MEASURE, paged
from app.api.models.detectors import DetectorName
from app.api.models.measures import MeasuresModel
from app.api.moments import Day
from app.api.operations import answers
from app.api.periods import period
from app.api.state import sight_of, state_of
from app.clock import now
from app.export.columns import MEASURES, measure_rows
from app.measures import MeasureQuery

router = APIRouter(tags=["projects"])

_WEEKS = 12
_A_PAGE = 200


@router.get(
    "/projects/{id}/measures",
    operation_id="listMeasures",
    summary="What detectors measured of a project, week by week",
    responses=answers(MeasuresModel, 404, 409, 422, example=paged(MEASURE), csv=True),
    response_model=None,
)
def list_(
    request: Request,
    id: str,
    detector: Annotated[
        list[DetectorName] | None, Query(description="names of detectors; `/detectors` lists them")
    ] = None,
    since: Annotated[Day | None, Query(alias="from", description="12 weeks before `until` if left out")] = None,
    until: Annotated[Day | None, Query(description="today if left out")] = None,
    limit: Annotated[int | None, Query(ge=1, le=1000, description="200 as JSON, all as CSV, if left out")] = None,
    cursor: Cursor = None,
    format: Format = None,
) -> Response:
    """The figures of every subject on the Mondays of a period, and on its last day, by detector and subject.

    Also of subjects that no finding is about: these are the lines of which a finding is a point. Where a detector could
    not judge, the reason stands in the place of figures; a table leaves these out.
    """
    state = state_of(request)
    first, last = period(since, until, now(state.settings), _WEEKS)
    csv = wants_csv(request, format)
    query = MeasureQuery(first, last, detector or (), page_size(limit, csv, _A_PAGE), cursor)
    found = state.measures.page(sight_of(request), id, query)
    if found is None:
        raise HTTPException(404, f'there is no project "{id}"')
    project, measures = found
    if csv:
        return table(request, measure_rows(project, measures.items), MEASURES, measures.next_cursor)
    return page(request, measures.items, measures.next_cursor, measures.total)
