"""A recorded history cut down to some of its issues, chosen evenly: for clients that would take very long.

What GitHub always tells but a recording may leave out, and a client relies on, is put back as empty.
"""

from __future__ import annotations

import gzip
import json
import shutil
from pathlib import Path
from typing import Any

ISSUES = "issues.jsonl.gz"

Record = dict[str, Any]


def cut(corpus: Path, folder: Path, wanted: int) -> int:
    """Copy a corpus into a folder with about `wanted` of its issues; gives how many there are in the whole of it."""
    shutil.copytree(corpus, folder, ignore=shutil.ignore_patterns(ISSUES), copy_function=shutil.copyfile)
    in_all = 0
    for file in sorted(corpus.rglob(ISSUES)):
        place = folder / file.relative_to(corpus)
        place.parent.chmod(0o755)
        lines = gzip.decompress(file.read_bytes()).splitlines()
        step = max(1.0, len(lines) / wanted)
        chosen = [lines[int(number * step)] for number in range(min(wanted, len(lines)))]
        place.write_bytes(gzip.compress(b"\n".join(map(_completed, chosen)) + b"\n", compresslevel=1))
        in_all += len(lines)
    return in_all


def _completed(line: bytes) -> bytes:
    record: Record = json.loads(line)
    if "pull" not in record:
        return line
    for part in (record["issue"], *record.get("comments", ()), *record.get("review_comments", ())):
        part.setdefault("reactions", {"total_count": 0})
    record["issue"].setdefault("assignee", None)
    if record["pull"]:
        record["pull"].setdefault("merged_by", None)
        # The stand-in has no answer for who was asked to review; where nobody was, nobody asks.
        record["pull"]["requested_reviewers"] = []
    return json.dumps(record, ensure_ascii=False).encode()
