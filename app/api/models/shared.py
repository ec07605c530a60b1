"""Shapes that many answers share. Answers themselves are encoded without them: they are what the API promises."""

from __future__ import annotations

from typing import Annotated, Any, Generic, Literal, TypeVar

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator

from app.alerts.channels.addresses import checked
from app.errors import nearest

T = TypeVar("T")
Symptom = Literal["delivery", "consultation", "scope"]
Severity = Literal["low", "medium", "high", "critical"]
Status = Literal["open", "acknowledged", "dismissed", "resolved"]
SubjectType = Literal["release", "sprint", "milestone", "epic", "issue", "project"]
Rag = Literal["red", "amber", "green", "grey"]

Instant = Annotated[str, Field(json_schema_extra={"format": "date-time"})]
Day = Annotated[str, Field(json_schema_extra={"format": "date"})]

# What a request may hold as a text: no zero bytes, which no database keeps, and something to read.
Text = Annotated[str, Field(min_length=1, max_length=4_000, pattern=r"^[^\x00]*[^\s\x00][^\x00]*$")]
Name = Annotated[str, Field(min_length=1, max_length=200, pattern=r"^[^\x00]*[^\s\x00][^\x00]*$")]

Language = Literal["en", "nl"]


def _target(given: str) -> str:
    if "\x00" in given or given.split() != [given]:
        raise ValueError("a target holds no spaces")
    checked(given)
    return given


# Where messages go: a mail address, or as Apprise writes it, a kind, "://" and what that kind needs; or a reference.
# The document shows the common ones; that all other kinds of Apprise are taken, too, no pattern could say.
_SHOWN = "|".join(
    (
        r"(mailto:)?[A-Za-z0-9._+-]+@[A-Za-z0-9.-]+",
        r"(discord|jsons?|mailtos?|mmosts?|msteams|slack|workflows)://[!-~]+",
        r"webhooks?://[a-z0-9-]+(\.[a-z0-9-]+)*(/[A-Za-z0-9/_.-]*)?\?secret=(env:[A-Za-z_]+|whsec_[A-Za-z0-9+/]{32})",
        r"env:[A-Za-z_][A-Za-z0-9_]*",
        r"file:[!-~]+",
    )
)
Address = Annotated[
    str,
    Field(min_length=3, max_length=1_000, json_schema_extra={"pattern": f"^({_SHOWN})$"}),
    AfterValidator(_target),
]


class Shape(BaseModel):
    """What an answer or a request holds, and nothing else."""

    model_config = ConfigDict(extra="forbid")

    @model_validator(mode="before")
    @classmethod
    def _known(cls, given: Any) -> Any:
        """Name what is unknown, and what was meant: pydantic itself says only that there is something unknown."""
        known = {field.alias or name for name, field in cls.model_fields.items()}
        for name in given if isinstance(given, dict) else ():
            if name not in known:
                hint = nearest(str(name), known) or f"; known are {', '.join(sorted(known))}"
                raise ValueError(f'unknown entry "{name}"{hint}')
        return given


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
