"""The usual way of answering, to compare with: entities through `response_model`, and fixed bytes."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Any

from fastapi import FastAPI, Query
from fastapi.responses import Response
from pydantic import BaseModel
from sqlalchemy import func, select
from sqlalchemy.orm import DeclarativeBase, Session

from app.api.models.findings import FindingModel
from app.database.engine import open_engine
from app.database.finding_tables import findings
from app.findings.rows import RANK


class Base(DeclarativeBase):
    """Entities of this module."""


class FindingEntity(Base):
    """A finding as an entity, with every column of its table."""

    __table__ = findings


class EntityPage(BaseModel):
    """A page of findings, as the API promises it."""

    items: list[FindingModel]
    next_cursor: str | None
    total: int


def through_entities(url: str) -> FastAPI:
    """An application that reads the same page with the same conditions and order."""
    app, engine = FastAPI(), open_engine(url)

    @app.get("/findings", response_model=EntityPage)
    def page(
        symptom: Annotated[list[str], Query()],
        status: Annotated[list[str], Query()],
        min_severity: str,
        limit: int = 50,
    ) -> Any:
        entity: Any = FindingEntity
        wanted = (
            entity.symptom.in_(symptom), entity.status.in_(status), entity.rank >= RANK[min_severity],
        )  # fmt: skip
        with Session(engine) as session:
            total = session.scalar(select(func.count()).select_from(FindingEntity).where(*wanted))
            order = (entity.rank.desc(), entity.id.desc())
            found: Sequence[Any] = session.scalars(
                select(FindingEntity).where(*wanted).order_by(*order).limit(limit + 1)
            ).all()
            items = [json.loads(one.document) for one in found[:limit]]
            cursor = found[limit - 1].id if len(found) > limit else None
            return {"items": items, "next_cursor": cursor, "total": total}

    return app


def fixed_bytes(path: str) -> FastAPI:
    """An application that answers the bytes of a file."""
    app, body = FastAPI(), Path(path).read_bytes()

    @app.get("/summary")
    async def summary() -> Response:
        return Response(body, media_type="application/json")

    return app
