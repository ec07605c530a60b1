"""A commitment as other programs read it: the contract's document, and its stable identity."""

from __future__ import annotations

import hashlib
from typing import Any

import numpy as np

from app.commitments.figures import Figures, figures_of
from app.instants import day_of
from detectors.baselines import subjects_of
from detectors.history import History
from detectors.past.replay import NEVER, Ints
from detectors.views import Views
from detectors.weights import UNITS

Document = dict[str, Any]


def mark_of(project: str) -> str:
    """What the id of each commitment of a project, given by brug's id, begins with: so it tells where to look."""
    return hashlib.blake2b(project.encode(), digest_size=6).hexdigest()


def identity(project: str, type: str, tracker_id: str) -> str:
    """The id of a commitment: the same from sync to sync, also when a key, a name or a date changes.

    project is brug's id of the project; tracker_id that of the version, sprint, milestone, or of an epic's issue.
    """
    parts = "\x1f".join((project, type, tracker_id))
    return mark_of(project) + hashlib.blake2b(parts.encode(), digest_size=8).hexdigest()


def position_of(history: History, project: str, wanted: str) -> int | None:
    """The position of a commitment in its project's history, by its id; None where it is not there."""
    ids = (identity(project, commitment.type, commitment.id) for commitment in history.commitments)
    return next((position for position, one in enumerate(ids) if one == wanted), None)


def documents_of(history: History, project: str, moment: int) -> list[Document]:
    """The documents of all commitments of a project, given by brug's id, as they stand at a moment."""
    everything = np.arange(len(history.commitments))
    moments = np.array([moment], dtype=np.int64)
    views = Views(history, moments, everything, np.zeros(len(everything), dtype=np.int64))
    figures, states = figures_of(views), _states(views)
    started = views.promises.start(views.commitment, views.moment)[0]
    declared = views.promises.declared_start.at(views.commitment, views.moment)
    start = np.where(started == NEVER, declared, started)
    due = views.promises.due.at(views.commitment, views.moment)
    baseline_due = np.where(figures.has_baseline, views.baselines.due_at[views.baseline], NEVER)
    found = []
    for k, (commitment, subject) in enumerate(zip(history.commitments, subjects_of(history), strict=True)):
        found.append(
            {
                "id": identity(project, commitment.type, commitment.id),
                "source": history.source,
                "project": history.project,
                "type": commitment.type,
                "external_id": subject.id,
                "name": commitment.name,
                "url": commitment.url,
                "state": states[k],
                "start_on": shown_day(start[k]),
                "due_on": shown_day(due[k]),
                "baseline_due_on": shown_day(baseline_due[k]),
                "delivered_on": shown_day(views.delivered_at[k]),
                "members": int(figures.members[k]),
                "unresolved": int(figures.unresolved[k]),
                "baseline": _baseline(figures, k),
                "added": int(figures.added[k]),
                "removed": int(figures.removed[k]),
                "growth": None if np.isnan(figures.growth[k]) else round(float(figures.growth[k]), 4),
            }
        )
    return found


def shown_day(at: np.int64) -> str | None:
    """The day of an instant as text; None of one that never comes."""
    return None if at == NEVER else str(day_of(int(at)))


def _baseline(figures: Figures, k: int) -> Document | None:
    if not figures.has_baseline[k]:
        return None
    return {
        "members": int(figures.committed[k]),
        "weight": round(float(figures.agreed_weight[k]), 4),
        "unit": UNITS[int(figures.unit[k])],
    }


def _states(views: Views) -> list[str]:
    """planned, active, delivered or cancelled, by view."""
    promises, history = views.promises, views.history
    started = promises.start(views.commitment, views.moment)[0] != NEVER
    # A tracker may say that something is delivered, and not when.
    undated = promises.said_delivered(views.commitment, views.moment) == NEVER
    said = np.array([history.commitments[c].states.at(at) for c, at in _pairs(views)], dtype=object)
    delivered = (views.delivered_at != NEVER) | (undated & (said == "delivered"))
    cancelled = promises.is_cancelled(views.commitment, views.moment)
    gone = (_left_at(history)[views.commitment] <= views.moment) & ~delivered
    chosen = np.select([cancelled | gone, delivered, started], ["cancelled", "delivered", "active"], "planned")
    return [str(state) for state in chosen]


def _pairs(views: Views) -> zip[tuple[int, int]]:
    return zip(views.commitment.tolist(), views.moment.tolist(), strict=True)


def _left_at(history: History) -> Ints:
    """When the issue of each epic was seen to be no longer in the project; NEVER for all others."""
    found = np.full(len(history.commitments), NEVER, dtype=np.int64)
    for k, commitment in enumerate(history.commitments):
        if commitment.type == "epic":
            found[k] = history.departed_at[history.position[commitment.id]]
    return found
