"""How the delivery of one release went: what came back, what was rewritten, and what was left at which pace."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date

from connectors.demo.counting.facts import done_at, first_size, lower_bound, started_at, was_member
from connectors.demo.working_days import DAY, instant
from connectors.records import Change, Issue

_BACK = 30 * DAY


class Returns:
    """Which items of a release came back within 30 days of their delivery."""

    def __init__(self, issues: Sequence[Issue], identity: str, business: Collection[str]) -> None:
        items = [i for i in issues if ("release", identity) in i.commitments and i.kind not in ("epic", "subtask")]
        bugs = [i for i in issues if i.kind == "bug" and i.creator in business]
        self.delivered: list[tuple[int, int | None]] = []
        for issue in items:
            done = done_at(issue)
            if done is None:
                continue
            back = [c.at for c in issue.changes if c.field == "status" and c.at > done and c.to_value != "done"]
            back += [bug.created_at for bug in bugs if any(link.other == issue.id for link in bug.links)]
            within = [at for at in back if done < at < done + instant_span(_BACK.days)]
            self.delivered.append((done, min(within) if within else None))

    def at(self, moment: int) -> tuple[int, int]:
        """How many were delivered and how many of those came back, just before an instant."""
        counted = [back for done, back in self.delivered if done < moment]
        return len(counted), sum(1 for back in counted if back is not None and back < moment)

    def is_visible(self, moment: date) -> bool:
        """Whether at least three, and surely a tenth, came back: two thirds of 15 %."""
        n, back = self.at(instant(moment))
        return n >= 5 and back >= 3 and back >= 0.15 * n and lower_bound(back, n) > 0.1


class Rewrites:
    """How much of the baseline of a release was rewritten by the business after its work had started."""

    def __init__(
        self, issues: Sequence[Issue], identity: str, baseline_at: int, unit: str, business: Collection[str]
    ) -> None:
        items = [i for i in issues if i.kind not in ("epic", "subtask")]
        self.rows: list[tuple[float, int | None]] = []
        for issue in items:
            if not was_member(issue, "release", identity, baseline_at):
                continue
            start = started_at(issue)
            at = [c.at for c in issue.changes if start and c.at > start and c.by in business and _is_material(c)]
            self.rows.append((first_size(issue, unit) or 1.0, min(at, default=None)))

    def is_visible(self, moment: date) -> bool:
        """Whether a fifth of the weight was, and surely two thirds of that."""
        until, n = instant(moment), len(self.rows)
        whole = sum(size for size, _ in self.rows)
        share = sum(size for size, at in self.rows if at is not None and at < until) / whole if whole else 0.0
        return n >= 5 and share >= 0.2 and lower_bound(share * n, n) > 0.2 * 2 / 3


class Pace:
    """What of a release was left, and whether it can be done in time at the pace of its weeks."""

    def __init__(self, issues: Sequence[Issue], identity: str) -> None:
        items = [i for i in issues if ("release", identity) in i.commitments and i.kind not in ("epic", "subtask")]
        self.items = [(i.created_at, done_at(i)) for i in items]

    def is_hopeless(self, moment: date, start: date, due: date) -> bool:
        """Whether six weeks went by since its planning, five items are left, and a third more pace would not do."""
        weeks = (moment - start).days / 7
        now = instant(moment)
        left = sum(1 for created, done in self.items if created < now and (done is None or done >= now))
        done = sum(1 for _, at in self.items if at is not None and instant(start) <= at < now)
        return weeks >= 6 and left >= 5 and left > 4 / 3 * (done / weeks) * (due - moment).days / 7


def instant_span(days: int) -> int:
    """So many days as milliseconds."""
    return days * 86_400_000


def _is_material(change: Change) -> bool:
    """Whether a fifth of the words of the requirement became others."""
    if change.field not in ("description", "summary"):
        return False
    before, after = (change.from_text or "").split(), (change.to_text or "").split()
    kept = len(set(before) & set(after))
    return kept <= 0.8 * len(set(before))
