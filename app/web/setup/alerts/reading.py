"""How alerts are sent and who is told, as somebody types it; with what is wrong by the field."""

from __future__ import annotations

import re
from collections.abc import Collection

from app.alerts.channels.addresses import refers
from app.alerts.subscriptions import ALERTS, KINDS, Wish
from app.declaration.model import Alerting
from app.languages import LANGUAGES
from app.portfolio import SYMPTOMS
from app.web.setup.alerts.texts import TEXTS
from app.web.setup.forms import Form, first_wrong_target, is_target
from app.web.setup.texts import TEXTS as SHARED
from detectors.finding import SEVERITIES

_TIME = re.compile(r"([01][0-9]|2[0-3]):[0-5][0-9]")
_MOST_TARGETS = 1_000


def read_alerting(form: Form, language: str) -> tuple[Alerting, dict[str, str]]:
    """How alerts are to be sent, and sentences about what is wrong with it."""
    texts, wrong = TEXTS[language], dict[str, str]()
    starts, ends, digest = form.text("from"), form.text("until"), form.lines("digest")
    for field, text, other in (("from", starts, ends), ("until", ends, starts)):
        if (text or other) and not _TIME.fullmatch(text):
            wrong[field] = texts.no_time
    if (line := first_wrong_target(digest)) is not None:
        wrong["digest"] = SHARED[language].no_target.format(line=line)
    elif len(digest) > _MOST_TARGETS:
        wrong["digest"] = texts.too_many
    chosen = form.text("language")
    quiet = f"{starts}-{ends}" if starts and ends else None
    return Alerting(digest, quiet, chosen if chosen in LANGUAGES else None), wrong


def read_wish(form: Form, projects: Collection[str], language: str, *, is_admin: bool) -> tuple[Wish, dict[str, str]]:
    """What an address is to be told of, and what is wrong with it; `projects` are ids to choose from.

    Only an admin lets an address stand in the environment or the files of brug's machine.
    """
    texts, wrong = TEXTS[language], dict[str, str]()
    target, project = form.text("target"), form.optional("project")
    if not is_target(target):
        wrong["target"] = texts.no_target
    elif refers(target) and not is_admin:
        wrong["target"] = texts.refers
    if project is not None and project not in projects:
        wrong["project"] = texts.no_project
    symptoms = [one for one in SYMPTOMS if form.has(f"symptom-{one}")]
    if not symptoms:
        wrong["symptoms"] = texts.no_symptom
    kind, severity, chosen = form.text("kind"), form.text("severity"), form.text("subscription-language")
    wish = Wish(
        target,
        kind if kind in KINDS else ALERTS,
        None if project is None else [project],
        None if len(symptoms) == len(SYMPTOMS) else symptoms,
        severity if severity in SEVERITIES else "medium",
        chosen if chosen in LANGUAGES else None,
    )
    return wish, wrong
