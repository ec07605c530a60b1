"""`/`: the portfolio."""

from __future__ import annotations

from typing import Annotated, Any, Literal

import msgspec
from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from app.api.state import sight_of, state_of
from app.beginning import beginning
from app.database.engine import reading
from app.findings.life_cycle import STANDING
from app.findings.listing import FindingQuery, list_findings
from app.findings.news import latest_over, newest
from app.instants import DAY, parse_instant, rfc3339
from app.portfolio import SYMPTOMS, project_documents, summary_of
from app.trouble import COLOURS, troubles
from app.web.language import language_of
from app.web.portfolio.heat import HEIGHT, WIDTH, heat, highest, judged_shares, trend
from app.web.portfolio.texts import TEXTS
from app.web.rendering import page, unchanged

router = APIRouter()

_WEEK = 7 * DAY
_NEWS, _FOUND = 5, 20


@router.get("/")
def show(
    request: Request,
    q: Annotated[str, Query(max_length=200)] = "",
    rag: Literal["red", "amber", "green", "grey"] | None = None,
    page_number: Annotated[int, Query(alias="page", ge=1, le=100_000)] = 1,
) -> Response:
    """Project by symptom, what is new, what is over; with `q`, the projects and findings that hold a text."""
    if (answer := unchanged(request)) is not None:
        return answer
    sight, language, q = sight_of(request), language_of(request), q.strip()
    with reading(state_of(request).engine) as connection:
        steps, documents = beginning(connection, sight), project_documents(connection, sight)
        whole, standing = summary_of(connection, documents, sight), troubles(connection, sight)
        as_of = whole["as_of"]
        since = parse_instant(as_of) - _WEEK if as_of is not None else 0
        fresh, over = (news(connection, since, _NEWS, sight, language) for news in (newest, latest_over))
        found: list[dict[str, Any]] = []
        number = 0
        if q:
            query = FindingQuery(status=STANDING, q=q, limit=_FOUND)
            listed = list_findings(connection, query, sight, language)
            found, number = [msgspec.json.decode(item) for item in listed.items], listed.total
    rows = heat(whole["projects"], standing, rag, q, page_number)
    return page(
        request, "portfolio.html", TEXTS[language],
        whole=whole, heat=rows, troubles=standing, judged=judged_shares(documents), steps=steps,
        fresh=fresh, over=over, q=q, rag=rag, found=found, found_number=number,
        colours=COLOURS, symptoms=SYMPTOMS, as_of=as_of, instant=rfc3339,
        trend=trend, highest=highest(rows.rows), width=WIDTH, height=HEIGHT,
    )  # fmt: skip
