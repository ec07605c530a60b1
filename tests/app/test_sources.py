"""A source is opened by its kind, with the secret that its reference points at."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.errors import SourceError
from app.secrets import read_secret
from app.sources import opener


def test_a_token_is_read_from_the_environment_or_a_file(tmp_path: Path) -> None:
    (tmp_path / "token").write_text("s3cret\n")
    assert read_secret("acme", "env:TOKEN", {"TOKEN": "s3cret"}) == "s3cret"
    assert read_secret("acme", f"file:{tmp_path / 'token'}") == "s3cret"


def test_a_token_that_is_not_there_names_the_source_and_the_variable(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="source acme: the variable TOKEN is not set"):
        read_secret("acme", "env:TOKEN", {})
    with pytest.raises(SourceError, match="source acme: cannot read the token"):
        read_secret("acme", f"file:{tmp_path / 'token'}")


def test_an_unknown_kind_names_the_nearest() -> None:
    with pytest.raises(SourceError, match='unknown kind "jria"; did you mean "jira"'):
        opener("jria", "acme")
