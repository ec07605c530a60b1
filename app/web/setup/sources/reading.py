"""A source as somebody types it: read from the form, with what is wrong by the field."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, timedelta

from app.declaration.model import DeclaredSource
from app.declaration.sources import REMOTE, holds_secret, is_address
from app.secrets import REFERENCE
from app.web.setup.forms import LONGEST_NAME, Form, first_too_long
from app.web.setup.sources.texts import Texts

# What brug itself is run with: another program has no business with it.
_OWN_VARIABLES = "env:BRUG_"
DEMO = "demo"


def read_source(
    form: Form, texts: Texts, kinds: Collection[str], before: DeclaredSource | None, today: date
) -> tuple[DeclaredSource, dict[str, str]]:
    """The source of a form, and sentences about what is wrong with it; `before` is what stood there, None if new.

    What the form does not hold stays as it was: other credentials, a schedule of its own.
    """
    name = before.name if before else form.text("name")
    kind, url, token = form.text("kind"), form.text("url").rstrip("/"), form.optional("token")
    projects = form.lines("projects")
    wrong: dict[str, str] = {}
    if not name or len(name) > LONGEST_NAME:
        wrong["name"] = texts.name_wrong
    if kind not in kinds:
        wrong["kind"] = texts.kind_wrong
    if kind == DEMO and not url:
        # The simulated history ends at the newest Monday.
        url = f"demo:{today - timedelta(days=today.weekday())}"
    if holds_secret(url):
        wrong["url"] = texts.url_user
    elif (kind in REMOTE or (url and kind != DEMO)) and not is_address(url):
        wrong["url"] = texts.url_wrong
    if token is not None and not REFERENCE.fullmatch(token):
        wrong["token"] = texts.reference_literal
    elif token is not None and token.upper().startswith(_OWN_VARIABLES.upper()):
        wrong["token"] = texts.reference_own
    if (line := first_too_long(projects)) is not None:
        wrong["projects"] = texts.project_long.format(line=line)
    user = form.optional("user")
    if before is not None and before.credentials is not None:
        user, token = before.user, before.token
        wrong.pop("token", None)
    elif user is not None and token is None:
        wrong["token"] = texts.reference_missing
    credentials, scan = (before.credentials, before.scan) if before else (None, None)
    return DeclaredSource(name, kind, url, user, token, projects or None, credentials, scan), wrong
