"""What the pages of syncs and scans say."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Texts:
    """The words of one language; mappings are by the kind of job, and by the states of jobs."""

    title: Mapping[str, str]
    state: Mapping[str, str]
    at: str
    of: str
    again: str
    pulled_one: str
    pulled_many: str
    projects: str
    failures: str
    failures_do: str
    notes: str
    sides: str
    sources: str
    found_one: str
    found_many: str
    portfolio: str
    error: str


TEXTS = {
    "en": Texts(
        title={"sync": "Reading the history", "scan": "Scanning"},
        state={
            "queued": "It waits for its turn.", "running": "It is under way.", "done": "Done.",
            "failed": "It ended, and something failed.", "cancelled": "It was cancelled.",
        },
        at="Now at {project}",
        of="{done} of {total}",
        again="Look again",
        pulled_one="{n} project was read.",
        pulled_many="{n} projects were read.",
        projects="Projects",
        failures="What failed",
        failures_do="Put it right, and read again: it goes on where it was.",
        notes="Notes",
        sides="Next: say who speaks for whom",
        sources="To the sources",
        found_one="{n} finding.",
        found_many="{n} findings.",
        portfolio="See the portfolio",
        error="What happened",
    ),
    "nl": Texts(
        title={"sync": "De geschiedenis lezen", "scan": "Scannen"},
        state={
            "queued": "Wacht op zijn beurt.", "running": "Is bezig.", "done": "Klaar.",
            "failed": "Geëindigd, en er ging iets mis.", "cancelled": "Geannuleerd.",
        },
        at="Nu bij {project}",
        of="{done} van {total}",
        again="Kijk opnieuw",
        pulled_one="{n} project is gelezen.",
        pulled_many="{n} projecten zijn gelezen.",
        projects="Projecten",
        failures="Wat er misging",
        failures_do="Zet het recht en lees opnieuw: het gaat verder waar het was.",
        notes="Opmerkingen",
        sides="Nu: zeg wie voor wie spreekt",
        sources="Naar de bronnen",
        found_one="{n} bevinding.",
        found_many="{n} bevindingen.",
        portfolio="Bekijk de portefeuille",
        error="Wat er gebeurde",
    ),
}  # fmt: skip
