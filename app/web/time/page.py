"""`/time`: the time machine."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from sqlalchemy import select
from starlette.responses import Response

from app.api.moments import Day
from app.api.state import sight_of, state_of, version_of
from app.clock import now
from app.commitments.listing import CommitmentQuery
from app.database.engine import reading
from app.database.finding_tables import findings
from app.instants import day_of
from app.past.deadlines import deadlines_of
from app.past.machine import Underway
from app.past.weeks import Past, PastProject, PastRow, Stood, row_of
from app.portfolio import SYMPTOMS
from app.trouble import Order, order_of
from app.web.language import language_of
from app.web.rendering import page, unchanged
from app.web.time.drawing import open_chart, spans
from app.web.time.texts import TEXTS
from app.web.words import WORDS
from detectors.finding import SEVERITIES

router = APIRouter()

MOST_ROWS, MOST_LINES, MOST_DEADLINES = 50, 20, 500
# So long a page waits before it tells how far the sweep is.
_PATIENCE = 1.0


@router.get("/time")
def show(
    request: Request, week: Annotated[Day | None, Query(description="a day of the week that is shown")] = None
) -> Response:
    """The portfolio as it would have been seen in a week (the newest if left out), all weeks together, and deadlines.

    What moves with the slider is asked for alone (HX-Request).
    """
    if (answer := unchanged(request)) is not None:
        return answer
    state, language, sight = state_of(request), language_of(request), sight_of(request)
    texts, at = TEXTS[language], now(state.settings)
    moves = request.headers.get("hx-request") == "true"
    past = state.time_machine.of(sight, at, version_of(request), _PATIENCE)
    if isinstance(past, Underway):
        # Not 200: such an answer must not be kept for the time when all is there.
        return page(request, "time.html", texts, status=202, underway=past, week=week, past=None, moves=False)
    if moves and request.headers.get("hx-target", "").endswith("underway"):
        return Response(status_code=204, headers={"HX-Refresh": "true"})
    number = _position(past, week)
    shown = _week(request, past, number) if past.projects else None
    values: dict[str, Any] = {}
    if not moves and shown is not None:
        # Of many projects it takes a while, and no week changes it.
        commitments = state.commitments.page(sight, CommitmentQuery(limit=1_000_000)).items
        deadlines = deadlines_of(past, commitments, state.settings.holidays, at)
        values = {
            "deadlines": deadlines,
            "spans": spans(deadlines.all),
            "listed": deadlines.all[:MOST_DEADLINES],
            "chart": open_chart(past, WORDS[language].symptom, language),
            "counts": [(day_of(past.moments[k]), past.counts(k)) for k in reversed(past.weeks)],
            "most": max(sum(past.counts(k).values()) for k in past.weeks),
        }
    return page(
        request, "time.html", texts, underway=None, past=past, moves=moves, number=number, shown=shown,
        days=[day_of(moment) for moment in past.moments], symptoms=SYMPTOMS, **values,
    )  # fmt: skip


def _position(past: Past, day: int | None) -> int:
    """The week that a day falls in: the first or the last one where it lies outside."""
    if day is None:
        return past.weeks[-1]
    return max(past.first, sum(moment <= day for moment in past.moments) - 1)


def _week(request: Request, past: Past, number: int) -> dict[str, Any]:
    """What the template shows of one week."""
    rows = sorted((row_of(project, number) for project in past.projects), key=_order)
    shown = [row for row in rows if any(row.numbers.values())] if len(rows) > MOST_ROWS else rows
    standing, new, over = list(past.standing(number)), past.new(number), past.over(number)
    return {
        "rows": shown[:MOST_ROWS],
        "left_out": len(rows) - len(shown[:MOST_ROWS]),
        "open": len(standing),
        "red": sum(row.rag["overall"] == "red" for row in rows),
        "lists": [
            ("new", len(new), _worst_first(new, number)),
            ("over", len(over), _worst_first(over, number)),
        ],
        "known": _known(request, [one.finding for _, one in [*new, *over]]),
    }


def _order(row: PastRow) -> Order:
    worst = max((one for one in row.worst.values() if one is not None), key=SEVERITIES.index, default=None)
    return order_of(row.rag["overall"], worst, sum(row.numbers.values()), row.since, row.project.name)


def _worst_first(found: Iterable[tuple[PastProject, Stood]], week: int) -> Sequence[tuple[PastProject, Stood, str]]:
    """The gravest, each with its severity in that week or, of what is over, the last one it had."""
    told = [(project, one, one.severities[min(week - one.since, len(one.severities) - 1)]) for project, one in found]
    told.sort(key=lambda one: (-SEVERITIES.index(one[2]), one[0].key, one[1].subject.name))
    return told[:MOST_LINES]


def _known(request: Request, wanted: Sequence[str]) -> frozenset[str]:
    """Those that have a page: what no scan of the present ever saw has none."""
    query = select(findings.c.id).where(findings.c.id.in_(wanted), sight_of(request).of(findings.c.project))
    with reading(state_of(request).engine) as connection:
        return frozenset(connection.execute(query).scalars())
