"""How good the forecasts of delivery-forecast were, week by week, beside always saying the base rate.

python -m bench.forecasts [--seeds N] [--page docs/forecasts.md]

Recorded and simulated organisations beside the repository, in ../shared, are left out where they are not there.
"""

from __future__ import annotations

import argparse
from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import numpy as np
from sqlalchemy import Engine

from app.database.engine import reading
from app.evaluation.labels import read_labels
from app.histories import Histories
from app.instants import parse_date, start_of
from app.scan import scannable
from app.sync import sync
from bench.forecasted import LEFT, NOTHING, Backtested, Forecasted, Outcome, backtested
from bench.organisation import declared
from bench.recorded import RECORDED, recorded
from bench.simulated import ORGANISATIONS, SAMPLE, simulated
from tests.trackers import REAL

ANCHOR = date(2026, 11, 23)
BEGIN, END = "<!-- forecasts -->\n", "<!-- end of forecasts -->"
HEADS = (
    "organisation", "commitments", "missed", "forecasts", "of commitments", "weeks without",
    "P85 kept", "Brier", "base rate then", "base rate of the others", "Brier of content",
)  # fmt: skip


def main() -> None:
    """Print the tables, or write them into a page between its marks."""
    options = argparse.ArgumentParser("python -m bench.forecasts", description=__doc__.splitlines()[0])
    options.add_argument("--seeds", type=int, default=10, help="as many demo organisations, from seed 1 on")
    options.add_argument("--page", type=Path, help="write the tables here instead")
    given = options.parse_args()
    rows = list(_rows(given.seeds))
    by_forecast, by_commitment = _table(rows, each_commitment=False), _table(rows, each_commitment=True)
    lines = ["Each forecast counts once:", "", *by_forecast, "", "Each commitment counts once:", "", *by_commitment]
    table = "\n".join(lines)
    if given.page is None:
        print(table)
        return
    before, _, rest = given.page.read_text(encoding="utf-8").partition(BEGIN)
    given.page.write_text(f"{before}{BEGIN}{table}\n{END}{rest.partition(END)[2]}", encoding="utf-8")


def _rows(seeds: int) -> Iterator[tuple[str, Backtested]]:
    for one in RECORDED if REAL.is_dir() else ():
        with recorded(one) as engine:
            yield one.project, _of(engine, parse_date(one.until), one.project)
    for name in ORGANISATIONS if SAMPLE.is_dir() else ():
        until = parse_date(read_labels(SAMPLE / name / "labels.json").until[:10])
        with simulated(name) as (_, engine):
            sync(engine, until)
            yield f"simulated, {name}", _of(engine, until, name)
    demo = NOTHING
    for seed in range(1, seeds + 1):
        with declared(ANCHOR, seed) as engine:
            sync(engine, start_of(ANCHOR))
            demo += _of(engine, start_of(ANCHOR), str(seed))
    yield f"demo, seeds 1 to {seeds}", demo


def _of(engine: Engine, until: int, organisation: str) -> Backtested:
    """What was forecast in all projects of a database."""
    with reading(engine) as connection:
        projects = scannable(connection)
    histories = Histories(engine)
    return sum((backtested(histories.of(project.id), until, organisation) for project in projects), NOTHING)


def _table(rows: list[tuple[str, Backtested]], *, each_commitment: bool) -> Iterator[str]:
    yield f"| {' | '.join(HEADS)} |"
    yield f"|{'---|' * len(HEADS)}"
    for name, found in rows:
        forecasts = found.forecasts
        kept = {f: f.is_kept for f in forecasts if f.is_kept is not None}

        def mean(values: dict[Forecasted, float], *, by: bool = each_commitment) -> str:
            return "–" if not values else f"{_mean_by_commitment(values) if by else np.mean([*values.values()]):.3f}"

        cells = (
            name,
            len(found.outcomes),
            sum(outcome.missed for outcome in found.outcomes),
            len(forecasts),
            len({f.outcome for f in forecasts}),
            found.silent_weeks,
            mean({f: float(is_kept) for f, is_kept in kept.items()}),
            mean({f: (f.probability - f.outcome.missed) ** 2 for f in forecasts}),
            mean({f: (_known_then(found, f) - f.outcome.missed) ** 2 for f in forecasts}),
            mean({f: (_of_the_others(found, f) - f.outcome.missed) ** 2 for f in forecasts}),
            mean({f: (f.probability - (f.left > LEFT)) ** 2 for f in forecasts}),
        )
        yield f"| {' | '.join(map(str, cells))} |"


def _mean_by_commitment(values: dict[Forecasted, float]) -> float:
    """The mean over commitments of the mean over the forecasts of each."""
    by_commitment: dict[Outcome, list[float]] = defaultdict(list)
    for forecast, value in values.items():
        by_commitment[forecast.outcome].append(value)
    return float(np.mean([np.mean(own) for own in by_commitment.values()]))


def _known_then(found: Backtested, forecast: Forecasted) -> float:
    """The share of the organisation's commitments that had missed by a forecast's moment, one missed and one kept."""
    own = [o for o in found.outcomes if o.organisation == forecast.outcome.organisation]
    known = [o.missed for o in own if o.known_at <= forecast.moment]
    return (sum(known) + 1) / (len(known) + 2)


def _of_the_others(found: Backtested, forecast: Forecasted) -> float:
    """The share of the organisation's other commitments that missed, earlier and later: more than anybody knew."""
    others = [
        o.missed
        for o in found.outcomes
        if o.organisation == forecast.outcome.organisation and o is not forecast.outcome
    ]
    return sum(others) / len(others) if others else 0.5


if __name__ == "__main__":
    main()
