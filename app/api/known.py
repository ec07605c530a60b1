"""Query parameters that an operation does not have: refused, where ignoring them would answer something else."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi import Request
from fastapi.routing import APIRoute
from pydantic import BaseModel

from app.api.problems import wrong_value
from app.errors import nearest


def known_parameters(request: Request) -> None:
    """Raise what is answered with 422 for a query parameter that the operation does not have."""
    if not request.scope["query_string"]:
        return
    route = request.scope["route"]
    assert isinstance(route, APIRoute)  # noqa: S101
    known = {
        name for field in route.dependant.query_params for name in _names(field.alias, field.field_info.annotation)
    }
    for name in request.query_params:
        if name not in known:
            hint = nearest(name, known) or f"; known are {', '.join(sorted(known)) or 'none'}"
            raise wrong_value("query", name, f"there is no such parameter here{hint}")


def _names(alias: str, shape: object) -> Iterator[str]:
    """The names of the parameters that a field reads: its own, or those of the shape that holds them all."""
    if isinstance(shape, type) and issubclass(shape, BaseModel):
        yield from (inner.alias or name for name, inner in shape.model_fields.items())
    else:
        yield alias
