"""An evaluation in lines: precision and recall by symptom, lead time, and whether confidence can be believed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from statistics import fmean, median

from app.evaluation.matching import Evaluation, Tally

BANDS = 5


def report(found: Evaluation) -> Iterator[str]:
    """The lines of a table in Markdown, and what stands beside it."""
    yield "| symptom | episodes | precision | recall | false alarms |"
    yield "|---|---|---|---|---|"
    for name, tally in found.tallies.items():
        yield _row(name, tally)
    yield ""
    lead = f"{median(found.leads):.1f} days" if found.leads else "none"
    yield f"Median lead time: {lead}. Clean projects: {found.clean_alarms} false alarms on {found.clean_projects}."
    alike = ", ".join(f"{kind} {n}" for kind, n in sorted(found.looked_alike.items()))
    yield f"False alarms on what looks like a symptom: {alike or 'none'}."
    yield ""
    yield "| stated confidence | findings | mean | right |"
    yield "|---|---|---|---|"
    for low, high, n, stated, right in reliability(found.stated):
        yield f"| {low:.2f} to {high:.2f} | {n} | {stated:.2f} | {right:.2f} |"
    missed = [episode for tally in found.tallies.values() for episode in tally.missed]
    if missed:
        yield ""
        yield f"Missed: {', '.join(missed)}."


def _row(name: str, tally: Tally) -> str:
    shares = ("–" if share is None else f"{share:.2f}" for share in (tally.precision, tally.recall))
    return f"| {name} | {tally.episodes} | {' | '.join(shares)} | {tally.wrong:g} |"


def reliability(stated: Sequence[tuple[float, bool]]) -> list[tuple[float, float, int, float, float]]:
    """Findings by their confidence in bands of equal count: (lowest, highest, number, mean stated, share right)."""
    ordered = sorted(stated)
    bands = []
    for k in range(BANDS):
        band = ordered[k * len(ordered) // BANDS : (k + 1) * len(ordered) // BANDS]
        if band:
            confidences = [confidence for confidence, _ in band]
            bands.append(
                (confidences[0], confidences[-1], len(band), fmean(confidences), fmean(right for _, right in band))
            )
    return bands
