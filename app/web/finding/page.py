"""`/findings/{id}`: one finding, what both sides may do with it, and a proposal for when to talk."""

from __future__ import annotations

from typing import Any, Literal

import msgspec
from fastapi import APIRouter, HTTPException, Request
from sqlalchemy import Connection
from starlette.concurrency import run_in_threadpool
from starlette.responses import RedirectResponse, Response

from app.access.caller import WRITE
from app.access.sight import Sight
from app.alerts.texts import conversation_invite
from app.alerts.texts.plain import one_line
from app.alerts.texts.words import WORDS as MESSAGES
from app.api.forms import form_of
from app.api.state import caller_of, needs, sight_of, state_of
from app.clock import now
from app.commitments.listing import CommitmentQuery
from app.database.engine import reading, writing
from app.declaration.reading_back import schedule_that_holds
from app.errors import NotNow
from app.findings.deciding import project_of
from app.findings.issue_titles import issue_titles
from app.findings.listing import get_finding
from app.findings.steps import history
from app.instants import DAY, day_of, parse_date, parse_instant
from app.web.finding.figures import figures_of
from app.web.finding.judged import judged_by
from app.web.finding.story import story
from app.web.finding.talking import ACTS, LONGEST, Refused, Said, acts_of, keep, said, wrong_with
from app.web.finding.texts import TEXTS
from app.web.language import language_of
from app.web.rendering import HEADERS, page, unchanged
from app.web.words import WORDS
from detectors.calendar import WorkingDays

router = APIRouter()

Done = Literal["note", "acknowledge", "dismiss", "reopen", "settled"]
_FORM_BYTES = 60_000


@router.get("/findings/{id}")
def show(request: Request, id: str, done: Done | None = None) -> Response:
    """One finding with its story, its questions, the conversation and all its steps; `done` is what was just kept."""
    if (answer := unchanged(request)) is not None:
        return answer
    return _shown(request, id, done=done)


@router.post("/findings/{id}")
async def write(request: Request, id: str) -> Response:
    """Keep what a form of the page says, and lead back to the page; or show it again with what has to be seen to."""
    what = said(await form_of(request, most=_FORM_BYTES))
    if what.act not in ACTS:
        raise HTTPException(422, f"act is none of {', '.join(ACTS)}")
    return await run_in_threadpool(_write, request, id, what)


@router.get("/findings/{id}/conversation.ics")
def invite(request: Request, id: str) -> Response:
    """A calendar file for half an hour together."""
    state, language = state_of(request), language_of(request)
    with reading(state.engine) as connection:
        document = _document(connection, id, sight_of(request), language)
        timezone = schedule_that_holds(connection).timezone
    body = conversation_invite(
        document, language=language, created_at=now(state.settings), timezone=timezone,
        holidays=state.settings.holidays, url=state.settings.url,
    )  # fmt: skip
    headers = {**HEADERS, "Content-Disposition": f'attachment; filename="brug-{id}.ics"'}
    return Response(body, 200, headers, "text/calendar; charset=utf-8")


def _write(request: Request, identity: str, what: Said) -> Response:
    caller, state = needs(request, WRITE), state_of(request)
    at = now(state.settings)
    with writing(state.engine) as connection:
        _document(connection, identity, caller.sight, "en")
        refused = wrong_with(what, at)
        if refused is None:
            try:
                refused = keep(connection, identity, what, caller, at)
            except NotNow:
                refused = Refused("not_now")
    if refused is None:
        done = "settled" if what.is_settled else what.act
        way = f"/findings/{identity}?done={done}#conversation"
        return RedirectResponse(way, 303, {"Cache-Control": "no-store"})
    return _shown(request, identity, typed=what, refused=refused)


def _shown(
    request: Request,
    identity: str,
    *,
    done: str | None = None,
    typed: Said | None = None,
    refused: Refused | None = None,
) -> Response:
    language, state, caller = language_of(request), state_of(request), caller_of(request)
    texts, words, at = TEXTS[language], WORDS[language], now(state.settings)
    with reading(state.engine) as connection:
        document = _document(connection, identity, caller.sight, language)
        project = project_of(connection, identity)
        steps = history(connection, identity, caller.sight) or []
        judged = judged_by(connection, document, language)
        titles = issue_titles(connection, project or "", {one["issue"] for one in document["evidence"]})
    commitment = _commitment(request, project, document)
    deadline = _deadline(document, commitment)
    days = {
        "first_visible": document["first_visible"],
        "agreed": deadline,
        "due": None if commitment is None or commitment["due_on"] == deadline else commitment["due_on"],
        "delivered": None if commitment is None else commitment["delivered_on"],
    }
    link = f"{state.settings.url}/findings/{identity}"
    status = 200 if refused is None else 409 if refused.because in ("meanwhile", "not_now") else 422
    return page(
        request, "finding.html", texts, status=status,
        finding=document, project=project, steps=steps, judged=judged, here=f"/findings/{identity}",
        story=story(document["evidence"], titles, days), figures=figures_of(document, words.unit, language),
        deadline=deadline, ahead=_ahead(document, deadline, state.settings.holidays),
        roles=MESSAGES[language].role[document["symptom"]],
        link=link, mail=_mail(document, link, texts), may_write=caller.may(WRITE), acts=acts_of(document["status"]),
        longest=LONGEST, done=done, typed=typed, refused=refused, tomorrow=str(day_of(at + DAY)),
    )  # fmt: skip


def _document(connection: Connection, identity: str, sight: Sight, language: str) -> dict[str, Any]:
    found = get_finding(connection, identity, sight, language)
    if found is None:
        raise HTTPException(404, f'there is no finding "{identity}"')
    document: dict[str, Any] = msgspec.json.decode(found)
    return document


def _commitment(request: Request, project: str | None, document: dict[str, Any]) -> dict[str, Any] | None:
    """What the finding's subject promised, where it is a commitment."""
    subject = document["subject"]
    if project is None or subject["kind"] != "commitment":
        return None
    of = Sight(frozenset([project]))
    found = state_of(request).commitments.page(of, CommitmentQuery(type=(subject["type"],), limit=100_000)).items
    return next((one for one in found if one["external_id"] == subject["id"]), None)


def _deadline(document: dict[str, Any], commitment: dict[str, Any] | None) -> str | None:
    """The day that was agreed first: a date that moved since is no reason to have seen it earlier.

    An issue with a date of its own is no commitment; there its detector tells the date.
    """
    days = (
        (commitment["baseline_due_on"], commitment["due_on"])
        if commitment is not None
        else (document["measures"].get("first_due_on"), document["measures"].get("due_on"))
    )
    return next((str(day) for day in days if day), None)


def _ahead(document: dict[str, Any], deadline: str | None, holidays: str) -> int | None:
    """How many working days before the deadline it showed first; below 0 after it."""
    if deadline is None:
        return None
    return WorkingDays(holidays).between(parse_instant(document["first_visible"]), parse_date(deadline))


def _mail(document: dict[str, Any], link: str, texts: Any) -> dict[str, str]:
    title = one_line(document["title"], 120)
    return {"subject": title, "body": texts.mail_body.format(title=title, link=link)}
