"""A finding as other programs read it: the contract's JSON document, and its stable identity."""

from __future__ import annotations

import hashlib
import math
from typing import Any

import msgspec

from app.findings.confidence import calibrated
from app.instants import rfc3339
from app.languages import LANGUAGES, translation
from detectors.finding import Finding, Subject
from detectors.texts import again

Document = dict[str, Any]

TRANSLATIONS = "translations"
"""Where a document keeps its texts in other languages; others never see it."""


def identity(source: str, project: str, finding: Finding) -> str:
    """The id of a finding: the same from scan to scan, also when a key, a name or a title changes.

    source is the source's name, project brug's id of the project.
    """
    return identity_of(source, project, finding.detector, finding.subject)


def identity_of(source: str, project: str, detector: str, subject: Subject) -> str:
    """The id of the finding of a detector about a subject, also where it is not told in words."""
    parts = (source, project, detector, subject.identity)
    return hashlib.blake2b("\x1f".join(parts).encode(), digest_size=10).hexdigest()


def as_document(finding: Finding, *, source: str, project: str, project_id: str, policy: str, scan: str) -> Document:
    """The document of a finding as it stands in a scan, still open; `project` is the shown key.

    It is kept with its texts in all languages; `in_language` makes what others see.
    """
    subject = finding.subject
    return {
        "id": identity(source, project_id, finding),
        "project": project,
        "source": source,
        "symptom": finding.symptom,
        "detector": finding.detector,
        "subject": {
            "kind": subject.kind,
            "type": subject.type,
            "id": subject.id,
            "name": subject.name,
            "url": subject.url,
        },
        "severity": finding.severity,
        "confidence": calibrated(finding.confidence),
        "status": "open",
        "title": str(finding.title),
        "summary": str(finding.summary),
        "questions": {side: str(text) for side, text in finding.questions.items()},
        "measures": {k: None if isinstance(v, float) and math.isnan(v) else v for k, v in finding.measures.items()},
        "impact": finding.impact,
        "first_visible": rfc3339(finding.first_visible),
        "as_of": rfc3339(finding.as_of),
        "last_seen": rfc3339(finding.as_of),
        "evidence": [
            {"issue": e.issue, "url": e.url, "at": rfc3339(e.at), "side": e.side, "what": str(e.what)}
            for e in finding.evidence
        ],
        TRANSLATIONS: {language: _texts(finding, language) for language in LANGUAGES[1:]},
        "policy_version": policy,
        "scan": scan,
    }


def in_language(document: Document, language: str) -> Document:
    """The document as the contract has it, with its texts in one language."""
    shown = {name: value for name, value in document.items() if name != TRANSLATIONS}
    texts = document.get(TRANSLATIONS, {}).get(language)
    if texts is None:
        return shown
    evidence = [entry | {"what": what} for entry, what in zip(document["evidence"], texts["evidence"], strict=True)]
    return shown | {name: texts[name] for name in ("title", "summary", "questions")} | {"evidence": evidence}


def _texts(finding: Finding, language: str) -> Document:
    translate = translation(language)
    return {
        "title": again(finding.title, translate),
        "summary": again(finding.summary, translate),
        "questions": {side: again(text, translate) for side, text in finding.questions.items()},
        "evidence": [again(entry.what, translate) for entry in finding.evidence],
    }


def encode(document: Document) -> str:
    """A document as JSON text."""
    return msgspec.json.encode(document).decode()


def decode(text: str) -> Document:
    """The document in a JSON text."""
    return msgspec.json.decode(text, type=Document)
