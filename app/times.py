"""The moments of a period, and for how long things were seen at them: each unbroken time, and what is told of it."""

from __future__ import annotations

from collections.abc import Sequence

from app.detection import Outlook, Seen
from app.findings.document import Document, as_document
from app.instants import rfc3339
from detectors.calendar import weekly_moments
from detectors.finding import SEVERITIES

Time = list[tuple[Outlook, Seen]]
"""An unbroken time for which something stood, moment by moment."""


def moments_of(since: int, until: int) -> list[int]:
    """The Mondays of a period, 00:00 UTC, and its end itself."""
    return [*(monday for monday in weekly_moments(since, until) if monday < until), until]


def times_of(looks: Sequence[Outlook]) -> list[Time]:
    """Each unbroken time for which each thing was seen."""
    open_now: dict[tuple[str, str], Time] = {}
    found: list[Time] = []
    for outlook in looks:
        seen: dict[tuple[str, str], Time] = {}
        for one in outlook.seen:
            time = open_now.get(one.key)
            if time is None:
                time = []
                found.append(time)
            time.append((outlook, one))
            seen[one.key] = time
        open_now = seen
    return found


def worst_of(time: Time, keys: dict[str, str]) -> Document:
    """The document of the moment at which it was worst, and the last of those; only that one is told in words.

    keys: what `as_document` needs beside the finding.
    """
    outlook, one = max(time, key=lambda seen: (SEVERITIES.index(seen[1].judgement.severity), seen[0].at))
    document = as_document(outlook.finding(one), **keys)
    first_visible = rfc3339(time[0][1].judgement.first_visible)
    return document | {"first_visible": first_visible, "last_seen": rfc3339(time[-1][0].at)}
