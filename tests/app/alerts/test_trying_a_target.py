"""`brug alerts test TARGET` sends a sample, or says why it cannot."""

from __future__ import annotations

from pathlib import Path

from typer.testing import CliRunner

from app.cli.main import app
from tests.app.alerts.receiving import mailbox


def run(tmp_path: Path, *words: str, **settings: str) -> tuple[int, str]:
    environment = {"BRUG_DATABASE_URL": f"sqlite:///{tmp_path / 'brug.sqlite'}", **settings}
    result = CliRunner().invoke(app, ["--lang", "nl", "alerts", "test", *words], env=environment)
    return result.exit_code, result.output


def test_a_sample_arrives_and_says_that_it_is_one(tmp_path: Path) -> None:
    with mailbox() as box:
        server = f"mailto://127.0.0.1:{box.port}?from=brug@acme.example"
        status, told = run(tmp_path, "lead@acme.example", BRUG_MAIL=server)
    assert status == 0, told
    assert "mailto://acme.example" in told
    text = box.mails[0].get_body(("plain",))
    assert text is not None
    assert "Dit is een voorbeeld" in text.get_content()


def test_what_cannot_be_sent_is_told_in_one_line(tmp_path: Path) -> None:
    status, told = run(tmp_path, "lead@acme.example")
    assert status == 1
    assert "BRUG_MAIL" in told
    status, told = run(tmp_path, "slak://hunter2/x")
    assert status == 1
    assert 'did you mean "slack"' in told
    assert "hunter2" not in told
