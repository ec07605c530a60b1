"""A message about a made-up finding, to try out a target with."""

from __future__ import annotations

from app.alerts.content import Content, Item, Message
from app.alerts.texts.render import render
from app.findings.document import Document
from app.instants import DAY, rfc3339
from app.settings import Settings

_TEXTS = {
    "en": {
        "title": "CRM 3.6: 19 items added since the start (+41%)",
        "summary": "41 items were agreed on 2 March. 19 came in since, 2 went out. The date did not move.",
        "business": "Which of the 19 items must be in this release, and which may wait for the next one?",
        "it": "What do the 19 items cost, and did the business hear that before they were added?",
    },
    "nl": {
        "title": "CRM 3.6: 19 onderdelen erbij sinds het begin (+41\u00a0%)",
        "summary": "Op 2 maart zijn 41 onderdelen afgesproken. Sindsdien kwamen er 19 bij en gingen er 2 af. De datum "
        "bleef gelijk.",
        "business": "Welke van de 19 onderdelen moeten in deze release, en welke kunnen wachten op de volgende?",
        "it": "Wat kosten de 19 onderdelen, en wist de business dat voordat ze erbij kwamen?",
    },
}


def sample(identity: str, settings: Settings, now: int, timezone: str = "Europe/Amsterdam") -> Message:
    """The sample, in the language of the settings; `identity` is the id of the message."""
    item = Item("new", sample_finding(settings.language, now), "CRM", "Customer relations")
    content = Content(
        identity, "new", settings.language, "project", (item,), None, now, timezone, settings.url, settings.holidays
    )
    return render(content, sample=True)


def sample_finding(language: str, now: int) -> Document:
    """The made-up finding, as the contract has it."""
    texts = _TEXTS[language]
    at = rfc3339(now // 1000 * 1000)
    return {
        "id": "sample", "project": "CRM", "source": "sample", "symptom": "scope", "detector": "scope-growth",
        "subject": {"kind": "commitment", "type": "release", "id": "10012", "name": "CRM 3.6", "url": ""},
        "severity": "high", "confidence": 0.86, "status": "open",
        "title": texts["title"], "summary": texts["summary"],
        "questions": {"business": texts["business"], "it": texts["it"]},
        "measures": {"committed": 41, "added": 19, "removed": 2, "growth": 0.41, "unit": "items"}, "impact": {},
        "first_visible": rfc3339((now - 21 * DAY) // DAY * DAY), "as_of": at, "last_seen": at,
        "evidence": [], "policy_version": "sample", "scan": "sample",
    }  # fmt: skip
