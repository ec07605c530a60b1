"""Doctor says what cannot be reached, read or judged, of which source and project, and what to do about it."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any

import msgspec
from rich.console import Console
from sqlalchemy import Engine, insert

from app.alerts.subscriptions import Wish, stop, subscribe
from app.cli.health import print_group
from app.database import tables
from app.database.engine import writing
from app.declaration.apply import apply
from app.declaration.parse import parse
from app.detection import detectors
from app.doctor import Group, Line, examine
from app.scan import scan
from app.settings import Settings
from app.sources import Opener
from app.sync import sync
from connectors.connector import Check, Refused
from connectors.records import Change, Commitment, Issue, Person, Unreadable
from tests.app.fake_source import NOW, FakeConnector, Tracker, declare, issue

DAY = 86_400_000
SIDES = '[sides.business]\npeople = ["{business}"]\n[sides.it]\npeople = ["{it}"]\n'


class Talking(FakeConnector):
    """A connector that says what it can see, or that it cannot."""

    said: Sequence[Check] = (Check(True, "signed in as brug"), Check(False, "no sprint field", "see Jira Software"))
    fails: str = ""

    def check(self) -> list[Check]:
        if self.fails:
            raise Refused(self.fails)
        return list(self.said)


def openers(tracker: Tracker, kind: type[Talking] = Talking) -> dict[str, Opener]:
    return {"fake": lambda settings: kind(tracker, settings)}


def settings() -> Settings:
    return Settings(database_url="", now=NOW)


def examined(engine: Engine, tracker: Tracker, kind: type[Talking] = Talking) -> dict[str, tuple[Line, ...]]:
    return {group.about: group.lines for group in examine(engine, settings(), openers=openers(tracker, kind))}


def of_project(engine: Engine, tracker: Tracker) -> tuple[Line, ...]:
    """What is said of the one project, synced and scanned."""
    declare(engine)
    sync(engine, NOW, openers=openers(tracker))
    scan(engine, NOW)
    return examined(engine, tracker)["project CRM of fake"]


def the_line(lines: Sequence[Line], words: str) -> Line:
    (found,) = [line for line in lines if words in line.what]
    return found


def test_each_source_and_project_is_told_of_under_its_own_head(engine: Engine) -> None:
    declare(engine, "acme", "fake")
    sync(engine, NOW, openers=openers(Tracker([issue(1)])))
    found = examined(engine, Tracker())
    assert list(found) == [
        "brug",
        "source acme (fake)",
        "project CRM of acme",
        "source fake (fake)",
        "project CRM of fake",
    ]
    assert [line.what for line in found["source fake (fake)"]] == [
        "signed in as brug",
        "no sprint field",
        "synced at 2026-05-28T20:26:40Z",
    ]
    assert the_line(found["source fake (fake)"], "sprint").advice == "see Jira Software"


def test_a_source_that_lets_nobody_in_is_fatal_and_the_next_is_examined(engine: Engine) -> None:
    class Closed(Talking):
        fails = "fake: refused (401); check the token"

    declare(engine)
    groups = list(examine(engine, settings(), openers=openers(Tracker(), Closed)))
    assert [group.healthy for group in groups] == [True, False]
    line = the_line(groups[1].lines, "refused")
    assert line == Line(False, "refused (401); check the token", fatal=True)
    assert the_line(groups[1].lines, "never synced").advice == "run: brug sync"


def test_a_source_whose_last_sync_failed_says_why(engine: Engine) -> None:
    declare(engine)
    tracker = Tracker([issue(1)], fails_after=0)
    sync(engine, NOW, openers=openers(tracker))
    found = examined(engine, tracker)
    assert "gives no answer" in the_line(found["source fake (fake)"], "the last sync failed").what
    assert the_line(found["project CRM of fake"], "has not come to an end").advice.startswith("run: brug sync")


def test_a_declared_project_that_was_never_read_is_named(engine: Engine) -> None:
    declare(engine, projects=("CRM",))
    tracker = Tracker([issue(1)], projects=("CRM", "WEB"))
    sync(engine, NOW, openers=openers(tracker))
    declare(engine, projects=("CRM", "WEB"))
    assert "WEB" in the_line(examined(engine, tracker)["source fake (fake)"], "not read under this key").what


def test_a_project_tells_how_much_was_read_of_it(engine: Engine) -> None:
    lines = of_project(engine, Tracker([issue(n) for n in range(1, 4)]))
    assert lines[0].what == "3 issues, 3 changes, 3 comments, 3 worklogs, 2023-11-14 to 2023-11-14"
    assert the_line(lines, "1 release").ok
    assert the_line(lines, "story points on 3, estimated hours on 0 of 3 issues").ok


def bare(number: int) -> Issue:
    """An issue with nothing but itself."""
    return msgspec.structs.replace(
        issue(number), points=None, commitments=(), epic=None, changes=(), comments=(), worklogs=()
    )


def test_what_is_missing_is_told_with_the_detector_that_misses_it(engine: Engine) -> None:
    lines = of_project(engine, Tracker([bare(1), bare(2)], commitments=()))
    for words, detector in (
        ("no changes", "no detector"),
        ("no release, sprint or milestone", "late-delivery and scope-growth"),
        ("no story points and no estimates", "scope-growth"),
        ("nobody is known to speak for the business", "unconsulted-build"),
    ):
        line = the_line(lines, words)
        assert not line.ok
        assert detector in line.what
        assert line.advice
    assert "no worklogs" in lines[0].what


def test_open_promises_without_a_due_date_are_named(engine: Engine) -> None:
    promises = (
        Commitment("release", "10", "CRM 1", "planned", due_at=NOW),
        Commitment("release", "11", "CRM 2", "active"),
        Commitment("release", "12", "CRM 0", "delivered"),
        Commitment("sprint", "20", "Sprint 7", "active"),
    )
    lines = of_project(engine, Tracker([issue(1)], commitments=promises))
    assert "3 releases, 1 sprint" in the_line(lines, "releases, ").what
    assert the_line(lines, "1 of 2 open releases without a due date").what.endswith("(CRM 2)")
    assert the_line(lines, "1 of 1 open sprint without a due date").what.endswith("(Sprint 7)")


def test_how_many_stand_on_each_side_is_told_and_never_who(engine: Engine) -> None:
    tracker = Tracker(
        [issue(1)], people=(Person("ann", "Ann"), Person("bob", "Bob"), Person("bot", "Bot", is_bot=True))
    )
    text = '[[sources]]\nname = "fake"\nkind = "fake"\n' + SIDES.format(business="Ann", it="Bob")
    with writing(engine) as connection:
        apply(connection, parse(text, "brug.toml", {}, ["fake"]), NOW)
    sync(engine, NOW, openers=openers(tracker))
    lines = examined(engine, tracker)["project CRM of fake"]
    assert the_line(lines, "of the business").what == "1 people of the business, 1 of IT, 0 of unknown side"
    assert not any("Ann" in line.what for line in lines)


def test_who_matches_both_sides_is_told_once_a_source(engine: Engine) -> None:
    text = '[[sources]]\nname = "fake"\nkind = "fake"\n' + SIDES.format(business="ann", it="Ann")
    with writing(engine) as connection:
        apply(connection, parse(text, "brug.toml", {}, ["fake"]), NOW)
    sync(engine, NOW, openers=openers(Tracker([issue(1)])))
    line = the_line(examined(engine, Tracker())["brug"], "both sides")
    assert line.what == "fake: ann matches both sides, and counts as unknown"


def test_departed_issues_are_counted_by_reason(engine: Engine) -> None:
    declare(engine)
    tracker = Tracker([issue(n) for n in range(1, 5)])
    sync(engine, NOW, openers=openers(tracker))
    del tracker.issues[1:3]
    sync(engine, NOW + DAY, openers=openers(tracker))
    line = the_line(examined(engine, tracker)["project CRM of fake"], "departed")
    assert line == Line(True, "2 departed issues, whose history stays: 2 deleted")


def test_records_that_were_set_aside_are_told_by_reason(engine: Engine) -> None:
    odd = tuple(Unreadable(str(n), "created: not a date", "{}") for n in range(10, 18))
    lines = of_project(engine, Tracker([issue(1)], unreadable=(*odd, Unreadable("9", "no key"))))
    line = the_line(lines, "8 records set aside: created: not a date")
    assert line.what.endswith("(10, 11, 12 and 5 more)")
    assert "each sync tries them again" in line.advice
    assert the_line(lines, "1 record set aside: no key")


def test_milestone_events_that_nothing_resolves_are_counted(engine: Engine) -> None:
    at = 1_700_000_000_000
    events = tuple(Change(at + n, "milestone", str(n), "ann", to_text=title) for n, title in enumerate(("v1", "gone")))
    tracker = Tracker(
        [msgspec.structs.replace(issue(1), changes=events, commitments=(("milestone", "1"),))],
        commitments=(Commitment("milestone", "1", "gone", "active", due_at=NOW),),
    )
    assert "1 milestone event with a title" in the_line(of_project(engine, tracker), "milestone event").what


def test_what_a_scan_could_not_judge_is_told_with_what_would_let_it(engine: Engine) -> None:
    lines = of_project(engine, Tracker([issue(1)]))
    judged = [line for line in lines if " judged " in line.what]
    assert {line.what.split()[0] for line in judged} == {detector.NAME for detector in detectors()}
    for line in judged:
        assert ("cannot judge" in line.what) or line.ok
        assert line.ok or line.advice


def test_a_project_that_was_never_scanned_says_so(engine: Engine) -> None:
    declare(engine)
    sync(engine, NOW, openers=openers(Tracker([issue(1)])))
    assert the_line(examined(engine, Tracker())["project CRM of fake"], "never scanned").advice == "run: brug scan"


def test_a_project_without_issues_is_told_of_in_one_line(engine: Engine) -> None:
    declare(engine)
    sync(engine, NOW, openers=openers(Tracker()))
    (line,) = examined(engine, Tracker())["project CRM of fake"]
    assert not line.ok


def test_what_a_tracker_calls_things_is_shown_on_one_line_and_not_as_markup() -> None:
    console = Console(file=io.StringIO(), soft_wrap=True, highlight=False)
    print_group(console, Group("project [red]X[/red] of fake", (Line(False, "a\nname [bold]", "do this"),)))
    assert isinstance(console.file, io.StringIO)
    assert console.file.getvalue().splitlines() == [
        "project [red]X[/red] of fake",
        "  LOOK  a name [bold]",
        "        → do this",
    ]


def of_brug(engine: Engine, *, mail: str | None = None) -> list[tuple[bool, str]]:
    """What is said of brug itself."""
    here = Settings(database_url="", now=NOW, mail=mail)
    group = next(iter(examine(engine, here, openers=openers(Tracker()))))
    return [(line.ok, line.what) for line in group.lines]


def test_who_is_told_and_what_does_not_arrive(engine: Engine) -> None:
    declare(engine)
    nobody = "nobody is told of findings: no lead, target or digest is declared, and nobody subscribed"
    assert (True, nobody) in of_brug(engine)
    with writing(engine) as connection:
        made = subscribe(connection, Wish("pmo@acme.example"), by="pmo", now=NOW)
        row: dict[str, Any] = {"kind": "new", "scan": "s", "findings": [], "whats": [], "reason": "lead", "attempts": 9}
        for identity, state in (("a", "dead"), ("b", "due")):
            times = {"created_at": NOW, "due_at": NOW, "target": "slack://token-a/b/c", "error": "403"}
            connection.execute(insert(tables.alerts).values(id=identity, state=state, **row, **times))
    said = of_brug(engine)
    assert (True, "1 target told of findings, 1 message waiting") in said
    assert (False, "mail addresses are told of findings, and no mail server is set") in said
    assert (False, "1 message given up; the last to slack://…: 403") in said
    assert "mail server" not in str(of_brug(engine, mail="mailto://smtp.acme.example?from=brug@acme.example"))
    with writing(engine) as connection:
        stop(connection, made["id"], "410 Gone", NOW)
    assert "was stopped: 410 Gone" in str(of_brug(engine))
