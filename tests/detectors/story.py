"""Histories that read like a story: `story.issue("CRM-1").created(mon).started(tue).added_to(release, wed)`.

Days are ISO texts; an act of a day happens at 10:00 UTC, or at the time given ("2026-03-02T15:00"). Business is
bea and bob, IT is ian and isa, n0 to n11 are of no side, and robo is a bot.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from typing import Any

import polars as pl

from detectors import columns
from detectors.declared import Budget, Declared, Goal, SidePatterns
from detectors.history import History

BUSINESS, IT = SidePatterns(people=("bea", "bob")), SidePatterns(people=("ian", "isa"))
CATEGORY = {"To Do": "todo", "In Progress": "in_progress", "Done": "done"}


def at(day: str) -> int:
    """The instant of a day (10:00 UTC) or of a time, in milliseconds."""
    text = day if "T" in day else f"{day}T10:00"
    return int(datetime.fromisoformat(text).replace(tzinfo=UTC).timestamp() * 1000)


def midnight(day: str) -> int:
    """00:00 UTC of a day."""
    return at(f"{day}T00:00")


@dataclass
class Told:
    """One issue while it is told; every act gives the issue back."""

    story: Story
    row: dict[str, Any]
    members: list[tuple[str, str]] = field(default_factory=list)
    changes: list[dict[str, Any]] = field(default_factory=list)

    @property
    def id(self) -> str:
        return str(self.row["issue"])

    def created(self, day: str, by: str | None = "bea") -> Told:
        self.row |= {"created_at": at(day), "creator": by, "reporter": by, "updated_at": at(day)}
        return self

    def changed(
        self, what: str, day: str, before: str | None, after: str | None, by: str | None, batch: str = ""
    ) -> Told:
        """A change; `before` and `after` are both values and texts."""
        self.changes.append(
            {
                "issue": self.id, "sequence": len(self.changes), "at": at(day), "by": by,
                "batch": batch or f"{self.id}/{len(self.changes)}", "field": what,
                "from_value": before, "to_value": after, "from_text": before, "to_text": after,
            }
        )  # fmt: skip
        return self

    def moved(self, status: str, day: str, by: str | None = "ian") -> Told:
        before = self.row["status"]
        self.changed("status", day, CATEGORY[before], CATEGORY[status], by)
        self.row |= {"status": status, "status_category": CATEGORY[status]}
        done = CATEGORY[status] == "done"
        if done != (self.row.get("resolution") is not None):
            self.changed("resolution", day, None if done else "1", "1" if done else None, by)
            self.row["resolution"] = "1" if done else None
        return self

    def started(self, day: str, by: str | None = "ian") -> Told:
        return self.moved("In Progress", day, by)

    def done(self, day: str, by: str | None = "ian") -> Told:
        return self.moved("Done", day, by)

    def born_in(self, *commitments: tuple[str, str]) -> Told:
        """Created into commitments."""
        self.members += commitments
        return self

    def added_to(self, commitment: tuple[str, str], day: str, by: str | None = "bea", batch: str = "") -> Told:
        self.members.append(commitment)
        return self.changed(commitment[0], day, None, commitment[1], by, batch)

    def removed_from(self, commitment: tuple[str, str], day: str, by: str | None = "bea") -> Told:
        self.members.remove(commitment)
        return self.changed(commitment[0], day, commitment[1], None, by)

    def said(self, day: str, by: str, text: str = "Shall we?", kind: str = "comment") -> Told:
        self.story.comments.append(
            {
                "issue": self.id,
                "id": str(len(self.story.comments)),
                "at": at(day),
                "by": by,
                "text": text,
                "kind": kind,
            }
        )
        return self

    def waits(self, status: str, day: str, by: str | None = "ian") -> Told:
        """Moved to a status of the category in progress that has a name of its own."""
        self.changed("status", day, CATEGORY[self.row["status"]], "in_progress", by)
        self.changes[-1] |= {"from_text": self.row["status"], "to_text": status}
        self.row |= {"status": "In Progress", "status_category": "in_progress"}
        return self

    def merged(self, day: str, by: str | None = "isa") -> Told:
        """A pull request was merged."""
        self.changed("status", day, CATEGORY[self.row["status"]], "done", by)
        self.changed("resolution", day, None, "merged", by)
        self.row |= {"status": "Done", "status_category": "done", "resolution": "merged"}
        return self

    def estimated(self, points: float, day: str | None = None, by: str = "ian") -> Told:
        """An estimate in points, from creation on or from a day on."""
        if day is not None:
            before = self.row.get("points")
            self.changed("points", day, None if before is None else str(before), str(points), by)
        self.row["points"] = points
        return self

    def sized(self, hours: float, day: str | None = None, by: str = "ian") -> Told:
        """An estimate in hours, from creation on or from a day on."""
        if day is not None:
            before = self.row.get("estimate_hours")
            self.changed("estimate", day, None if before is None else str(before), str(hours), by)
        self.row["estimate_hours"] = hours
        return self

    def logged(self, hours: float, day: str, by: str = "ian") -> Told:
        """Hours of work, written down as started on a day."""
        identity = str(len(self.story.worklogs))
        self.story.worklogs.append({"issue": self.id, "id": identity, "at": at(day), "by": by, "hours": hours})
        return self

    def due(self, day: str, since: str | None = None, by: str = "bea") -> Told:
        """A due date, from creation on or set on a day."""
        if since is not None:
            before = self.row.get("due_on")
            self.changed("due", since, before.isoformat() if before else None, day, by)
        self.row["due_on"] = date.fromisoformat(day)
        return self

    def linked(self, other: Told, kind: str = "relates") -> Told:
        self.story.links.append({"issue": self.id, "other": other.id, "type": kind})
        return self

    def under(self, parent: Told) -> Told:
        self.row["parent"] = parent.id
        return self

    def labelled(self, *labels: str, since: str | None = None) -> Told:
        """Labels, from creation on or put on, all at once, on a day."""
        if since is not None:
            before = " ".join(self.row["labels"]) or None
            self.changed("labels", since, before, " ".join(labels), "ian")
            self.changes[-1] |= {"from_value": None, "to_value": None}
        self.row["labels"] = list(labels)
        return self


class Story:
    """A project while it is told."""

    def __init__(self) -> None:
        self.told: list[Told] = []
        self.comments: list[dict[str, Any]] = []
        self.links: list[dict[str, Any]] = []
        self.worklogs: list[dict[str, Any]] = []
        self.commitments: list[dict[str, Any]] = []
        self.observations: list[dict[str, Any]] = []
        self.known: dict[str, dict[str, Any]] = {}

    def person(self, person: str, **known: Any) -> None:
        """What a tracker knows of somebody: name, email, groups, is_bot."""
        self.known[person] = known

    def issue(self, key: str, kind: str = "story") -> Told:
        row = {
            "issue": str(1000 + len(self.told)), "key": key, "kind": kind, "type_name": kind,
            "title": f"Title of {key}",
            "url": f"https://t.example/browse/{key}", "status": "To Do", "status_category": "todo", "labels": [],
        }  # fmt: skip
        self.told.append(Told(self, row))
        return self.told[-1]

    def issues(self, prefix: str, number: int, created: str = "2026-02-02", by: str = "bea") -> list[Told]:
        return [self.issue(f"{prefix}-{len(self.told) + 1}").created(created, by) for _ in range(number)]

    def commitment(
        self, name: str, start: str | None = None, due: str | None = None, delivered: str | None = None,
        kind: str = "release", state: str = "active",
    ) -> tuple[str, str]:  # fmt: skip
        identity = str(10 + len(self.commitments))
        self.commitments.append(
            {
                "type": kind, "commitment": identity, "name": name, "url": "", "first_seen_at": 0,
                "state": "delivered" if delivered else state,
                "start_at": midnight(start) if start else None,
                "due_at": midnight(due) if due else None,
                "delivered_at": midnight(delivered) if delivered else None,
            }
        )  # fmt: skip
        return kind, identity

    def observed(self, commitment: tuple[str, str], day: str, what: str, before: str, after: str) -> None:
        """A later sync saw a date that had changed (ISO days)."""
        self.observations.append(
            {
                "type": commitment[0], "commitment": commitment[1], "at": at(day), "field": what,
                "from_value": str(midnight(before)), "to_value": str(midnight(after)),
            }
        )  # fmt: skip

    def history(
        self,
        *goals: Goal,
        sides: bool = True,
        budget: Budget | None = None,
        insiders: Mapping[str, bool] | None = None,
    ) -> History:
        """Its history; of `insiders` the tracker itself knows whether they belong to those who build."""
        people: list[dict[str, Any]] = [
            {
                "person": p,
                "name": p,
                "email": None,
                "groups": [],
                "is_bot": p == "robo",
                "is_insider": (insiders or {}).get(p),
                **self.known.get(p, {}),
            }
            for p in ("bea", "bob", "ian", "isa", *(f"n{k}" for k in range(12)), "robo")
        ]
        rows: dict[str, list[dict[str, Any]]] = {
            "issues": [t.row for t in self.told],
            "memberships": [{"issue": t.id, "type": k, "commitment": c} for t in self.told for k, c in t.members],
            "changes": [c for t in self.told for c in sorted(t.changes, key=lambda c: c["at"])],
            "comments": self.comments,
            "links": self.links,
            "worklogs": self.worklogs,
            "people": people,
            "commitments": self.commitments,
            "observations": self.observations,
        }
        frames = {name: pl.DataFrame(rows.get(name, []), schema=schema) for name, schema in columns.SCHEMAS.items()}
        declared = Declared(BUSINESS, IT, goals) if sides else Declared(goals=goals)
        declared = replace(declared, budget=budget)
        return History(columns.Columns(**frames), declared, "jira", "CRM", "Customers", "https://t.example/CRM")
