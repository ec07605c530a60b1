"""What answers look like, for the OpenAPI document."""

from __future__ import annotations

from typing import Any

FINDING: dict[str, Any] = {
    "id": "77ea402c585f0ab2e0dd",
    "project": "CRM",
    "source": "acme-jira",
    "symptom": "scope",
    "detector": "scope-growth",
    "subject": {
        "kind": "commitment",
        "type": "release",
        "id": "10012",
        "name": "CRM 3.6",
        "url": "https://acme.atlassian.net/projects/CRM/versions/10012",
    },
    "severity": "high",
    "confidence": 0.93,
    "status": "open",
    "title": "CRM 3.6 grew by 41% after its start",
    "summary": "41 items were agreed for CRM 3.6. Since its start 19 came in and 2 went out.",
    "questions": {
        "business": "Which of the additions would you have wanted to know of before the start?",
        "it": "What would have made it easy to say what an addition costs, on the day on which it came in?",
    },
    "measures": {"committed": 41, "added": 19, "removed": 2, "growth": 0.41, "unit": "items"},
    "impact": {"days_late": 12.0, "hours_over": 160.0},
    "first_visible": "2026-05-11T00:00:00Z",
    "as_of": "2026-06-01T00:00:00Z",
    "last_seen": "2026-06-01T00:00:00Z",
    "evidence": [
        {
            "issue": "CRM-140",
            "url": "https://acme.atlassian.net/browse/CRM-140",
            "at": "2026-05-06T09:12:00Z",
            "side": "business",
            "what": "added to CRM 3.6 after its start",
        }
    ],
    "policy_version": "default",
    "scan": "9f2c1d7e5a604b18",
}

STEP = {
    "at": "2026-06-02T09:30:00Z",
    "step": "note",
    "by": "lead of CRM",
    "scan": None,
    "status": "acknowledged",
    "severity": "high",
    "text": "Agreed: from the next release on, additions are weighed together on Mondays.",
    "until": None,
}

_RAG = {"delivery": "amber", "consultation": "grey", "scope": "red", "overall": "red"}
_COUNTS = {"delivery": 1, "consultation": 0, "scope": 2}

PROJECT = {
    "id": "5b1c0e8f2d3a4b67",
    "source": "acme-jira",
    "key": "CRM",
    "name": "Customer relations",
    "url": "https://acme.atlassian.net/browse/CRM",
    "issues": 1019,
    "changes": 7362,
    "comments": 2206,
    "first_at": "2024-01-08T09:00:00Z",
    "last_at": "2026-05-29T16:20:00Z",
    "synced_at": "2026-06-01T04:00:00Z",
    "unreadable": 0,
    "findings": _COUNTS,
    "worst": "high",
    "rag": _RAG,
    "coverage": [{"detector": "late-delivery", "judged": 4, "cannot_judge": 2, "because": "no due date"}],
}

SUMMARY = {
    "as_of": "2026-06-01T06:00:00Z",
    "projects": [
        {
            "id": "5b1c0e8f2d3a4b67",
            "key": "CRM",
            "name": "Customer relations",
            "source": "acme-jira",
            "rag": _RAG,
            "worst": "high",
            "findings": _COUNTS,
            "trend": {
                "delivery": [0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1],
                "consultation": [0] * 12,
                "scope": [0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2],
            },
        }
    ],
    "rag": {"red": 1, "amber": 0, "green": 0, "grey": 0},
    "findings": _COUNTS,
}

_JOB = {
    "id": "9f2c1d7e5a604b18",
    "status": "running",
    "requested_by": "pmo",
    "requested_at": "2026-06-01T06:00:00Z",
    "started_at": "2026-06-01T06:00:01Z",
    "due_at": None,
    "finished_at": None,
    "progress": {"done": 3, "total": 14, "project": "CRM"},
    "error": None,
}

SCAN: dict[str, Any] = _JOB | {
    "as_of": "2026-06-01T06:00:00Z",
    "kind": "present",
    "policy_version": "default",
    "projects": None,
    "findings": 0,
}

BEGUN_SCAN: dict[str, Any] = SCAN | {"coverage": []}

SCAN_WITH_COVERAGE = SCAN | {
    "status": "done",
    "finished_at": "2026-06-01T06:00:09Z",
    "progress": {"done": 14, "total": 14, "project": None},
    "findings": 21,
    "coverage": [
        {
            "project": "5b1c0e8f2d3a4b67",
            "detector": "late-delivery",
            "judged": 4,
            "cannot_judge": 2,
            "because": "no due date",
        }
    ],
}

SYNC: dict[str, Any] = _JOB | {"projects": [], "failures": [], "notes": []}

SCHEDULE = {
    "name": "scan",
    "source": None,
    "project": None,
    "cron": "0 6 * * mon",
    "timezone": "Europe/Amsterdam",
    "last_due_at": "2026-06-01T04:00:00Z",
    "last_success_at": "2026-06-01T04:03:12Z",
    "next_due_at": "2026-06-08T04:00:00Z",
    "projects": [{"id": "5b1c0e8f2d3a4b67", "source": "acme-jira", "key": "CRM"}],
}

COMMITMENT = {
    "id": "eedb34327ac3b7bf3a4bdab6",
    "source": "acme-jira",
    "project": "CRM",
    "type": "release",
    "external_id": "10012",
    "name": "CRM 3.6",
    "url": "https://acme.atlassian.net/projects/CRM/versions/10012",
    "state": "active",
    "start_on": "2026-03-02",
    "due_on": "2026-06-01",
    "baseline_due_on": "2026-05-15",
    "delivered_on": None,
    "members": 58,
    "unresolved": 31,
    "baseline": {"members": 41, "weight": 41.0, "unit": "items"},
    "added": 19,
    "removed": 2,
    "growth": 0.4146,
}

COMMITMENT_DAY = {
    "on": "2026-05-07",
    "members": 52,
    "unresolved": 40,
    "weight": 52.0,
    "added": 12,
    "removed": 1,
    "due_on": "2026-05-15",
}

MEASURE = {
    "detector": "unconsulted-build",
    "on": "2026-06-01",
    "subject": {
        "kind": "project",
        "type": "project",
        "id": "CRM",
        "name": "Customer relations",
        "url": "https://acme.atlassian.net/browse/CRM",
    },
    "measures": {"started": 24.0, "unconsulted": 15.0, "share": 0.625, "lower": 0.453, "known": 0.97},
    "severity": "medium",
    "confidence": 0.9,
    "because": None,
}

BACKTEST = {
    "from": "2026-05-04",
    "until": "2026-06-01",
    "findings": [FINDING],
    "weeks": [
        {"on": "2026-05-04", "open": 0, "new": 0, "over": 0},
        {"on": "2026-05-11", "open": 1, "new": 1, "over": 0},
    ],
}

POLICY_TRIAL = {"thresholds": {"scope-growth": {"threshold": 0.15}}, "from": "2026-01-05", "until": "2026-06-01"}

POLICY_PREVIEW = {
    "from": "2026-01-05",
    "until": "2026-06-01",
    "policy_version": "default",
    "gained": [FINDING],
    "lost": [],
    "kept": 4,
    "weeks": [{"on": "2026-01-05", "now": 2, "then": 3}],
}


def paged(*items: Any) -> dict[str, Any]:
    """A list of one page."""
    return {"items": list(items), "next_cursor": None, "total": len(items)}
