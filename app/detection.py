"""Which detectors there are, and what they say of one project's history at a moment."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.metadata import entry_points
from typing import cast

from detectors.calendar import weekly_moments
from detectors.connections import connected
from detectors.detector import Coverage, Detector, Sweep, sweep
from detectors.finding import Finding, Judgement, Thresholds
from detectors.history import History

# So many weeks are looked back at first: most of what stands has not stood for longer.
_FIRST_REACH = 26

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
    found = {o.at: o for o in _sweep(history, weeks, [at for at in moments if at in mondays], policy)}
    # A moment within a week looks back over Mondays only, so it must not stand between those of another.
    for at in set(moments) - mondays:
        found |= {o.at: o for o in _sweep(history, [*(w for w in weeks if w < at), at], [at], policy)}
    return [found[at] for at in moments]


def _sweep(history: History, every: Sequence[int], wanted: Sequence[int], policy: Policy) -> list[Outlook]:
    """What is seen at some moments, in rising order; before them every moment counts, between them each."""
    if not wanted:
        return []
    column = {at: k for k, at in enumerate(every)}
    first, last = column[wanted[0]], column[wanted[-1]]
    before, moments = every[:first], every[first : last + 1]
    sweeps = [_looking_back(d, history, before, moments, policy.get(d.NAME, {})) for d in detectors()]
    outlooks = []
    for at in wanted:
        k = column[at] - first
        seen = tuple(Seen(s.detector, judgement) for s in sweeps for judgement in s.judgements[k])
        outlooks.append(Outlook(at, seen, tuple(s.coverage[k] for s in sweeps), history))
    return outlooks


def _looking_back(
    detector: Detector, history: History, before: Sequence[int], moments: Sequence[int], thresholds: Thresholds
) -> Sweep:
    """A sweep over some moments that looks back over those before them no further than something has stood."""
    swept, reach = sweep(detector, history, moments, thresholds), _FIRST_REACH
    begin, since = len(before), moments[0]
    while begin and any(judgement.first_visible == since for judgement in swept.judgements[0]):
        earlier = before[max(0, begin - reach) : begin]
        swept = swept.after(sweep(detector, history, earlier, thresholds), since)
        begin, since, reach = begin - len(earlier), earlier[0], 2 * reach
    return swept
