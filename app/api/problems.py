"""Errors as RFC 9457 problem documents: which parameter, what was wrong, what is valid."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from http import HTTPStatus
from typing import Any

import msgspec
from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.responses import Response
from starlette.routing import Match

from app.errors import BrugError, DatabaseError, NotNow, UnknownProject, WrongCursor

PROBLEM = "application/problem+json"


# What an error of brug's means to a caller; 400 where nothing more is known.
_STATUSES: dict[type[BrugError], int] = {
    UnknownProject: 404,
    WrongCursor: 404,
    NotNow: 409,
    DatabaseError: 503,
}


def problem(status: int, detail: str, headers: Mapping[str, str] | None = None, **more: Any) -> Response:
    """A problem document as an answer."""
    body = {"type": "about:blank", "title": HTTPStatus(status).phrase, "status": status, "detail": detail, **more}
    return Response(msgspec.json.encode(body), status, dict(headers or {}), media_type=PROBLEM)


def _methods(request: Request) -> set[str]:
    """What can be done at a path, over all the routes that it has: the router knows of the first one only."""
    found: set[str] = set()
    for route in request.app.routes:
        match, _ = route.matches(request.scope)
        if match is not Match.NONE:
            found |= getattr(route, "methods", None) or set()
    return found


def wrong_value(place: str, parameter: str, detail: str) -> RequestValidationError:
    """The error for a value that only brug can see to be wrong; `place` is query or body."""
    return RequestValidationError([{"loc": (place, parameter), "msg": detail, "type": "value_error"}])


def _path(place: Sequence[int | str]) -> str:
    """Where in a request something is wrong, as thresholds.scope-growth.items; `body` where it is all of that."""
    if place[0] != "body":
        return str(place[min(1, len(place) - 1)])
    named = ".".join(str(step) for step in place[1:] if not str(step).startswith("function-"))
    return named or str(place[0])


def install(app: FastAPI) -> None:
    """Answer every error of the application with a problem document."""

    async def http(request: Request, error: Exception) -> Response:
        assert isinstance(error, HTTPException)  # noqa: S101
        if error.status_code == HTTPStatus.METHOD_NOT_ALLOWED:
            allowed = ", ".join(sorted(_methods(request)))
            return problem(405, f"{request.method} is none of {allowed}", {"Allow": allowed})
        return problem(error.status_code, str(error.detail), error.headers)

    async def validation(request: Request, error: Exception) -> Response:
        assert isinstance(error, RequestValidationError)  # noqa: S101
        errors = [
            {"parameter": _path(e["loc"]), "in": str(e["loc"][0]), "detail": e["msg"].removeprefix("Value error, ")}
            for e in error.errors()
        ]
        first = errors[0]
        return problem(422, f"{first['in']} parameter {first['parameter']}: {first['detail']}", errors=errors)

    async def wrong(request: Request, error: Exception) -> Response:
        status = next((code for kind, code in _STATUSES.items() if isinstance(error, kind)), 400)
        return problem(status, str(error))

    async def unforeseen(request: Request, error: Exception) -> Response:
        return problem(500, "something went wrong inside brug; its log says what")

    app.add_exception_handler(HTTPException, http)
    app.add_exception_handler(RequestValidationError, validation)
    app.add_exception_handler(BrugError, wrong)
    app.add_exception_handler(Exception, unforeseen)
