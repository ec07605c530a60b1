"""brug.toml is read strictly, applied safely, and what is wrong in it is told with its line."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import Engine, select

from app.database import tables
from app.database.engine import reading, writing
from app.declaration.alerting import read_alerting
from app.declaration.apply import apply
from app.declaration.model import Alerting, Declaration
from app.declaration.parse import parse, read_file
from app.declaration.reading_back import declared, groups, read_policy, read_schedule, schedule_that_holds
from app.errors import DeclarationError
from app.sync import sync
from tests.app.fake_source import NOW, Tracker, issue

KNOWN = {"scope-growth": ["threshold", "minimum"], "late-delivery": ["days"]}
KINDS = ("demo", "fake", "github", "jira")
WHOLE = """
[[sources]]
name = "fake"
kind = "fake"
token = "env:FAKE_TOKEN"
projects = ["CRM", "WEB"]

[sides.business]
emails = ["*@sales.acme.example"]
groups = ["jira-business"]
[sides.it]
people = ["bob"]

[[projects]]
source = "fake"
key = "CRM"
lead = "lead@acme.example"
budget = { hours = 1200, baseline = 2026-01-05, until = 2026-06-30 }
alerts = ["mailto://lead@acme.example"]
policy = { "scope-growth".threshold = 0.5 }

[[goals]]
name = "Self-service"
labels = ["goal-self-service"]
source = "fake"
maintenance = true

[policy]
"scope-growth".threshold = 0.25
"scope-growth".minimum = 5

[schedule]
scan = "0 6 * * mon"
timezone = "Europe/Amsterdam"

[alerts]
digest = ["mailto://pmo@acme.example"]
quiet = "20:00-08:00"
language = "nl"
"""


def read(text: str) -> Declaration:
    return parse(text, "brug.toml", KNOWN, KINDS)


def test_applying_says_what_changed_and_repeating_changes_nothing(
    engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FAKE_TOKEN", "s3cret")
    with writing(engine) as connection:
        lines = apply(connection, read(WHOLE), NOW)
        assert lines[:2] == ["added source fake", "added project CRM of fake"]
        assert apply(connection, read(WHOLE), NOW + 1) == []
    sync(engine, NOW, ["CRM"], openers=Tracker([issue(1)], projects=("CRM", "WEB")).opener())
    with writing(engine) as connection:
        assert apply(connection, read(WHOLE), NOW + 2) == []
        project = connection.execute(select(tables.projects)).one()
        assert project.leads == ["lead@acme.example"]
        assert project.budget == {"hours": 1200, "baseline": "2026-01-05", "until": "2026-06-30"}
        assert groups(connection) == ("jira-business",)
        assert [goal.name for goal in declared(connection, source="fake").goals] == ["Self-service"]
        assert declared(connection, source="other").goals == ()
        policy = read_policy(connection)
        assert policy.of("fake", "CRM") == {"scope-growth": {"threshold": 0.5, "minimum": 5}}
        assert policy.of("fake", "WEB") == {"scope-growth": {"threshold": 0.25, "minimum": 5}}
        schedule = read_schedule(connection)
        assert schedule is not None
        assert schedule.timezone == "Europe/Amsterdam"
        assert read_alerting(connection) == Alerting(("mailto://pmo@acme.example",), "20:00-08:00", "nl")


def test_what_is_no_longer_declared_is_switched_off_and_its_history_stays(
    engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FAKE_TOKEN", "s3cret")
    with writing(engine) as connection:
        apply(connection, read(WHOLE), NOW)
    sync(engine, NOW, ["CRM"], openers=Tracker([issue(1)], projects=("CRM", "WEB")).opener())
    with writing(engine) as connection:
        lines = apply(connection, Declaration(), NOW)
        assert "switched off source fake; its history and findings stay" in lines
        assert connection.execute(select(tables.issues.c.issue)).scalars().all() == ["1"]
        assert connection.execute(select(tables.projects.c.active)).scalars().all() == [False]
        assert apply(connection, Declaration(), NOW) == []
        assert "switched on source fake" in apply(connection, read(WHOLE), NOW)
        assert connection.execute(select(tables.projects.c.active)).scalars().all() == [True]


def test_a_policy_that_returns_holds_again(engine: Engine) -> None:
    with writing(engine) as connection:
        for growth in (0.25, 0.5, 0.25):
            apply(connection, read(f'[policy]\n"scope-growth".threshold = {growth}'), NOW)
            assert read_policy(connection).thresholds == {"scope-growth": {"threshold": growth}}
    with reading(engine) as connection:
        assert len(connection.execute(select(tables.policy)).all()) == 2


SOURCE = '[[sources]]\nname = "a"\nkind = "jira"\nurl = "https://a.example"\n'


@pytest.mark.parametrize(
    ("text", "error"),
    [
        (SOURCE + 'projcts = ["X"]', '5: unknown entry "projcts" in [[sources]]; did you mean "projects"?'),
        ("[[source]]", '1: unknown entry "source" in the file; did you mean "sources"?'),
        ('x = "', "1: this is no TOML"),
        ("\n\nx = = 1", "3: this is no TOML"),
        (SOURCE + 'token = "ghp_abc123"', "5: token must be a reference, env:NAME or file:PATH"),
        (SOURCE.replace("//a", "//u:p@a"), "4: url must hold no secret"),
        (SOURCE.replace('"jira"', '"jria"'), '3: unknown kind "jria" in [[sources]]; did you mean "jira"?'),
        (SOURCE.replace('url = "https://a.example"\n', ""), '1: [[sources]] needs "url"'),
        (SOURCE + SOURCE, '5: "a" is declared twice'),
        (SOURCE + "[sides.busines]", '5: unknown entry "busines" in [sides]; did you mean "business"?'),
        ('[sides.it]\nemails = "x"', '2: "emails" in [sides.it] must be a list of texts'),
        ('[[projects]]\nsource = "b"\nkey = "X"', '2: no source is declared with the name "b"'),
        (
            SOURCE + '[[projects]]\nsource = "a"\nkey = "X"\nbudget = { hours = 1, points = 2 }',
            "8: budget needs one of",
        ),
        (SOURCE + '[[projects]]\nsource = "a"\nkey = "X"\nbudget = { money = 1 }', "8: a budget in money"),
        ('[policy]\n"scope-grwth".threshold = 1', '2: unknown detector "scope-grwth"'),
        ('[policy]\n"scope-growth".treshold = 1', '2: unknown entry "treshold" in "scope-growth"'),
        ('[alerts]\nquiet = "20-8"', '2: "20-8" are no quiet hours such as 19:00-07:00'),
        ('[alerts]\nlanguage = "fr"', '2: unknown language "fr" in [alerts]; known are en, nl'),
        ("[alerts]\ndigests = []", '2: unknown entry "digests" in [alerts]; did you mean "digest"?'),
        (SOURCE + 'scan = "0 25 * * *"', '5: "0 25 * * *" is no crontab line'),
        (SOURCE + 'scan = "0 6 31 2 *"', '5: "0 6 31 2 *" is no crontab line'),
        (SOURCE + '[[projects]]\nsource = "a"\nkey = "X"\nscan = "0 6 * * 9"', '8: "0 6 * * 9" is no crontab line'),
        ('[schedule]\nscan = "every monday"', '2: "every monday" is no crontab line'),
        ('[schedule]\nscan = "0 6 * * mon"\ntimezone = "Europe/Amsterdan"', '3: unknown time zone "Europe/Amsterdan"'),
    ],
)
def test_what_is_wrong_is_told_in_one_line_with_its_place(text: str, error: str) -> None:
    with pytest.raises(DeclarationError) as caught:
        read(text)
    assert str(caught.value).startswith(f"brug.toml:{error}")
    assert "\n" not in str(caught.value)
    assert "ghp_abc123" not in str(caught.value)


def test_crontab_lines_of_sources_and_projects_are_told_when_they_change(engine: Engine) -> None:
    def text(source: str, project: str) -> str:
        return f'[[sources]]\nname = "a"\nkind = "fake"\n{source}[[projects]]\nsource = "a"\nkey = "X"\n{project}'

    own, other = 'scan = "0 7 * * *"\n', 'scan = "0  8 * * *"\n'
    with writing(engine) as connection:
        apply(connection, read(text("", "")), NOW)
        assert apply(connection, read(text(own, "")), NOW) == ["changed source a: scan"]
        assert apply(connection, read(text(own, other)), NOW) == ["changed project X of a: scan"]
        assert apply(connection, read(text(own, other)), NOW) == []
        assert connection.execute(select(tables.sources.c.scan)).scalar() == "0 7 * * *"
        assert connection.execute(select(tables.declared_projects.c.scan)).scalar() == "0 8 * * *"
        assert apply(connection, read(text("", "")), NOW) == ["changed source a: scan", "changed project X of a: scan"]


def test_the_schedule_is_mondays_at_six_in_amsterdam_but_for_what_is_declared(engine: Engine) -> None:
    with writing(engine) as connection:
        for text, told in (
            ("", "0 6 * * mon Europe/Amsterdam"),
            ('[schedule]\ntimezone = "Asia/Tokyo"', "0 6 * * mon Asia/Tokyo"),
            ('[schedule]\nscan = "0 5 * * *"', "0 5 * * * Europe/Amsterdam"),
            ("[schedule]", "0 6 * * mon Europe/Amsterdam"),
        ):
            apply(connection, read(text), NOW)
            schedule = schedule_that_holds(connection)
            assert f"{schedule.scan} {schedule.timezone}" == told


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(DeclarationError, match=r"cannot read .*brug\.toml: No such file"):
        read_file(tmp_path / "brug.toml", KNOWN)
