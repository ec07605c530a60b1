"""`/report`: one week of the portfolio."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Annotated

from fastapi import APIRouter, HTTPException, Query, Request
from starlette.responses import Response

from app.api import moments
from app.api.state import sight_of, state_of
from app.clock import now
from app.database.engine import reading
from app.instants import day_of, rfc3339, start_of
from app.portfolio import SYMPTOMS
from app.report.week import report_of
from app.trouble import COLOURS
from app.web.language import language_of
from app.web.rendering import page, unchanged
from app.web.report.bars import FOOT, HEIGHT, WIDTH, bars
from app.web.report.texts import TEXTS

router = APIRouter()

# So much fits on one page of paper.
_TALKS, _LINES, _NAMES = 10, 5, 8


@router.get("/report")
def show(request: Request, week: Annotated[moments.Day | None, Query()] = None) -> Response:
    """The report of the week that a day falls in; of the present week where none is given."""
    if (answer := unchanged(request)) is not None:
        return answer
    state, language, sight = state_of(request), language_of(request), sight_of(request)
    at = now(state.settings)
    this = _monday(day_of(at))
    monday = this if week is None else _monday(day_of(week))
    if monday > this:
        raise HTTPException(404, f"the week of {monday} lies in the future")
    with reading(state.engine) as connection:
        report = report_of(connection, start_of(monday), at, sight, language, talks=_TALKS, lines=_LINES)
    first = None if report.first is None else _monday(day_of(report.first))
    return page(
        request, "report.html", TEXTS[language],
        report=report, monday=monday, sunday=monday + timedelta(days=6), number=monday.isocalendar().week,
        earlier=monday - timedelta(days=7) if first is not None and first < monday else None,
        later=monday + timedelta(days=7) if monday < this else None, is_over=monday < this, first=first,
        colours=COLOURS, symptoms=SYMPTOMS, bars=bars(report.trend), width=WIDTH, height=HEIGHT, foot=FOOT,
        names=_NAMES, instant=rfc3339, is_bound=not sight.is_whole,
    )  # fmt: skip


def _monday(day: date) -> date:
    return day - timedelta(days=min(day.weekday(), (day - date.min).days))
