"""The OpenAPI document: what FastAPI gathers, with how to get in, and with errors as brug answers them."""

from __future__ import annotations

import json
from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi
from pydantic.json_schema import models_json_schema

from app.api.cookies import SESSION
from app.api.document_words import tidy
from app.api.operations import MODELS, error

ABOUT = """Where business and IT lose each other, seen in the history of Jira and GitHub.

Every finding leads to a conversation, never to blame: evidence for both sides, and a question for each.

* **Who gets in**: send a key as `Authorization: Bearer KEY` (`brug key create`). While no key has been made, brug
  answers on its own machine only, with every right. A key that is bound to projects sees nothing of the others.
* **Lists** page by an opaque cursor: `next_cursor` of one page is the `cursor` of the next, null on the last.
* **Tables**: what a dashboard would load comes as CSV too, by `Accept: text/csv` or `?format=csv`.
* **Times** are RFC 3339 in UTC. A day means 00:00 UTC of it.
* **Errors** are RFC 9457 problem documents. They name the parameter, and what is valid.
* **Again**: what is read has an `ETag`; with `If-None-Match` the answer is 304 while nothing changed. What is posted
  with an `Idempotency-Key` is done once, however often it is sent.
"""

TAGS = [
    {"name": "findings", "description": "What was seen, and the conversation about it."},
    {"name": "projects", "description": "The portfolio: projects, what is measured of them, and their status."},
    {"name": "commitments", "description": "Releases, sprints, milestones and epics, day by day."},
    {"name": "scans", "description": "Judging, now or as of a day."},
    {"name": "syncs", "description": "Pulling what is new from the trackers."},
    {"name": "policy", "description": "Thresholds, and what others would have found."},
    {"name": "detectors", "description": "What is measured, why and how."},
    {"name": "declared", "description": "What the organisation says of itself: sides, goals, budgets, leads."},
    {"name": "alerts", "description": "Who is told of what."},
    {"name": "access", "description": "Who asks, and what was written by whom."},
    {"name": "health", "description": "Whether brug lives, and how it is."},
]

# Asked without a key, too: probes and the first steps of whoever gets to know the API.
_OPEN = ("/healthz", "/readyz")


def describe(app: FastAPI) -> dict[str, Any]:
    """The document, made once and kept."""
    if app.openapi_schema is not None:
        return app.openapi_schema
    document = get_openapi(
        title=app.title, version=app.version, description=app.description, routes=app.routes, tags=TAGS
    )
    parts = document.setdefault("components", {})
    _, made = models_json_schema(
        [(model, "serialization") for model in MODELS], ref_template="#/components/schemas/{model}"
    )
    shapes = parts.setdefault("schemas", {})
    shapes.update(made["$defs"])
    # FastAPI's own shapes of errors: no answer of brug's has them.
    for name in ("HTTPValidationError", "ValidationError"):
        shapes.pop(name, None)
    parts["securitySchemes"] = {
        "key": {"type": "http", "scheme": "bearer", "description": "a key of brug"},
        "session": {"type": "apiKey", "in": "cookie", "name": SESSION, "description": "a browser that signed in"},
    }
    document["security"] = [{"key": []}, {"session": []}, {}]
    for path, operations in document["paths"].items():
        for operation in operations.values():
            for answer in operation["responses"].values():
                shown = answer.get("content", {}).get("application/json", {})
                if "example" in shown:
                    shown["example"] = json.loads(shown["example"])
            if "requestBody" in operation:
                operation["responses"]["400"] = error(400)
            if path in _OPEN:
                operation["security"] = [{}]
    tidy(document)
    app.openapi_schema = document
    return document
