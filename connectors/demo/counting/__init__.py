"""Figures that the labels are made of, counted issue by issue on the generated history: a yardstick, not a detector."""
