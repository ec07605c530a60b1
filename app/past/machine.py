"""The past of all projects, made once for what it is made of and kept in this process.

A sweep over a year takes some tens of milliseconds a project, so it is done beside the request that asks for it, and
whoever waits is told how far it is. A project is swept anew only where its history, what is declared or its thresholds
are others than before.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Hashable, Sequence
from dataclasses import dataclass, field
from functools import partial
from threading import Event, Lock, Thread
from typing import Any, NamedTuple

from sqlalchemy import Connection, Engine, Row, select

from app.access.sight import Sight
from app.database.engine import reading
from app.database.history_tables import projects
from app.database.tables import cross_links
from app.declaration.reading_back import declared, read_policy
from app.detection import look
from app.histories import Histories
from app.kept import Kept
from app.past.weeks import Past, PastProject, judged_in, stood_in
from app.scan import scannable, thresholds_of
from detectors.calendar import WEEK, weekly_moments

WEEKS = 52
# A project's year is some ten kilobytes; what somebody sees of all is a list of them.
_PROJECTS, _SIGHTS = 2_000, 200


@dataclass(frozen=True, slots=True)
class Underway:
    """How many projects are swept, of how many."""

    done: int
    total: int


@dataclass(slots=True)
class _Sweep:
    """What is being made for one sight, or was."""

    made_of: object
    total: int = 0
    done: int = 0
    past: Past | None = None
    error: Exception | None = None
    ended: Event = field(default_factory=Event)


class TimeMachine:
    """The past of a database's projects, up to the last Monday."""

    def __init__(self, engine: Engine, holidays: str = "NL") -> None:
        self._engine, self._holidays = engine, holidays
        self._kept: Kept[PastProject] = Kept(_PROJECTS)
        self._sweeps: OrderedDict[Hashable, _Sweep] = OrderedDict()
        self._lock = Lock()

    def of(self, sight: Sight, now: int, version: object, patience: float) -> Past | Underway:
        """The past of the projects that may be seen; or how far it is, where it is not made within some seconds.

        `version` is that of the data (app.api.state.version_of): while it is the same, nothing is looked up.
        """
        monday = weekly_moments(now - WEEK, now)[-1]
        sweep = self._sweep(sight, monday, version)
        sweep.ended.wait(patience)
        if sweep.error is not None:
            with self._lock:
                self._sweeps.pop(sight.projects, None)
            raise sweep.error
        return sweep.past if sweep.past is not None else Underway(sweep.done, sweep.total)

    def _sweep(self, sight: Sight, monday: int, version: object) -> _Sweep:
        """The sweep that is right for a version of the data: one that is there, or one that begins now."""
        with self._lock:
            sweep = self._sweeps.get(sight.projects)
            if sweep is None or sweep.made_of != (monday, version):
                sweep = self._sweeps[sight.projects] = _Sweep((monday, version))
                Thread(target=self._run, args=(sweep, sight, monday), name="time machine", daemon=True).start()
            self._sweeps.move_to_end(sight.projects)
            while len(self._sweeps) > _SIGHTS:
                self._sweeps.popitem(last=False)
            return sweep

    def _run(self, sweep: _Sweep, sight: Sight, monday: int) -> None:
        try:
            with reading(self._engine) as connection:
                wanted = _wanted(connection, sight, self._holidays)
            sweep.total = len(wanted)
            moments = tuple(weekly_moments(monday - WEEKS * WEEK, monday))
            histories = Histories(self._engine, self._holidays)
            found = []
            for one in wanted:
                make = partial(_swept, histories, one, moments)
                found.append(self._kept.of(one.row.id, (moments, one.made_of), make))
                sweep.done += 1
            sweep.past = Past(moments, _first_week([one.row for one in wanted], moments), tuple(found))
        except Exception as error:  # noqa: BLE001 whoever asked raises it
            sweep.error = error
        finally:
            sweep.ended.set()


class _Wanted(NamedTuple):
    """A project that may be seen, its thresholds, and all that its past is made of."""

    row: Row[Any]
    thresholds: dict[str, dict[str, float]]
    made_of: object


def _swept(histories: Histories, wanted: _Wanted, moments: tuple[int, ...]) -> PastProject:
    row, history = wanted.row, histories.of(wanted.row.id)
    looks = look(history, moments, wanted.thresholds)
    history.forget()
    return PastProject(row.id, row.source, row.key, row.name, stood_in(looks, row.source, row.id), judged_in(looks))


def _first_week(rows: Sequence[Row[Any]], moments: tuple[int, ...]) -> int:
    """The first week of which there is any history, of those that are shown."""
    begins = min((row.first_at for row in rows if row.first_at is not None), default=moments[-1])
    return min(max(1, sum(moment < begins for moment in moments)), len(moments) - 1)


def _wanted(connection: Connection, sight: Sight, holidays: str) -> list[_Wanted]:
    policy = read_policy(connection)
    rows = scannable(connection, sight=sight)
    told = {source: declared(connection, holidays=holidays, source=source) for source in {row.source for row in rows}}
    generations = {row.id: row.generation for row in connection.execute(select(projects.c.id, projects.c.generation))}
    linked: dict[str, list[tuple[object, ...]]] = {}
    for pair in connection.execute(select(cross_links).order_by(*cross_links.columns)):
        linked.setdefault(pair.project, []).append((*pair, generations.get(pair.other_project)))
    found = []
    for row in rows:
        thresholds = thresholds_of(policy, row.source, row.key)
        # The pairs of a large organisation are many: their digest tells as well whether they are the same.
        pairs = hash(tuple(linked.get(row.id, ())))
        made_of = (row.generation, row.key, row.name, row.url, row.budget, thresholds, told[row.source], pairs)
        found.append(_Wanted(row, thresholds, made_of))
    return found
