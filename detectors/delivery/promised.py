"""The due date that counts: the baseline's, or the last one that both sides agreed on since."""

from __future__ import annotations

import numpy as np

from detectors.baselines import Baseline
from detectors.guards import both_spoke
from detectors.history import History
from detectors.past.replay import NEVER, Ints
from detectors.sides import sides_at
from detectors.views import Views


def promised_dues(views: Views) -> Ints:
    """The due date that counts in each view; NEVER where there is none."""
    history = views.history
    due = views.baselines.due_at[views.baseline]
    was_moved = np.array([len(c.due.later) > 0 for c in history.commitments], dtype=np.bool_)
    for v in np.flatnonzero(was_moved[views.commitment]).tolist():
        baseline = views.baselines.one(int(views.baseline[v]))
        promised = promised_due(history, int(views.commitment[v]), baseline, int(views.moment[v]))
        due[v] = NEVER if promised is None else promised
    return due


def promised_due(history: History, position: int, baseline: Baseline, moment: int) -> int | None:
    """The due date of one commitment that counts at a moment.

    Where none stood in the baseline, the first one set later.
    """
    commitment = history.commitments[position]
    promised = baseline.due_at
    for at, value in commitment.due.later:
        if not baseline.closes_at < at <= moment or value is None:
            continue
        items = history.members_at(position, at)
        if commitment.issue >= 0:
            items = np.append(items, commitment.issue)
        if promised is None or both_spoke(history, items, at, moment, sides_at(history, moment)):
            promised = value
    return promised
