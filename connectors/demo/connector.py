"""The simulated organisation as a source: `demo:YYYY-MM-DD`, with `?seed=N` for another one."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from datetime import date

import msgspec
from msgspec import Struct

from connectors.connector import NOTHING, Check, Connector, ConnectorError, Held, NotFound, SourceSettings
from connectors.demo.organisation import Organisation, SimulatedProject, organisation
from connectors.records import Page, Project

PAGE = 100
_URL = re.compile(r"demo:(\d{4}-\d{2}-\d{2})(?:\?seed=(\d{1,9}))?")


class _Cursor(Struct, frozen=True, omit_defaults=True):
    """Where a pull stands: after the issue with this id; `complete` where nothing followed it."""

    after: int = 0
    complete: bool = False


def open_demo(settings: SourceSettings) -> Connector:
    """Open the organisation that the url names; raises ConnectorError where the url is of another form."""
    found = _URL.fullmatch(settings.url)
    anchor = _monday(found[1]) if found else None
    if found is None or anchor is None:
        raise ConnectorError(
            f"source {settings.name}: {settings.url!r} is not a demo url; write demo:YYYY-MM-DD or "
            "demo:YYYY-MM-DD?seed=N, where the day is the Monday at which the simulated history ends"
        )
    return DemoConnector(settings.name, organisation(anchor, int(found[2] or 1)))


def _monday(text: str) -> date | None:
    """The day, if it exists, is a Monday, and leaves room for a history before it."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if day.weekday() == 0 and day.year >= 1972 else None


class DemoConnector:
    """A simulated organisation that answers like a tracker."""

    def __init__(self, name: str, made: Organisation) -> None:
        self._name = name
        self._made = made

    def projects(self, keys: Collection[str] | None = None) -> list[Project]:
        """The simulated projects with these keys, all for None."""
        return [p.project for p in self._made.projects if keys is None or p.project.key in keys]

    def pages(self, project: Project, cursor: str | None, held: Held = NOTHING) -> Iterator[Page]:
        """A project's history in pages of 100 issues by id; commitments and people come with the first.

        A simulated history does not change, so it does not matter what is held.
        """
        simulated = self._find(project)
        since = self._read(cursor, project)
        waiting = [] if since.complete else [i for i in simulated.issues if int(i.id) > since.after]
        total = len(simulated.issues)
        done = total - len(waiting)
        first = cursor is None
        while True:
            issues, waiting = waiting[:PAGE], waiting[PAGE:]
            done += len(issues)
            after = int(issues[-1].id) if issues else since.after
            yield Page(
                cursor=msgspec.json.encode(_Cursor(after, complete=not waiting)).decode(),
                last=not waiting,
                issues=tuple(issues),
                commitments=simulated.commitments if first else (),
                people=simulated.people if first else (),
                done=done,
                total=total,
            )
            first = False
            if not waiting:
                return

    def check(self) -> list[Check]:
        """What the simulated organisation holds."""
        made = self._made
        issues = sum(len(p.issues) for p in made.projects)
        commitments = sum(len(p.commitments) for p in made.projects)
        return [
            Check(
                ok=True,
                what=f"source {self._name}: a simulated organisation (seed {made.seed}) of {len(made.projects)} "
                f"projects with {issues} issues and {commitments} releases and sprints, "
                f"from {made.began} to {made.anchor}",
            )
        ]

    def close(self) -> None:
        """Nothing is held open."""

    def _find(self, project: Project) -> SimulatedProject:
        for simulated in self._made.projects:
            if project.id == simulated.project.id:
                return simulated
        raise NotFound(f"source {self._name} has no project {project.key}; leave it out of its projects")

    def _read(self, cursor: str | None, project: Project) -> _Cursor:
        if cursor is None:
            return _Cursor()
        try:
            return msgspec.json.decode(cursor, type=_Cursor)
        except msgspec.DecodeError as error:
            raise ConnectorError(
                f"source {self._name}, project {project.key}: the cursor {cursor!r} is not of the demo; "
                f"sync the project from its beginning ({error})"
            ) from error
