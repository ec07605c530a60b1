"""What an alert is about, before it is put into words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from app.findings.document import Document


@dataclass(frozen=True, slots=True)
class Item:
    """One piece of news: `what` is new, worse or over.

    `finding` is the contract's document in the language of the alert, `project` the shown key of its project, `name`
    that project's name.
    """

    what: str
    finding: Document
    project: str
    name: str


@dataclass(frozen=True, slots=True)
class PortfolioProject:
    """How a project stands: its overall colour, its open findings by symptom, their worst severity (None: none)."""

    key: str
    name: str
    rag: str
    findings: Mapping[str, int]
    worst: str | None


@dataclass(frozen=True, slots=True)
class Portfolio:
    """How all projects stand: how many are of each colour, each of them, and how many findings stand."""

    red: int
    amber: int
    green: int
    grey: int
    projects: tuple[PortfolioProject, ...]
    standing: int


@dataclass(frozen=True, slots=True)
class Content:
    """All that an alert says.

    `id` is the same at every try. `kind` is new, worse, over, several or digest; `reason`, why the receiver gets it, is
    lead, project, subscription or digest. `created_at` is an instant. `timezone` is that of the organisation,
    `holidays` its country; `url` is where people reach brug.
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
    """An alert in words: as text, as HTML, with a calendar file if there is one finding to talk about.

    `chat` is the text for where no file comes along, `event` the JSON body of webhooks.
    `language`, `created_at` and `url` are those of its content.
    """

    subject: str
    text: str
    chat: str
    html: str
    calendar: bytes | None
    event: Document = field(default_factory=dict)
    language: str = "en"
    created_at: int = 0
    url: str = ""

    @property
    def manage(self) -> str:
        """Where its receiver changes or stops such messages."""
        return manage_at(self.url)


def manage_at(url: str) -> str:
    """Where messages are changed or stopped, of a brug at an address."""
    return f"{url}/setup/alerts"
