"""How the scope of one release or sprint grew: by items, and by the estimates of what was agreed."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import median

from connectors.demo.counting.facts import first_size, size_at, was_member
from connectors.records import Issue


class Growth:
    """How the weight of one commitment went after its baseline."""

    def __init__(self, issues: Sequence[Issue], kind: str, identity: str, baseline_at: int, unit: str) -> None:
        self.issues = [i for i in issues if i.kind not in ("subtask", "epic")]
        self.kind, self.identity, self.unit = kind, identity, unit
        self.baseline = self._members(baseline_at)
        sizes = [size for issue in self.baseline if (size := self._size(issue))]
        self.usual = median(sizes) if sizes and len(sizes) >= 0.7 * len(self.baseline) else None
        self.weight = sum(map(self._weight, self.baseline))

    def at(self, moment: int) -> tuple[float, int]:
        """The net growth as a share of the baseline, and how many items came, just before an instant."""
        now = self._members(moment)
        held = {issue.id for issue in self.baseline}
        added = [issue for issue in now if issue.id not in held]
        removed = held - {issue.id for issue in now}
        net = sum(map(self._weight, added)) - sum(self._weight(i) for i in self.baseline if i.id in removed)
        return (net / self.weight if self.weight else 0.0), len(added)

    def _members(self, at: int) -> list[Issue]:
        return [issue for issue in self.issues if was_member(issue, self.kind, self.identity, at)]

    def _size(self, issue: Issue) -> float | None:
        return first_size(issue, self.unit)

    def _weight(self, issue: Issue) -> float:
        return 1.0 if self.usual is None else self._size(issue) or self.usual


class Estimates:
    """How the estimates of what was agreed for a release grew; a parent is as large as its parts, if that is more."""

    def __init__(self, issues: Sequence[Issue], identity: str, baseline_at: int, unit: str) -> None:
        self.unit, self.baseline_at = unit, baseline_at
        items = [i for i in issues if i.kind not in ("subtask", "epic")]
        self.baseline = [i for i in items if was_member(i, "release", identity, baseline_at)]
        agreed = {i.id for i in self.baseline}
        self.parts: dict[str, list[Issue]] = {}
        for issue in issues:
            if issue.parent in agreed:
                self.parts.setdefault(issue.parent or "", []).append(issue)
        self.weight = sum(size_at(i, unit, baseline_at) or 0.0 for i in self.baseline)

    def at(self, moment: int) -> float:
        """The growth as a share of the baseline, just before an instant; a first estimate is no growth."""
        grown = 0.0
        for issue in self.baseline:
            before = size_at(issue, self.unit, self.baseline_at)
            if before:
                parts = sum(size_at(part, self.unit, moment) or 0.0 for part in self.parts.get(issue.id, ()))
                grown += max(size_at(issue, self.unit, moment) or 0.0, parts) - before
        return grown / self.weight if self.weight else 0.0
