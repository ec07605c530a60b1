"""Findings beside labels: which episode each is about, and which are false alarms.

A finding hits an episode of its project and symptom, whichever detector it is of, where the subject is the labelled one
(exactly, or partly: what contains it or lies within), and it became visible from 14 days before the episode began until
90 days after it ended. An episode that is only hit partly counts half. A finding on a grey subject is neutral; one that
hits nothing is a false alarm. Of further partial hits of one episode three are neutral, the others wrong.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from app.evaluation.instances import Instance, instances
from app.evaluation.labels import Episode, Labels, Place
from app.findings.document import Document
from app.instants import parse_instant
from detectors.calendar import DAY

BEFORE, AFTER = 14 * DAY, 90 * DAY
NEUTRAL_PARTS = 3
FEW = 3
_LOOSE = {"sprint", "epic", "issue", "project"}
_PARTS = ("sprint", "epic", "release", "issue", "milestone")


@dataclass(slots=True)
class Tally:
    """Of one symptom: episodes and how much of them was found, findings that were right or wrong."""

    episodes: int = 0
    found: float = 0.0
    right: float = 0.0
    wrong: float = 0.0
    missed: list[str] = field(default_factory=list)
    alarms: list[Instance] = field(default_factory=list)

    @property
    def precision(self) -> float | None:
        """The share of findings that are right; None where there are none."""
        return self.right / (self.right + self.wrong) if self.right + self.wrong else None

    @property
    def recall(self) -> float | None:
        """The share of episodes that were found; None where there are none."""
        return self.found / self.episodes if self.episodes else None


@dataclass(slots=True)
class Evaluation:
    """What was measured, over one organisation or several.

    `leads` are days from when an episode first could be known to its finding. `stated` holds a finding's confidence and
    whether it was right, for each that counts either way. `looked_alike` counts false alarms by kind of confounder.
    """

    tallies: dict[str, Tally] = field(
        default_factory=lambda: {name: Tally() for name in ("delivery", "consultation", "scope")}
    )
    leads: list[float] = field(default_factory=list)
    stated: list[tuple[float, bool]] = field(default_factory=list)
    clean_projects: int = 0
    clean_alarms: int = 0
    looked_alike: dict[str, int] = field(default_factory=dict)


@dataclass(slots=True)
class _Case:
    """An episode that counts, or not, with the findings that hit it."""

    episode: Episode
    counts: bool
    exact: list[Instance] = field(default_factory=list)
    partial: list[Instance] = field(default_factory=list)


def evaluate(pairs: Iterable[tuple[Labels, Sequence[Document]]], *, observed: bool = False) -> Evaluation:
    """Labels with the findings of a backtest over their period, one pair an organisation.

    With `observed`, episodes count that only a monitor could know which looked every week.
    """
    total = Evaluation()
    for labels, documents in pairs:
        _evaluate(labels, documents, observed, total)
    return total


def _evaluate(labels: Labels, documents: Sequence[Document], observed: bool, total: Evaluation) -> None:
    until = parse_instant(f"{labels.until[:10]}T00:00:00Z") + DAY
    cases = [
        _Case(e, parse_instant(e.visible_at) <= until and (observed or e.needs != "observations"))
        for e in labels.episodes
    ]
    alarms = []
    for one in instances(documents):
        if one.onset > until:
            continue
        tally = total.tallies[one.symptom]
        hits = [(case, how) for case in cases if (how := _hit(one, case.episode)) is not None]
        best = [hit for hit in hits if hit[1] == "exact"] or hits
        counted = [hit for hit in best if hit[0].counts]
        for case, how in counted:
            (case.exact if how == "exact" else case.partial).append(one)
        if counted and best[0][1] == "exact":
            tally.right += 1
            total.stated.append((one.confidence, True))
        elif not hits and not _is_grey(one, labels):
            alarms.append(one)
    for case in cases:
        if case.counts:
            _count(case, total)
    _count_alarms(alarms, labels, total)


def _hit(one: Instance, episode: Episode) -> str | None:
    if episode.project.lower() != one.project or episode.symptom != one.symptom:
        return None
    ends = parse_instant(episode.ends_at) + AFTER if episode.ends_at else None
    if one.onset < parse_instant(episode.starts_at) - BEFORE or (ends is not None and one.onset > ends):
        return None
    if any(is_same(one.place, place) for place in (episode.place, *(a.place for a in episode.accepts))):
        return "exact"
    related = {name.lower() for name in episode.related}
    own = (one.place.type,) if one.place.type else _PARTS
    is_part = any(f"{type_}:{name}" in related for type_ in own for name in one.place.names)
    if not episode.project_wide:
        return "partial" if is_part or one.place.kind == "project" else None
    inside = len(one.evidence & {name.partition(":")[2] for name in related})
    is_shown = inside >= FEW or (bool(one.evidence) and inside * 2 >= len(one.evidence))
    return "partial" if is_part or is_shown else None


def is_same(one: Place, other: Place) -> bool:
    """Whether two places mean one subject; an epic is a commitment and an issue."""
    types = {one.type, other.type}
    if one.kind and other.kind != one.kind and "epic" not in types:
        return False
    if one.type and other.type and one.type != other.type and types & _LOOSE and not types <= {"epic", "issue"}:
        return False
    if one.kind == other.kind == "project":
        return True
    return bool(one.names & other.names)


def _is_grey(one: Instance, labels: Labels) -> bool:
    return any(
        grey.project.lower() == one.project and grey.symptom == one.symptom and is_same(one.place, grey.place)
        for grey in labels.grey
    )


def _count(case: _Case, total: Evaluation) -> None:
    tally = total.tallies[case.episode.symptom]
    tally.episodes += 1
    credit = 1.0 if case.exact else 0.5 if case.partial else 0.0
    tally.found += credit
    if not credit:
        tally.missed.append(case.episode.id)
        return
    if not case.exact:
        tally.right += 0.5
        tally.wrong += 0.5
    further = len(case.partial) - (0 if case.exact else 1)
    tally.wrong += max(0, further - NEUTRAL_PARTS)
    onset = min(one.onset for one in case.exact or case.partial)
    total.leads.append((onset - parse_instant(case.episode.visible_at)) / DAY)


def _count_alarms(alarms: Iterable[Instance], labels: Labels, total: Evaluation) -> None:
    clean = {key.lower() for key in labels.clean_projects}
    total.clean_projects += len(clean)
    for one in alarms:
        tally = total.tallies[one.symptom]
        tally.wrong += 1
        tally.alarms.append(one)
        total.stated.append((one.confidence, False))
        total.clean_alarms += one.project in clean
        near = {
            c.kind
            for c in labels.confounders
            if c.project.lower() == one.project and (c.subject_kind == "project" or is_same(one.place, c.place))
        }
        for kind in near:
            total.looked_alike[kind] = total.looked_alike.get(kind, 0) + 1
