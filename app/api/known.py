"""Query parameters that an operation does not have: refused, where ignoring them would answer something else."""

from __future__ import annotations

from fastapi import Request
from fastapi.routing import APIRoute

from app.api.problems import wrong_value
from app.errors import nearest


def known_parameters(request: Request) -> None:
    """Raise what is answered with 422 for a query parameter that the operation does not have."""
    if not request.scope["query_string"]:
        return
    route = request.scope["route"]
    assert isinstance(route, APIRoute)  # noqa: S101
    known = {field.alias for field in route.dependant.query_params}
    for name in request.query_params:
        if name not in known:
            hint = nearest(name, known) or f"; known are {', '.join(sorted(known)) or 'none'}"
            raise wrong_value("query", name, f"there is no such parameter here{hint}")
