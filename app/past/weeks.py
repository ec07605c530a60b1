"""What weekly scans of one project would have seen: what stood, how grave it was each week, what could be judged."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from app.detection import Outlook, detectors
from app.findings.document import identity_of
from app.portfolio import SYMPTOMS, colour_of, worst_colour
from app.times import times_of
from detectors.finding import SEVERITIES, Subject


@dataclass(frozen=True, slots=True)
class Stood:
    """Something that stood for an unbroken time: `severities` are those of its weeks, `since` is the first of them.

    `finding` is the id that it has as a finding; `first_visible` an instant, which may lie before all weeks.
    """

    finding: str
    detector: str
    symptom: str
    subject: Subject
    first_visible: int
    since: int
    severities: tuple[str, ...]

    @property
    def until(self) -> int:
        """The first week in which it stood no longer."""
        return self.since + len(self.severities)

    def stands(self, week: int) -> bool:
        """Whether it stood in a week."""
        return self.since <= week < self.until


@dataclass(frozen=True, slots=True)
class PastProject:
    """One project: what stood, and which symptoms could be judged, week by week."""

    id: str
    source: str
    key: str
    name: str
    stood: tuple[Stood, ...]
    judged: tuple[frozenset[str], ...]


@dataclass(frozen=True)
class Past:
    """All projects that somebody may see. Weeks are positions in `moments`, Mondays 00:00 UTC in rising order.

    Those from `first` on are shown: before it there is no history, or nothing to compare with.
    """

    moments: tuple[int, ...]
    first: int
    projects: tuple[PastProject, ...]

    @property
    def weeks(self) -> range:
        """The weeks that are shown."""
        return range(self.first, len(self.moments))

    def counts(self, week: int) -> Counter[str]:
        """How much stood in a week, by symptom."""
        return self._counts[week]

    @cached_property
    def _counts(self) -> list[Counter[str]]:
        found: list[Counter[str]] = [Counter() for _ in self.moments]
        for project in self.projects:
            for one in project.stood:
                for week in range(one.since, one.until):
                    found[week][one.symptom] += 1
        return found

    def standing(self, week: int) -> Iterator[tuple[PastProject, Stood]]:
        """What stood in a week."""
        return ((project, one) for project in self.projects for one in project.stood if one.stands(week))

    def new(self, week: int) -> list[tuple[PastProject, Stood]]:
        """What stood in a week and not in the one before."""
        return [(project, one) for project, one in self.standing(week) if one.since == week]

    def over(self, week: int) -> list[tuple[PastProject, Stood]]:
        """What stood in the week before and no longer."""
        return [(project, one) for project in self.projects for one in project.stood if one.until == week]


@dataclass(frozen=True, slots=True)
class PastRow:
    """A project in one week: by symptom the colour, how much stood, and the worst severity, None of nothing.

    `since` is the week in which the oldest of it was first seen, None of nothing.
    """

    project: PastProject
    rag: dict[str, str]
    numbers: dict[str, int]
    worst: dict[str, str | None]
    since: int | None


def row_of(project: PastProject, week: int) -> PastRow:
    """How a project looked in a week."""
    severities: dict[str, list[str]] = {symptom: [] for symptom in SYMPTOMS}
    standing = [one for one in project.stood if one.stands(week)]
    for one in standing:
        severities[one.symptom].append(one.severities[week - one.since])
    rag = {symptom: colour_of(severities[symptom], symptom in project.judged[week]) for symptom in SYMPTOMS}
    return PastRow(
        project,
        rag | {"overall": worst_colour(rag.values())},
        {symptom: len(found) for symptom, found in severities.items()},
        {symptom: max(found, key=SEVERITIES.index, default=None) for symptom, found in severities.items()},
        min((one.since for one in standing), default=None),
    )


def stood_in(looks: Sequence[Outlook], source: str, project: str) -> tuple[Stood, ...]:
    """What stood at some moments, each for each time; `project` is brug's id."""
    weeks = {outlook.at: week for week, outlook in enumerate(looks)}
    found = []
    for time in times_of(looks):
        outlook, first = time[0]
        judgement = first.judgement
        found.append(
            Stood(
                identity_of(source, project, first.detector.NAME, judgement.subject),
                first.detector.NAME,
                first.detector.SYMPTOM,
                judgement.subject,
                judgement.first_visible or outlook.at,
                weeks[outlook.at],
                tuple(seen.judgement.severity for _, seen in time),
            )
        )
    return tuple(found)


def judged_in(looks: Sequence[Outlook]) -> tuple[frozenset[str], ...]:
    """The symptoms of which something could be judged, by moment."""
    symptom_of = {detector.NAME: detector.SYMPTOM for detector in detectors()}
    return tuple(
        frozenset(symptom_of[one.detector] for one in outlook.coverage if one.judged and one.detector in symptom_of)
        for outlook in looks
    )
