"""A finding as other programs read it: the contract's JSON document, and its stable identity."""

from __future__ import annotations

import hashlib
import math
from typing import Any

import msgspec

from app.instants import rfc3339
from detectors.finding import Finding

Document = dict[str, Any]


def identity(source: str, project: str, finding: Finding) -> str:
    """The id of a finding: the same from scan to scan, also when a key, a name or a title changes.

    source is the source's name, project brug's id of the project.
    """
    parts = (source, project, finding.detector, finding.subject.identity)
    return hashlib.blake2b("\x1f".join(parts).encode(), digest_size=10).hexdigest()


def as_document(finding: Finding, *, source: str, project: str, project_id: str, policy: str, scan: str) -> Document:
    """The document of a finding as it stands in a scan, still open; `project` is the shown key."""
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
        "confidence": finding.confidence,
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
        "policy_version": policy,
        "scan": scan,
    }


def encode(document: Document) -> str:
    """A document as JSON text."""
    return msgspec.json.encode(document).decode()


def decode(text: str) -> Document:
    """The document in a JSON text."""
    return msgspec.json.decode(text, type=Document)
