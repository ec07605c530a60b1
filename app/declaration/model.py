"""What `brug.toml` declares, as values."""

from __future__ import annotations

from dataclasses import dataclass, field

from detectors.declared import Goal, SidePatterns

# Thresholds by detector and name.
Thresholds = dict[str, dict[str, float | int | bool | str]]


@dataclass(frozen=True, slots=True)
class OAuthReferences:
    """A grant (OAuth 2.0): references, and the addresses where it is renewed and used, None for Atlassian's own."""

    client_id: str
    client_secret: str
    refresh_token: str
    token_url: str | None = None
    api_url: str | None = None


@dataclass(frozen=True, slots=True)
class AppReferences:
    """An installed application: its id, that of the installation, and the reference of its private key."""

    id: str
    installation: str
    key: str


@dataclass(frozen=True, slots=True)
class Credentials:
    """What opens a source beside a token: one of the two."""

    oauth: OAuthReferences | None = None
    app: AppReferences | None = None


@dataclass(frozen=True, slots=True)
class DeclaredSource:
    """A tracker account; `projects` are keys, None for all; `token` is a reference, never a secret.

    `scan` is a crontab line of its own, None for that of the schedule.
    """

    name: str
    kind: str
    url: str
    user: str | None = None
    token: str | None = None
    projects: tuple[str, ...] | None = None
    credentials: Credentials | None = None
    scan: str | None = None


@dataclass(frozen=True, slots=True)
class DeclaredProject:
    """What a project is given. `budget` is hours, points or money with its rate; its days are ISO texts.

    `scan` is a crontab line of its own, None for that of its source or the schedule.
    """

    source: str
    key: str
    leads: tuple[str, ...] | None = None
    budget: dict[str, float | int | str] | None = None
    alerts: tuple[str, ...] | None = None
    policy: Thresholds | None = None
    scan: str | None = None


@dataclass(frozen=True, slots=True)
class DeclaredGoal:
    """A goal, and the source that it is for (None: all)."""

    goal: Goal
    source: str | None = None


@dataclass(frozen=True, slots=True)
class Schedule:
    """When to scan: a crontab line in a time zone."""

    scan: str
    timezone: str


USUAL = Schedule("0 6 * * mon", "Europe/Amsterdam")
"""When to scan where nothing else is declared."""


@dataclass(frozen=True, slots=True)
class Alerting:
    """How alerts are sent: `digest` are targets that get the week's portfolio, `quiet` hours such as 19:00-07:00.

    None means the usual hours, and the server's language.
    """

    digest: tuple[str, ...] = ()
    quiet: str | None = None
    language: str | None = None


@dataclass(frozen=True, slots=True)
class Declaration:
    """A whole `brug.toml`."""

    sources: tuple[DeclaredSource, ...] = ()
    business: SidePatterns = field(default_factory=SidePatterns)
    it: SidePatterns = field(default_factory=SidePatterns)
    projects: tuple[DeclaredProject, ...] = ()
    goals: tuple[DeclaredGoal, ...] = ()
    policy: Thresholds = field(default_factory=dict)
    schedule: Schedule | None = None
    alerting: Alerting = field(default_factory=Alerting)
