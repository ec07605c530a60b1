"""The goals of the simulated organisation, and the labels of what serves them."""

from __future__ import annotations

from connectors.demo.planting.strategy import MAINTENANCE

GOALS = (
    ("Klanten regelen het zelf", "doel-klant"),
    ("Minder handwerk in de keten", "doel-efficient"),
    ("Aantoonbaar voldoen aan de wet", "doel-wetgeving"),
)
UPKEEP = ("dependencies", MAINTENANCE)
LABELS = frozenset((*(label for _, label in GOALS), *UPKEEP))
