"""The checklist of setting up: what is done, what is next, and what a reader can do about it."""

from __future__ import annotations

import re

from fastapi.testclient import TestClient
from sqlalchemy import Engine, delete, update

from app.access.sight import EVERYTHING
from app.beginning import checklist
from app.database import tables
from app.database.engine import reading, writing
from tests.web.setting_up import signed_in


def done(engine: Engine) -> dict[str, bool]:
    with reading(engine) as connection:
        return {step.name: step.is_done for step in checklist(connection, EVERYTHING)}


def test_steps_stand_in_their_order_and_the_first_that_is_open_is_next(web: TestClient, engine: Engine) -> None:
    assert [name for name, is_done in done(engine).items() if not is_done] == ["alerts"]
    with writing(engine) as connection:
        connection.execute(delete(tables.declared_sides))
        connection.execute(update(tables.projects).values(budget=None))
    assert [name for name, is_done in done(engine).items() if not is_done] == ["sides", "budgets", "alerts"]
    steps = re.findall(r'<li class="(done|next|open)">', web.get("/setup").text)
    assert steps == ["done", "done", "next", "done", "done", "open", "done", "open"]


def test_whoever_may_only_read_is_told_so_and_asks_for_nothing(engine: Engine) -> None:
    with signed_in(engine, "read") as browser:
        text = browser.get("/setup").text
        assert "You can look at this." in text
        assert 'action="/setup/' not in text
