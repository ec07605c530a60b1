"""How good findings are on the simulated organisation, of which all symptoms are known: several seeds, pooled.

python -m bench.evaluate [--seeds N] [--page FILE]
"""

from __future__ import annotations

import argparse
from datetime import date
from pathlib import Path

import msgspec

from app.backtest import backtest
from app.evaluation import Labels, evaluate
from app.evaluation.report import report
from app.findings.document import Document
from app.instants import parse_date, start_of
from app.sync import sync
from bench.organisation import declared
from connectors.demo.labels import labels

ANCHOR = date(2026, 11, 23)


def main() -> None:
    """Print the table of all seeds together, or write it into a page between its marks."""
    options = argparse.ArgumentParser("python -m bench.evaluate", description=__doc__.splitlines()[0])
    options.add_argument("--seeds", type=int, default=10, help="as many organisations, from seed 1 on")
    options.add_argument("--page", type=Path, help="write the table here instead")
    given = options.parse_args()
    pairs = [_found(seed) for seed in range(1, given.seeds + 1)]
    table = "\n".join([f"Seeds 1 to {given.seeds}, each ending on {ANCHOR}.", "", *report(evaluate(pairs))])
    if given.page is None:
        print(table)
        return
    text = given.page.read_text(encoding="utf-8")
    before, begin, rest = text.partition("<!-- evaluation -->\n")
    _, end, after = rest.partition("<!-- end of evaluation -->")
    given.page.write_text(f"{before}{begin}{table}\n{end}{after}", encoding="utf-8")


def _found(seed: int) -> tuple[Labels, tuple[Document, ...]]:
    known = msgspec.convert(msgspec.to_builtins(labels(ANCHOR, seed)), Labels)
    with declared(ANCHOR, seed) as engine:
        sync(engine, start_of(ANCHOR))
        return known, backtest(engine, parse_date(known.began[:10]), parse_date(known.until[:10])).findings


if __name__ == "__main__":
    main()
