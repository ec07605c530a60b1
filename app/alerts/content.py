"""What a message tells, before it is put into words: the values that words and channels work with."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from app.errors import BrugError
from app.findings.document import Document


@dataclass(frozen=True, slots=True)
class Item:
    """One piece of news: `what` is new, worse or over; `finding` the contract's document in the message's language.

    `project` is the project's key, `name` its name.
    """

    what: str
    finding: Document
    project: str
    name: str


@dataclass(frozen=True, slots=True)
class PortfolioProject:
    """A project as a digest shows it: `rag` is its colour over all, `findings` how many stand by symptom."""

    key: str
    name: str
    rag: str
    findings: dict[str, int]
    worst: str | None


@dataclass(frozen=True, slots=True)
class Portfolio:
    """The portfolio as a digest shows it: how many projects are of each colour, and how many findings stand."""

    red: int
    amber: int
    green: int
    grey: int
    standing: int
    projects: tuple[PortfolioProject, ...]


@dataclass(frozen=True, slots=True)
class Content:
    """All that a message tells.

    `id` is the same at every try. `kind` is new, worse, over, several or digest, `language` en or nl; `reason` why its
    receiver gets it: lead, project, subscription or digest. `created_at` is an instant, `timezone` the organisation's,
    `url` where people reach brug, `holidays` the country whose working days count. Only a digest has a portfolio.
    """

    id: str
    kind: str
    language: str
    reason: str
    items: tuple[Item, ...]
    portfolio: Portfolio | None
    created_at: int
    timezone: str
    url: str
    holidays: str


@dataclass(frozen=True, slots=True)
class Message:
    """A message in words: plain text and HTML say the same; `calendar` is a file of an invitation to talk, if any.

    `event` is the body for programs: `type` such as finding.new, `timestamp`, and `data`.
    """

    subject: str
    text: str
    html: str
    calendar: bytes | None
    event: dict[str, Any]


class Undeliverable(BrugError):
    """A message could not be handed over; the text holds no secret of its target.

    `permanent` says that no further try can help, `gone` that the receiver wants nothing more.
    """

    def __init__(self, text: str, *, permanent: bool = False, gone: bool = False) -> None:
        super().__init__(text)
        self.permanent, self.gone = permanent or gone, gone
        self.temporary = not self.permanent
