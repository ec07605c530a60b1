"""What the OpenAPI document says of an operation beside its parameters: answers, examples, and every error."""

from __future__ import annotations

import json
from typing import Any

from pydantic import BaseModel

from app.api.models.shared import ProblemModel
from app.api.problems import PROBLEM

_ERRORS = {
    400: "something in the request cannot be done",
    401: "no key, or one that is unknown or was revoked",
    403: "the key's scope or projects do not reach that far",
    404: "there is nothing of that name that may be seen",
    409: "it cannot be done in the state that things are in",
    412: "it was changed by somebody else meanwhile: read it again",
    422: "a value is wrong; `errors` names each",
    429: "asked faster than one key may; `Retry-After` says when to go on",
    500: "something went wrong inside brug",
    503: "the database does not answer",
}
# What can happen to any request.
_ALWAYS = (401, 403, 429, 500, 503)


def answers(
    model: type[BaseModel] | None = None,
    *errors: int,
    example: Any = None,
    status: int = 200,
    csv: bool = False,
    headers: dict[str, str] | None = None,
) -> dict[int | str, dict[str, Any]]:
    """The `responses` of an operation: what it answers, and the errors beside those that any request can meet."""
    told: dict[int | str, dict[str, Any]] = {}
    content: dict[str, Any] = {}
    if model is not None:
        content["application/json"] = {} if example is None else {"example": written(example)}
    if csv:
        content["text/csv"] = {"schema": {"type": "string"}}
    told[status] = {
        "description": "done" if status != 202 else "it is written down, and will be done",
        "content": content,
    }
    if model is not None:
        told[status]["model"] = model
    if headers:
        told[status]["headers"] = {
            name: {"description": text, "schema": {"type": "string"}} for name, text in headers.items()
        }
    if status == 200:
        told[304] = {"description": "nothing changed since the answer whose ETag was sent"}
    for code in sorted({*_ALWAYS, *errors}):
        told[code] = error(code)
    return told


def written(example: Any) -> str:
    """An example as text: FastAPI leaves out of its document what is null. `describe` reads it again."""
    return json.dumps(example)


def error(code: int) -> dict[str, Any]:
    """An error as the document tells of it."""
    shape = {"schema": {"$ref": "#/components/schemas/ProblemModel"}}
    return {"description": _ERRORS[code], "content": {PROBLEM: shape}}


MODELS = (ProblemModel,)
"""Shapes that operations name, without being the answer of one."""
