"""What a monitor finds that looked every Monday: sync and scan an organisation week by week, and score what was found.

python -m bench.observed [one two] [--keep FOLDER]

A backtest knows each due date as it stands in the tracker at the end; whoever looked every week knows how it moved.
It needs the simulated organisations and their labels beside the repository, in ../shared; a year and a half takes
some minutes.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from pathlib import Path

from app.evaluation.labels import read_labels
from app.findings.document import Document
from app.instants import parse_date, rfc3339
from app.scan import scan
from app.sync import sync
from bench.simulated import ORGANISATIONS, SAMPLE, simulated
from detectors.calendar import weekly_moments
from tests.trackers import control


def main() -> None:
    """Find, week by week, then print the score of all organisations together."""
    options = argparse.ArgumentParser("python -m bench.observed", description=__doc__.splitlines()[0])
    options.add_argument("organisations", nargs="*", default=ORGANISATIONS)
    options.add_argument("--keep", type=Path, help="keep the findings of every week and the databases here")
    given = options.parse_args()
    if not SAMPLE.is_dir():
        sys.exit("the simulated organisations (../shared/organisation-sample) are not here")
    with tempfile.TemporaryDirectory(prefix="brug-bench-") as temporary:
        folder = given.keep or Path(temporary)
        folder.mkdir(parents=True, exist_ok=True)
        pairs: list[str | Path] = []
        for name in given.organisations:
            found = folder / f"{name}.json"
            found.write_text(json.dumps(weeks_of(name, folder / f"{name}.sqlite")))
            pairs += ["--labels", SAMPLE / name / "labels.json", "--findings", found]
        subprocess.run([sys.executable, SAMPLE / "score.py", *pairs, "--observed"], check=True)


def weeks_of(name: str, database: Path) -> list[Document]:
    """For each Monday of an organisation's history, and its end: what a scan found on that day, after a sync.

    `database` is a file that is made. Raises RuntimeError where a source could not be read.
    """
    labels = read_labels(SAMPLE / name / "labels.json")
    since, until = parse_date(labels.began[:10]), parse_date(labels.until[:10])
    weeks: list[Document] = []
    with simulated(name, database) as (url, engine):
        for moment in [*(m for m in weekly_moments(since, until) if m < until), until]:
            control(url, "at", {"at": rfc3339(moment)})
            read = sync(engine, moment)
            if read.failures:
                raise RuntimeError(f"{name} on {rfc3339(moment)}: {read.failures[0].text}")
            found = scan(engine, moment).findings
            weeks.append({"as_of": rfc3339(moment), "findings": list(found)})
            print(rfc3339(moment)[:10], f"{len(found)} findings", file=sys.stderr, flush=True)
    return weeks


if __name__ == "__main__":
    main()
