"""`/setup/alerts`: who is told of what and when, what was sent, and how to stop it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any

from fastapi import APIRouter, HTTPException, Query, Request
from starlette.responses import RedirectResponse, Response

from app.access.caller import ADMIN, WRITE
from app.alerts.listing import DEAD, DUE, list_alerts
from app.alerts.managing import end_subscription, make_subscription, send_again, send_sample
from app.alerts.subscriptions import KINDS, Wish, list_subscriptions
from app.api.state import caller_of, needs, sight_of, state_of
from app.clock import now
from app.database.engine import reading, writing
from app.declaration.reading_back import schedule_that_holds
from app.declaring import alerting_document, declare_alerting
from app.errors import NotNow, SettingError, Undeliverable
from app.languages import LANGUAGES
from app.portfolio import SYMPTOMS
from app.scan import scannable
from app.targets import masked
from app.web.language import language_of
from app.web.rendering import unchanged
from app.web.setup.alerts.reading import read_alerting, read_wish
from app.web.setup.alerts.texts import TEXTS
from app.web.setup.forms import Form, SentForm, is_target, tag_of
from app.web.setup.frame import setup_page
from detectors.finding import SEVERITIES

router = APIRouter()

_NEWEST = 20
_NOTHING: dict[str, Any] = {"target": "", "kind": KINDS[0], "project": "", "severity": "medium", "language": "",
                            "symptoms": SYMPTOMS}  # fmt: skip


@router.get("/setup/alerts")
def show(request: Request, done: Annotated[str | None, Query(max_length=20)] = None) -> Response:
    """Everything about messages on one page: mails lead here."""
    return unchanged(request) or _shown(request)


@router.post("/setup/alerts")
def save(request: Request, form: SentForm) -> Response:
    """Declare how alerts are sent."""
    caller, state, language = needs(request, ADMIN, whole=True), state_of(request), language_of(request)
    alerting, wrong = read_alerting(form, language)
    with writing(state.engine) as connection:
        document = alerting_document(connection, whole=True)
        is_of = form.is_of(document)
        if is_of and not wrong:
            declare_alerting(connection, caller, alerting, now(state.settings))
            return RedirectResponse("/setup/alerts?done=saved", 303)
    version = form.text("version") if wrong else tag_of(document)
    typed = {"from": form.text("from"), "until": form.text("until"), "language": form.text("language"),
             "digest": form.lines("digest")}  # fmt: skip
    return _shown(request, rules=typed, version=version, wrong=wrong, changed=not wrong, status=422 if wrong else 409)


@router.post("/setup/alerts/subscriptions")
def add(request: Request, form: SentForm) -> Response:
    """Have an address told."""
    caller, state = needs(request, WRITE), state_of(request)
    with writing(state.engine) as connection:
        known = {row.id for row in scannable(connection, sight=caller.sight)}
        wish, wrong = read_wish(form, known, language_of(request), is_admin=caller.may(ADMIN))
        if not wrong:
            make_subscription(connection, caller, wish, now(state.settings))
            return RedirectResponse("/setup/alerts?done=saved#subscriptions", 303)
    return _shown(request, wish=_wish(wish, form), wrong=wrong, status=422)


@router.post("/setup/alerts/subscriptions/end")
def end(request: Request, form: SentForm) -> Response:
    """Tell an address no more."""
    caller, state = needs(request, WRITE), state_of(request)
    with writing(state.engine) as connection:
        if not end_subscription(connection, caller, form.text("id"), now(state.settings)):
            raise HTTPException(404, "there is no such subscription")
    return RedirectResponse("/setup/alerts?done=ended#subscriptions", 303)


@router.post("/setup/alerts/messages/again")
def again(request: Request, form: SentForm) -> Response:
    """Send a message again that was given up, or still waits."""
    caller, state = needs(request, WRITE), state_of(request)
    try:
        with writing(state.engine) as connection:
            found = send_again(connection, caller, form.text("id"), now(state.settings))
    except NotNow:
        return RedirectResponse("/setup/alerts?done=too-late#messages", 303)
    if found is None:
        raise HTTPException(404, "there is no such message")
    return RedirectResponse("/setup/alerts?done=again#messages", 303)


@router.post("/setup/alerts/sample")
def sample(request: Request, form: SentForm) -> Response:
    """Send a message about a made-up finding to an address, and say whether it left."""
    needs(request, ADMIN)
    state, texts, target = state_of(request), TEXTS[language_of(request)], form.text("sample")
    if not is_target(target):
        return _shown(request, wrong={"sample": texts.no_target}, sample=target, status=422)
    try:
        send_sample(state.engine, state.settings, target, now(state.settings))
    except (SettingError, Undeliverable) as error:
        return _shown(request, sample=target, unsent=str(error), status=502)
    return _shown(request, sample=target, sent_to=masked(target))


def _shown(
    request: Request,
    *,
    rules: Mapping[str, Any] | None = None,
    version: str | None = None,
    wish: Mapping[str, Any] | None = None,
    wrong: Mapping[str, str] | None = None,
    changed: bool = False,
    sample: str = "",
    unsent: str = "",
    sent_to: str = "",
    status: int = 200,
) -> Response:
    caller, sight, is_admin = caller_of(request), sight_of(request), caller_of(request).may(ADMIN)
    with reading(state_of(request).engine) as connection:
        document = alerting_document(connection, whole=True)
        told = list_subscriptions(connection, sight, whole=is_admin)
        messages, _, number = list_alerts(connection, sight, [], _NEWEST, None, whole=is_admin)
        projects = {row.id: row.name or row.key for row in scannable(connection, sight=sight)}
        zone = schedule_that_holds(connection).timezone
    starts, _, ends = (document["quiet"] or "").partition("-")
    shown = document["digest"] if is_admin else [masked(one) for one in document["digest"]]
    return setup_page(
        request, "setup_alerts.html", TEXTS[language_of(request)], whole=True, status=status, errors=wrong,
        changed=changed, is_whole=sight.is_whole, is_admin=is_admin, may_write=caller.may(WRITE),
        rules=rules or {"from": starts, "until": ends, "language": document["language"] or "", "digest": shown},
        made_from=version or tag_of(document), wish=wish or _NOTHING, subscriptions=told, messages=messages,
        number=number, projects=projects, kinds=KINDS, severities=SEVERITIES, symptoms=SYMPTOMS, known=LANGUAGES,
        again=(DUE, DEAD), sample=sample, unsent=unsent, sent_to=sent_to, zone=zone,
    )  # fmt: skip


def _wish(wish: Wish, form: Form) -> dict[str, Any]:
    return {
        "target": form.text("target"), "kind": wish.kind, "project": form.text("project"),
        "severity": wish.min_severity, "language": wish.language or "", "symptoms": wish.symptoms or SYMPTOMS,
    }  # fmt: skip
