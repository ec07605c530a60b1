"""`brug export DIR`: the tables that the API gives, as CSV and as Parquet."""

from __future__ import annotations

import shutil
from pathlib import Path

import polars as pl
import pytest

from app.export.columns import DAY, INSTANT, INTEGER, NUMBER, TABLES, TEXT
from tests.api.conftest import NOW, demo
from tests.end_to_end.running import Installation

__all__ = ["demo"]

KINDS = {TEXT: pl.String, INTEGER: pl.Int64, NUMBER: pl.Float64, DAY: pl.Date}


@pytest.fixture
def brug(demo: Path, tmp_path: Path) -> Installation:
    shutil.copy(demo, tmp_path / "brug.sqlite")
    return Installation(tmp_path / "brug.sqlite", NOW)


def test_every_table_is_written_twice(brug: Installation, tmp_path: Path) -> None:
    told = brug.done("export", tmp_path / "out" / "tables").split()
    files = sorted((tmp_path / "out" / "tables").iterdir())
    assert sorted(told) == [str(file) for file in files]
    assert {file.name for file in files} == {f"{name}.{kind}" for name in TABLES for kind in ("csv", "parquet")}
    for name, columns in TABLES.items():
        whole = pl.read_parquet(tmp_path / "out" / "tables" / f"{name}.parquet")
        text = pl.read_csv(tmp_path / "out" / "tables" / f"{name}.csv", infer_schema=False)
        assert whole.columns == text.columns == [column.name for column in columns]
        assert whole.height == text.height > 0
        for column in columns:
            if column.kind == INSTANT:
                assert whole.schema[column.name] == pl.Datetime("ms", "UTC")
            else:
                assert whole.schema[column.name] == KINDS[column.kind]
            assert whole[column.name].is_null().to_list() == [
                value in (None, "") for value in text[column.name].to_list()
            ]


def test_writing_again_replaces_what_was_there(brug: Installation, tmp_path: Path) -> None:
    brug.done("export", tmp_path)
    first = (tmp_path / "findings.csv").read_bytes()
    (tmp_path / "findings.csv").write_text("something else")
    brug.done("export", tmp_path)
    assert (tmp_path / "findings.csv").read_bytes() == first
    assert not list(tmp_path.glob("*.part"))


def test_texts_come_in_the_language_of_the_run(brug: Installation, tmp_path: Path) -> None:
    brug.done("--lang", "nl", "export", tmp_path)
    titles = pl.read_csv(tmp_path / "findings.csv")["title"].to_list()
    assert any("werkdagen" in title for title in titles)


def test_a_place_that_cannot_be_written(brug: Installation, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    ended = brug.run("export", tmp_path / "file" / "tables")
    assert ended.returncode == 1
    assert "name a directory that you may write" in ended.stderr
    assert ended.stderr.count("\n") == 1
