"""Versions as commitments: releases with a start and a due day."""

from __future__ import annotations

from connectors.jira.instants import day_instant
from connectors.jira.payloads import Version
from connectors.records import Commitment, CommitmentState


def release(version: Version, project_key: str, url: str, now: int) -> Commitment:
    """A version's record. Raises ValueError for an impossible date."""
    start_at, due_at = day_instant(version.start_date), day_instant(version.release_date)
    return Commitment(
        type="release",
        id=str(version.id),
        name=version.name,
        state=_state(version, start_at, now),
        url=f"{url}/projects/{project_key}/versions/{version.id}",
        start_at=start_at,
        due_at=due_at,
        delivered_at=due_at if version.released else None,
    )


def _state(version: Version, start_at: int | None, now: int) -> CommitmentState:
    if version.released:
        return "delivered"
    if version.archived:
        return "cancelled"
    return "active" if start_at is not None and start_at <= now else "planned"
