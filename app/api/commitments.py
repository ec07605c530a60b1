"""`/commitments`: releases, sprints, milestones and epics, as they stand and day by day."""

from __future__ import annotations

from typing import Annotated, Literal

from fastapi import APIRouter, HTTPException, Query, Request
from starlette.responses import Response

from app.api.answers import Cursor, Format, answer, page, page_size, table, wants_csv
from app.api.examples import COMMITMENT, COMMITMENT_DAY, paged
from app.api.models.commitments import (
    CommitmentDaysModel,
    CommitmentModel,
    CommitmentsModel,
    CommitmentState,
    CommitmentType,
)
from app.api.moments import Day
from app.api.operations import answers
from app.api.state import sight_of, state_of
from app.commitments.listing import CommitmentQuery
from app.export.columns import COMMITMENTS

router = APIRouter(tags=["commitments"])

Sort = Literal[
    "due_on", "-due_on", "start_on", "-start_on", "delivered_on", "-delivered_on", "name", "-name", "members",
    "-members", "unresolved", "-unresolved", "added", "-added", "removed", "-removed", "growth", "-growth",
]  # fmt: skip
_A_PAGE = 50


@router.get(
    "/commitments",
    operation_id="listCommitments",
    summary="Releases, sprints, milestones and epics, filtered and page by page",
    responses=answers(CommitmentsModel, 404, 422, example=paged(COMMITMENT), csv=True),
    response_model=None,
)
def list_(
    request: Request,
    project: Annotated[list[str] | None, Query(description="keys of projects; repeated values mean or")] = None,
    source: Annotated[list[str] | None, Query(description="names of sources")] = None,
    type: Annotated[list[CommitmentType] | None, Query(description="what was promised")] = None,
    state: Annotated[list[CommitmentState] | None, Query(description="where they are in their life")] = None,
    q: Annotated[str | None, Query(max_length=200, description="a text anywhere in the name")] = None,
    sort: Annotated[Sort, Query(description="the order; `-` turns it round, what has no value comes last")] = "due_on",
    limit: Annotated[int | None, Query(ge=1, le=500, description="50 as JSON, all as CSV, if left out")] = None,
    cursor: Cursor = None,
    format: Format = None,
) -> Response:
    """All commitments, also those that are long over or that no detector could judge.

    They stand as the newest scan saw them, or as the last sync found them where that brought something new. Repeated
    values of one parameter mean "or", different parameters mean "and".
    """
    csv = wants_csv(request, format)
    query = CommitmentQuery(
        project or (), source or (), type or (), state or (), q, sort, page_size(limit, csv, _A_PAGE), cursor
    )
    found = state_of(request).commitments.page(sight_of(request), query)
    if csv:
        return table(request, found.items, COMMITMENTS, found.next_cursor)
    return page(request, found.items, found.next_cursor, found.total)


@router.get(
    "/commitments/{id}",
    operation_id="getCommitment",
    summary="One commitment",
    responses=answers(CommitmentModel, 404, 422, example=COMMITMENT),
    response_model=None,
)
def get(request: Request, id: str) -> Response:
    """One commitment, with the figures that the list has."""
    document = state_of(request).commitments.one(sight_of(request), id)
    if document is None:
        raise _nowhere(id)
    return answer(request, document)


@router.get(
    "/commitments/{id}/history",
    operation_id="getCommitmentHistory",
    summary="One commitment day by day",
    responses=answers(CommitmentDaysModel, 404, 422, example=[COMMITMENT_DAY]),
    response_model=None,
)
def get_history(
    request: Request,
    id: str,
    on: Annotated[Day | None, Query(description="the state at 00:00 UTC of this day, always one row")] = None,
) -> Response:
    """A row for each day whose state at 00:00 UTC differs from that of the day before; with `on`, that of one day.

    Only what is dated before a day counts for it, and a due date is the one that stood then.
    """
    commitments, sight = state_of(request).commitments, sight_of(request)
    rows = commitments.history(sight, id) if on is None else commitments.on(sight, id, on)
    if rows is None:
        raise _nowhere(id)
    return answer(request, rows)


def _nowhere(id: str) -> HTTPException:
    return HTTPException(404, f'there is no commitment "{id}"')
