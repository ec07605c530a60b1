"""Shapes that many answers share. Answers themselves are encoded without them: they are what the API promises."""

from __future__ import annotations

from typing import Annotated, Generic, Literal, TypeVar

from pydantic import BaseModel, ConfigDict, Field

T = TypeVar("T")
Symptom = Literal["delivery", "consultation", "scope"]
Severity = Literal["low", "medium", "high", "critical"]
Status = Literal["open", "acknowledged", "dismissed", "resolved"]
SubjectType = Literal["release", "sprint", "milestone", "epic", "issue", "project"]
Rag = Literal["red", "amber", "green", "grey"]

Instant = Annotated[str, Field(json_schema_extra={"format": "date-time"})]
Day = Annotated[str, Field(json_schema_extra={"format": "date"})]

# What a request may hold as a text: no zero bytes, which no database keeps, and something to read.
Text = Annotated[str, Field(min_length=1, max_length=4_000, pattern=r"^[^\x00]*\S[^\x00]*$")]
Name = Annotated[str, Field(min_length=1, max_length=200, pattern=r"^[^\x00]*\S[^\x00]*$")]


class Shape(BaseModel):
    """What an answer or a request holds, and nothing else."""

    model_config = ConfigDict(extra="forbid")


class PageModel(Shape, Generic[T]):
    """A page of a list; `next_cursor` is null on the last one."""

    items: list[T]
    next_cursor: str | None
    total: int


class WrongValueModel(BaseModel):
    """One value that is wrong."""

    parameter: str
    in_: Annotated[str, Field(alias="in")]
    detail: str


class ProblemModel(BaseModel):
    """An RFC 9457 problem document; `errors` names each wrong value of a request."""

    type: str
    title: str
    status: int
    detail: str
    errors: list[WrongValueModel] | None = None


class SubjectModel(Shape):
    """What a finding is about; `id` is the tracker's."""

    kind: Literal["commitment", "project", "issue"]
    type: SubjectType
    id: str
    name: str
    url: str
