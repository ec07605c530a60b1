"""How good findings are, measured on organisations whose symptoms are known."""

from __future__ import annotations

from app.evaluation.labels import Labels, read_labels
from app.evaluation.matching import Evaluation, evaluate

__all__ = ["Evaluation", "Labels", "evaluate", "read_labels"]
