"""The report of one week, put together from what scans and people wrote by its end: it stays what it was."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, Row, select

from app.access.sight import Sight
from app.database.finding_tables import findings, scan_findings
from app.findings.document import TRANSLATIONS, Document, decode, in_language
from app.findings.life_cycle import RESOLVED
from app.findings.rows import RANK
from app.instants import DAY
from app.portfolio import SYMPTOMS, Rag, rag_of
from app.report.agreed import Agreed, agreed_between
from app.report.lives import Life, Past, gravity, lives
from app.report.looks import ScanSeen, judged_by, scans_seen
from app.scan import scannable
from app.trouble import COLOURS, Order, order_of

WEEK = 7 * DAY
WEEKS = 12


@dataclass(frozen=True, slots=True)
class Talk:
    """A project to talk about: its gravest finding, the severity that it had a week before, and what else stands.

    `before` is None where the finding did not stand then.
    """

    project: Row[Any]
    colour: str
    worst: Document
    severity: str
    before: str | None
    number: int

    @property
    def is_graver(self) -> bool:
        """Whether it stood a week before, and was less grave."""
        return self.before is not None and RANK[self.severity] > RANK[self.before]


@dataclass(frozen=True, slots=True)
class Moved:
    """A project whose colour is another than a week before."""

    project: Row[Any]
    before: str
    after: str

    @property
    def is_better(self) -> bool:
        """Whether there is less to talk about; where nothing can be judged any more, nobody knows."""
        return "grey" not in (self.before, self.after) and COLOURS.index(self.after) > COLOURS.index(self.before)


@dataclass(frozen=True, slots=True)
class Judged:
    """How many things were judged and how many could not be, with the reasons of most of them.

    `grey` counts the projects in which nothing could be.
    """

    judged: int
    cannot_judge: int
    because: tuple[str, ...]
    grey: int


@dataclass(frozen=True, slots=True)
class Report:
    """A week, from its Monday until before `end`.

    `scan` is the newest scan by its end, made in the week itself or `before` it; `compared` the one that it is
    compared with, None where there was none: then what stood a week before is read from history. `first` is when the
    first scan of all was made. The rest is empty where there was no scan by then.
    """

    monday: int
    end: int
    first: int | None
    scan: ScanSeen | None
    compared: ScanSeen | None
    projects: int = 0
    colours: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    talks: tuple[Talk, ...] = ()
    red: int = 0
    watched: tuple[tuple[Row[Any], int], ...] = ()
    new: int = 0
    over: tuple[tuple[Row[Any], Document], ...] = ()
    over_number: int = 0
    moved: tuple[Moved, ...] = ()
    agreed: tuple[tuple[Row[Any], Document, Agreed], ...] = ()
    agreed_number: int = 0
    judged: Judged = Judged(0, 0, (), 0)
    trend: tuple[tuple[int, Mapping[str, int]], ...] = ()

    @property
    def is_scanned(self) -> bool:
        """Whether a scan was made in the week itself."""
        return self.scan is not None and self.scan.at >= self.monday

    @property
    def better(self) -> list[Moved]:
        """The projects that have a better colour than a week before."""
        return [one for one in self.moved if one.is_better]


def report_of(
    connection: Connection, monday: int, now: int, sight: Sight, language: str, *, talks: int, lines: int
) -> Report:
    """The report of the week that begins at a Monday, 00:00 UTC, on the projects that may be seen.

    At most so many `talks`, and so many `lines` of what is over and of what was agreed.
    """
    end = min(monday + WEEK, now + 1)
    every = scans_seen(connection, sight)
    made = [scan for scan in every if scan.at < end]
    first = every[0].at if every else None
    if not made:
        return Report(monday, end, first, None, None)
    earlier = [scan for scan in made if scan.at < monday]
    past = Past(lives(connection, monday - WEEKS * WEEK, end, sight), made[0].at)
    judged = judged_by(connection, made)
    later = {project for scan in every if scan.at >= end for project in scan.projects} - judged.keys()
    projects = [row for row in scannable(connection, sight=sight) if row.id not in later]
    rags = _rags(projects, past, judged, end)
    before = _rags(projects, past, judged_by(connection, earlier) if earlier else judged, monday)
    standing = past.standing(end)
    over = [life for life in past.lives if past.severity(life, monday) and life.status_before(end) == RESOLVED]
    agreed = agreed_between(connection, monday, end, sight)
    by_id = {row.id: row for row in projects}
    over, agreed = [one for one in over if one.project in by_id], [one for one in agreed if one.project in by_id]
    red = [row for row in projects if rags[row.id]["overall"] == "red"]
    worst = {row.id: max(standing[row.id], key=gravity) for row in projects if standing.get(row.id)}
    red.sort(key=lambda row: _order(row, worst[row.id], standing[row.id]))
    over.sort(key=lambda life: (life.at[-1], life.finding), reverse=True)
    told = [worst[row.id].finding for row in red[:talks]]
    told += [*(life.finding for life in over[:lines]), *(one.finding for one in agreed[:lines])]
    documents = _documents(connection, told, made, language)
    return Report(
        monday, end, first, made[-1], earlier[-1] if earlier else None,
        projects=len(projects),
        colours={
            colour: (_number(rags, colour), _number(before, colour)) for colour in COLOURS
        },
        talks=tuple(
            Talk(
                row, "red", documents[worst[row.id].finding], worst[row.id].severity[-1],
                past.severity(worst[row.id], monday), len(standing[row.id]),
            )
            for row in red[:talks]
        ),
        red=len(red),
        watched=tuple((row, len(standing[row.id])) for row in projects if rags[row.id]["overall"] == "amber"),
        new=sum(past.severity(life, monday) is None for own in standing.values() for life in own),
        over=tuple((by_id[life.project], documents[life.finding]) for life in over[:lines]),
        over_number=len(over),
        moved=tuple(
            Moved(row, before[row.id]["overall"], rags[row.id]["overall"])
            for row in projects
            if before[row.id]["overall"] != rags[row.id]["overall"]
        ),
        agreed=tuple((by_id[one.project], documents[one.finding], one) for one in agreed[:lines]),
        agreed_number=len(agreed),
        judged=_judged([row for own in judged.values() for row in own if row.project in by_id], rags),
        trend=tuple(
            (at, _by_symptom(past.standing(min(at + WEEK, end)), by_id))
            for at in range(monday - (WEEKS - 1) * WEEK, monday + 1, WEEK)
        ),
    )  # fmt: skip


def _order(project: Row[Any], worst: Life, standing: Collection[Life]) -> Order:
    since = min(life.first_visible for life in standing)
    return order_of("red", worst.severity[-1], len(standing), since, project.name or project.key)


@dataclass(frozen=True, slots=True)
class _Standing:
    symptom: str
    severity: str | None


def _rags(
    projects: Iterable[Row[Any]], past: Past, judged: Mapping[str, Sequence[Row[Any]]], moment: int
) -> dict[str, Rag]:
    standing = past.standing(moment)
    return {
        row.id: rag_of(
            [_Standing(life.symptom, past.severity(life, moment)) for life in standing.get(row.id, ())],
            judged.get(row.id, ()),
        )
        for row in projects
    }


def _number(rags: Mapping[str, Rag], colour: str) -> int:
    return sum(rag["overall"] == colour for rag in rags.values())


def _judged(rows: Sequence[Row[Any]], rags: Mapping[str, Rag]) -> Judged:
    because: Counter[str] = Counter()
    for row in rows:
        # Of several reasons the one of most things stands first.
        if row.cannot_judge and row.because:
            because[row.because.split("; ")[0]] += row.cannot_judge
    return Judged(
        sum(row.judged for row in rows),
        sum(row.cannot_judge for row in rows),
        tuple(reason for reason, _ in because.most_common(2)),
        _number(rags, "grey"),
    )


def _by_symptom(standing: Mapping[str, Sequence[Life]], shown: Mapping[str, object]) -> dict[str, int]:
    found = Counter(life.symptom for project, own in standing.items() if project in shown for life in own)
    return {symptom: found[symptom] for symptom in SYMPTOMS}


def _documents(
    connection: Connection, wanted: Sequence[str], made: Sequence[ScanSeen], language: str
) -> dict[str, Document]:
    """What the last of some scans that saw each finding told of it; where none kept that, what was told last."""
    order = {scan.id: place for place, scan in enumerate(made)}
    some = sorted(set(wanted))
    latest: dict[str, tuple[int, Document]] = {}
    rows = connection.execute(select(scan_findings).where(scan_findings.c.finding.in_(some)))
    for row in rows:
        place = order.get(row.scan, -1)
        if place >= 0 and place > latest.get(row.finding, (-1, {}))[0]:
            latest[row.finding] = place, decode(row.document)
    missing = [one for one in some if one not in latest]
    for row in connection.execute(select(findings).where(findings.c.id.in_(missing))):
        latest[row.id] = 0, decode(row.document) | {TRANSLATIONS: decode(row.translations)}
    return {finding: in_language(document, language) for finding, (_, document) in latest.items()}
