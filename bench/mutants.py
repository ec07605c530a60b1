"""How many small changes of `detectors/` no story notices: mutation testing with mutmut. Run by `make mutants`.

    make mutants                                 20 mutants of each file, drawn with a fixed seed
    make mutants FILES=detectors/guards.py       all mutants of one file
    make mutants FILES="--sample 5"              fewer of each file

All 15,000 take some hours. `.venv/bin/mutmut show NAME` shows one that is alive. Constants of a module and what is
decorated are not changed by mutmut, so their boundaries need stories of their own.
"""

from __future__ import annotations

import argparse
import json
import random
import subprocess
import sys
from pathlib import Path

GENERATED = Path("mutants")
SEED = 20260302
# Holidays are imported when a calendar is first asked for: in the process that workers are forked from, once for all.
MUTMUT = (sys.executable, "-c", "import holidays.countries; from mutmut.__main__ import cli; cli()")


def main() -> None:
    """Draw, run, and tell the share alive of each file."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="*", help="files of detectors/; all of them where none is named")
    parser.add_argument("--sample", type=int, help="so many mutants a file; all of those of a file that is named")
    parser.add_argument("--seed", type=int, default=SEED, help="another one draws other mutants")
    parser.add_argument("--workers", default="1", help="how many at a time")
    options = parser.parse_args()
    sample = options.sample or (None if options.files else 20)
    # Matches no mutant, so it writes the mutants and learns which tests reach which function, and runs none.
    subprocess.run([*MUTMUT, "run", "none"], capture_output=True, check=False)
    files = [Path(file) for file in options.files] or sorted(Path("detectors").rglob("*.py"))
    drawn = {file: _draw(_verdicts(file), sample, options.seed) for file in files}
    names = [name for chosen in drawn.values() for name in chosen]
    if not names:
        sys.exit("no mutants: is mutmut installed (make mutants does), and do the tests hold?")
    print(f"{len(names)} mutants")
    subprocess.run([*MUTMUT, "run", "--max-children", options.workers, *names], capture_output=True, check=False)
    _tell(drawn)


def _verdicts(file: Path) -> dict[str, int | None]:
    """Each mutant of a file with how its tests ended: 0 means that none noticed, 33 that none came there."""
    written = GENERATED / f"{file}.meta"
    if not written.exists():
        return {}
    found: dict[str, int | None] = json.loads(written.read_text("utf-8"))["exit_code_by_key"]
    return found


def _draw(verdicts: dict[str, int | None], sample: int | None, seed: int) -> list[str]:
    names = sorted(verdicts)
    return names if sample is None or sample >= len(names) else sorted(random.Random(seed).sample(names, sample))


def _tell(drawn: dict[Path, list[str]]) -> None:
    tried = alive = 0
    for file, names in drawn.items():
        verdicts = _verdicts(file)
        # What ended in no verdict was stopped: it counts as alive, for nothing noticed it.
        left = [name for name in names if verdicts[name] in (0, 33, None)]
        tried, alive = tried + len(names), alive + len(left)
        if names:
            print(f"{file}: {len(left)} of {len(names)} alive, of {len(verdicts)} ({len(left) / len(names):.0%})")
        for name in left:
            print(f"    {name}")
    print(f"{alive} of {tried} alive ({alive / tried:.1%})")


if __name__ == "__main__":
    main()
