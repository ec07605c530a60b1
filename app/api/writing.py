"""Writing exactly once: a request that is sent again with its Idempotency-Key is answered again, not done again."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Annotated, Any

import msgspec
from fastapi import Header, HTTPException, Request
from pydantic import BaseModel
from sqlalchemy import Connection, delete, insert, select
from starlette.responses import Response

from app.api.answers import etag_of
from app.api.state import caller_of, state_of
from app.clock import now
from app.database.access_tables import answered
from app.database.engine import writing
from app.instants import DAY

IdempotencyKey = Annotated[
    str | None,
    Header(
        min_length=1, max_length=200, pattern=r"^[\x21-\x7e]+$",
        description="a text of your own making, unique to this request: sent again, it is not done again",
    ),
]  # fmt: skip

# Left out of the document: what makes sense to send there is what an answer gave as its ETag.
IfMatch = Annotated[str | None, Header(include_in_schema=False)]

_KEPT = 7 * DAY


def unchanged(if_match: str | None, *shown: Any) -> None:
    """Raise HTTPException 412 where a caller read something else than what is there now, in any of its forms."""
    if if_match is None or if_match.strip() == "*":
        return
    tags = {etag_of(msgspec.json.encode(one)) for one in shown if one is not None}
    if tags.isdisjoint(tag.strip() for tag in if_match.split(",")):
        raise HTTPException(412, "it changed since you read it (If-Match); read it again, then decide")


@dataclass(slots=True)
class Once:
    """The answer of a request that is done once: what was answered before, or what is kept now."""

    answer: Response | None = None

    def keep(self, answer: Response) -> None:
        """Answer so, now and when the request comes again."""
        self.answer = answer

    @property
    def given(self) -> Response:
        """The answer."""
        assert self.answer is not None  # noqa: S101
        return self.answer


@contextmanager
def answered_once(
    request: Request, key: str | None, body: BaseModel | None = None
) -> Iterator[tuple[Connection, Once]]:
    """A transaction for what a request writes, and its answer where that was given before.

    The answer is kept in the same transaction. Raises HTTPException 409 where the key came with another request.
    """
    state, caller = state_of(request), caller_of(request)
    at = now(state.settings)
    with writing(state.engine) as connection:
        if key is None:
            yield connection, Once()
            return
        fingerprint = _fingerprint(request, body)
        mine = (answered.c.caller == caller.id, answered.c.key == key)
        before = connection.execute(select(answered).where(*mine)).first()
        if before is not None:
            if before.fingerprint != fingerprint:
                raise HTTPException(409, f'Idempotency-Key "{key}" came with another request before; make a new one')
            yield connection, Once(_again(before))
            return
        once = Once()
        yield connection, once
        connection.execute(delete(answered).where(answered.c.at < at - _KEPT))
        given = once.given
        headers = {name: value for name, value in given.headers.items() if name != "content-length"}
        connection.execute(
            insert(answered).values(
                caller=caller.id, key=key, fingerprint=fingerprint, status=given.status_code, headers=headers,
                body=bytes(given.body).decode(), at=at,
            )
        )  # fmt: skip


def _fingerprint(request: Request, body: BaseModel | None) -> str:
    asked = f"{request.method} {request.url.path}\n{body.model_dump_json() if body is not None else ''}"
    return hashlib.sha256(asked.encode("utf-8", "surrogatepass")).hexdigest()


def _again(row: Any) -> Response:
    return Response(row.body.encode(), row.status, dict(row.headers) | {"Idempotency-Replayed": "true"})
