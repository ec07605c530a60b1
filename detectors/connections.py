"""One cause, one story: findings about the same commitment tell of each other."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from detectors.finding import Finding
from detectors.texts import Said, count, say, together

_GROWN, _LATE = "scope-growth", "late-delivery"


def connected(findings: Sequence[Finding]) -> tuple[Finding, ...]:
    """The findings of one project at one moment, each with what else was found about its commitment."""
    by_commitment: dict[str, list[Finding]] = {}
    for finding in findings:
        if finding.subject.kind == "commitment":
            by_commitment.setdefault(finding.subject.identity, []).append(finding)
    return tuple(_with_others(finding, by_commitment.get(finding.subject.identity, [])) for finding in findings)


def _with_others(finding: Finding, together_with: Sequence[Finding]) -> Finding:
    others = [other for other in together_with if other is not finding]
    if not others or finding.subject.kind != "commitment":
        return finding
    known = {one.detector: one for one in together_with}
    chain = None
    # Sprints that end with much of them open are late by shares, not by days.
    if known.keys() >= {_GROWN, _LATE} and "days_late" in known[_LATE].measures:
        chain = _chain(known[_GROWN], known[_LATE])
    left = [other for other in others if chain is None or other.detector not in (_GROWN, _LATE)]
    seen = [say("Seen with it: {title}.", title=other.title) for other in left]
    return msgspec.structs.replace(finding, summary=together(finding.summary, *([chain] if chain else []), *seen))


def _chain(grown: Finding, late: Finding) -> Said:
    """How a commitment grew and then came late, in one sentence."""
    added = count(float(grown.measures["added"] or 0), "item")
    days = count(float(late.measures["days_late"] or 0), "working day")
    hours = grown.impact.get("hours_over", 0.0)
    if hours > 0:
        return say(
            "The two belong together: {added} came in after the start, {hours} in all, and it went {days} over its "
            "date.",
            added=added,
            hours=count(hours, "hour"),
            days=days,
        )
    return say(
        "The two belong together: {added} came in after the start, and it went {days} over its date.",
        added=added,
        days=days,
    )
