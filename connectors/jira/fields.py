"""Which of a site's fields are what: found by their schema, as ids differ from site to site."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from connectors.jira.payloads import FieldInfo

_POINTS_NAMES = {"story points", "story point estimate"}
_NUMBER = ":float"
_STORY_POINTS = ":jsw-story-points"
"""What team-managed projects estimate in, whatever it is called in the site's language."""

_CHANGE_NAMES = {
    "status": "status", "resolution": "resolution", "assignee": "assignee", "reporter": "reporter",
    "fix version": "release", "fix version/s": "release", "fix versions": "release", "fixversions": "release",
    "sprint": "sprint", "epic link": "epic",
    "parent": "parent", "issueparentassociation": "parent", "parent issue": "parent",
    "story points": "points", "story point estimate": "points",
    "timeoriginalestimate": "estimate", "original estimate": "estimate",
    "timeestimate": "remaining", "remaining estimate": "remaining",
    "timespent": "spent", "time spent": "spent",
    "duedate": "due", "due date": "due",
    "summary": "summary", "description": "description", "key": "key", "project": "project",
    "issuetype": "type", "issue type": "type", "type": "type", "labels": "labels", "link": "link",
}  # fmt: skip
_CHANGE_IDS = {
    "status": "status", "resolution": "resolution", "assignee": "assignee", "reporter": "reporter",
    "fixVersions": "release", "parent": "parent", "duedate": "due", "summary": "summary",
    "timeoriginalestimate": "estimate", "timeestimate": "remaining", "timespent": "spent",
    "description": "description", "issuekey": "key", "project": "project", "issuetype": "type",
    "labels": "labels", "issuelinks": "link",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class SiteFields:
    """The custom fields that are read, by id, and what changes of fields are called.

    `points` come in the order in which they are looked at. `change_names` (lower-case names) go before
    `change_ids`, which only Cloud gives and which hold where the names are in another language.
    """

    points: tuple[str, ...] = ()
    sprint: str | None = None
    epic: str | None = None
    change_names: dict[str, str] = field(default_factory=lambda: dict(_CHANGE_NAMES))
    change_ids: dict[str, str] = field(default_factory=lambda: dict(_CHANGE_IDS))

    @property
    def custom(self) -> tuple[str, ...]:
        """The ids of all custom fields to ask for."""
        return (*self.points, *(found for found in (self.sprint, self.epic) if found))

    def with_points(self, field_id: str, name: str) -> SiteFields:
        """The same, with story points in a field that a board is found to estimate in."""
        return SiteFields(
            (*self.points, field_id),
            self.sprint,
            self.epic,
            {**self.change_names, name.lower(): "points"},
            {**self.change_ids, field_id: "points"},
        )


def discover(fields: Iterable[FieldInfo]) -> SiteFields:
    """Find story points, sprint and epic link among a site's fields."""
    points: list[str] = []
    sprint = epic = None
    names, ids = dict(_CHANGE_NAMES), dict(_CHANGE_IDS)
    for info in fields:
        custom = info.schema.custom if info.schema else ""
        meaning = None
        if custom.endswith(":gh-sprint"):
            sprint, meaning = sprint or info.id, "sprint"
        elif custom.endswith(":gh-epic-link"):
            epic, meaning = epic or info.id, "epic"
        elif custom.endswith(_STORY_POINTS) or (
            custom.endswith(_NUMBER) and info.name.strip().casefold() in _POINTS_NAMES
        ):
            points.append(info.id)
            meaning = "points"
        if meaning:
            names[info.name.lower()] = ids[info.id] = meaning
    return SiteFields(tuple(points), sprint, epic, names, ids)
