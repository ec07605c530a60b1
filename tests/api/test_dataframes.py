"""What docs/dashboards.md says of pandas and Polars does what it says, over HTTP and with a key."""

from __future__ import annotations

import re
from pathlib import Path

import pandas as pd
import polars as pl
import pytest
from sqlalchemy import Engine

from app.export.columns import COMMITMENTS, FINDINGS
from tests.api.dashboards import asking

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "dashboards.md").read_text()
BLOCKS = re.findall(r"^```python\n(.*?)^```$", PAGE, re.DOTALL | re.MULTILINE)


def test_the_pieces_of_code_load_whole_tables(
    engine: Engine, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    found: dict[str, object] = {}
    with asking(engine) as client:
        monkeypatch.setenv("BRUG_KEY", client.headers["Authorization"].removeprefix("Bearer "))
        for block in BLOCKS:
            exec(block.replace("https://brug.example.org", str(client.base_url).rstrip("/")), found)
        totals = [client.get(f"/api/v1/{name}").json()["total"] for name in ("findings", "commitments")]
    findings, commitments = found["findings"], found["commitments"]
    assert isinstance(findings, pd.DataFrame)
    assert isinstance(commitments, pl.DataFrame)
    assert [len(findings), len(commitments)] == totals
    assert list(findings.columns) == [column.name for column in FINDINGS]
    assert commitments.columns == [column.name for column in COMMITMENTS]
    assert str(findings["first_visible"].dtype).startswith("datetime64")
    assert commitments.schema["due_on"] == pl.Date
    assert capsys.readouterr().out
