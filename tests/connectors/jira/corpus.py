"""The small example of the stand-in, changed: what a tracker that people work in shows later."""

from __future__ import annotations

import gzip
import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.trackers import TRACKERS, require_trackers

Payload = dict[str, Any]


class Corpus:
    """A copy of `tiny-jira` in a folder; `name` is what serves it."""

    def __init__(self, folder: Path) -> None:
        require_trackers()
        self._folder = folder / "tiny-jira"
        shutil.copytree(TRACKERS / "tiny-jira", self._folder, copy_function=shutil.copyfile)
        with gzip.open(self._folder / "issues.jsonl.gz", "rt") as lines:
            self.issues = {issue["key"]: issue for issue in map(json.loads, lines)}

    @property
    def name(self) -> str:
        """What `serve` takes, with all changes written."""
        lines = "\n".join(json.dumps(issue) for issue in self.issues.values())
        (self._folder / "issues.jsonl.gz").write_bytes(gzip.compress(lines.encode() + b"\n"))
        return str(self._folder)

    def fields(self, key: str) -> Payload:
        """The fields of an issue, to be changed in place."""
        fields: Payload = self.issues[key]["fields"]
        return fields

    def without(self, *keys: str) -> Corpus:
        """Itself, with issues deleted."""
        for key in keys:
            del self.issues[key]
        return self

    def filled(self, count: int) -> Corpus:
        """Itself, with as many more issues like SHOP-5, all older than the others."""
        for number in range(count):
            issue = json.loads(json.dumps(self.issues["SHOP-5"]))
            issue["changelog"] = {"histories": [], "total": 0, "startAt": 0, "maxResults": 0}
            issue |= {"id": str(20_000 + number), "key": f"SHOP-{100 + number}"}
            self.issues[issue["key"]] = issue
        return self

    def changed(self, file: str, change: Callable[[Any], None]) -> Corpus:
        """Itself, with one of its other files changed."""
        path = self._folder / file
        content = json.loads(path.read_text())
        change(content)
        path.write_text(json.dumps(content))
        return self
