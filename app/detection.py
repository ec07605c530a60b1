"""Which detectors there are, and what they say of one project's history at a moment."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.metadata import entry_points
from typing import cast

from detectors.calendar import weekly_moments
from detectors.connections import connected
from detectors.detector import Coverage, Detector, sweep
from detectors.finding import Finding, Judgement
from detectors.history import History

# Thresholds by detector, then by name.
Policy = Mapping[str, Mapping[str, float]]


@cache
def detectors() -> tuple[Detector, ...]:
    """All detectors, from the entry points `brug.detectors`, by name."""
    found = {entry.name: cast(Detector, entry.load()) for entry in entry_points(group="brug.detectors")}
    return tuple(found[name] for name in sorted(found))


def known_thresholds() -> dict[str, tuple[str, ...]]:
    """The names of the thresholds of every detector."""
    return {d.NAME: tuple(d.THRESHOLDS) for d in detectors()}


@dataclass(frozen=True, slots=True)
class Seen:
    """What one detector says of one subject, not told in words yet."""

    detector: Detector
    judgement: Judgement

    @property
    def key(self) -> tuple[str, str]:
        """By what it is the same from moment to moment: the detector, and the subject's identity."""
        return self.detector.NAME, self.judgement.subject.identity


@dataclass(frozen=True, slots=True)
class Outlook:
    """What all detectors say of a project at one moment."""

    at: int
    seen: tuple[Seen, ...]
    coverage: tuple[Coverage, ...]
    history: History = field(compare=False, repr=False)

    @property
    def findings(self) -> tuple[Finding, ...]:
        """Everything that is seen, in words."""
        return connected([one.detector.explain(self.history, one.judgement) for one in self.seen])

    def finding(self, one: Seen) -> Finding:
        """One thing that is seen, in words: what is seen of the same subject is told with it."""
        subject = one.judgement.subject.identity
        beside = [other for other in self.seen if other.judgement.subject.identity == subject]
        told = connected([other.detector.explain(self.history, other.judgement) for other in beside])
        return told[beside.index(one)]


def look(history: History, moments: Sequence[int], policy: Policy) -> list[Outlook]:
    """What the detectors say at each moment, in one sweep over them and all weekly moments before.

    moments: instants in rising order. The same for many moments at once as for each by itself.
    """
    if not history.size or not moments:
        nothing = tuple(Coverage(d.NAME, 0, {"no history": 1}) for d in detectors())
        return [Outlook(at, (), nothing, history) for at in moments]
    weeks = weekly_moments(int(history.created_at.min()), max(moments))
    mondays = set(weeks)
    if len(moments) == 1:
        return [_look_back(history, [w for w in weeks if w < moments[0]], moments[0], policy)]
    found = {o.at: o for o in _sweep(history, weeks, [at for at in moments if at in mondays], policy)}
    # A moment within a week looks back over Mondays only, so it must not stand between those of another.
    for at in set(moments) - mondays:
        found[at] = _look_back(history, [w for w in weeks if w < at], at, policy)
    return [found[at] for at in moments]


def _look_back(history: History, weeks: Sequence[int], at: int, policy: Policy) -> Outlook:
    """One moment, looking back over the weeks before it no further than something has stood."""
    seen: list[Seen] = []
    coverage: list[Coverage] = []
    for detector in detectors():
        thresholds = policy.get(detector.NAME, {})
        for reach in (0, 26, len(weeks)):
            moments = [*weeks[max(0, len(weeks) - reach) :], at]
            swept = sweep(detector, history, moments, thresholds)
            unbroken = any(j.first_visible == moments[0] for j in swept.judgements[-1])
            if not unbroken or len(moments) > len(weeks):
                break
        seen += [Seen(detector, judgement) for judgement in swept.judgements[-1]]
        coverage.append(swept.coverage[-1])
    return Outlook(at, tuple(seen), tuple(coverage), history)


def _sweep(history: History, every: Sequence[int], wanted: Sequence[int], policy: Policy) -> list[Outlook]:
    if not wanted:
        return []
    sweeps = [sweep(d, history, every, policy.get(d.NAME, {})) for d in detectors()]
    column = {at: k for k, at in enumerate(every)}
    outlooks = []
    for at in wanted:
        k = column[at]
        seen = tuple(Seen(s.detector, judgement) for s in sweeps for judgement in s.judgements[k])
        outlooks.append(Outlook(at, seen, tuple(s.coverage[k] for s in sweeps), history))
    return outlooks
