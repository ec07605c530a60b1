"""What is a rewrite of a requirement: by how much, when, by whom, and what only looks like one.

Release 1.0 of six items starts on Monday 2 March 2026; work on each starts on the 10th at 10:00.
"""

from __future__ import annotations

import pytest

from detectors.delivery import changed_requirement
from tests.detectors.asking import coverage, figures, findings
from tests.detectors.story import Story, Told

LOOK, CHANGED, STARTED = "2026-04-01", "2026-03-18", "2026-03-10T10:00"
OLD = "one two three four five six seven eight nine ten"
NEW = "one two three four five eins zwei drei vier fünf"


def release(story: Story, delivered: str | None = None) -> list[Told]:
    one = story.commitment("1.0", "2026-03-02", "2026-04-24", delivered)
    return [told.added_to(one, "2026-02-20").started(STARTED) for told in story.issues("CRM", 6)]


def changed(story: Story, day: str = LOOK) -> float:
    return figures(changed_requirement, story.history(), day)["1.0"]["changed"]


def words(number: int) -> str:
    return " ".join(f"w{n}" for n in range(number))


@pytest.mark.parametrize(
    ("before", "after", "counts"),
    [
        (words(15), f"{words(12)} a b c", True),  # three of fifteen are a fifth
        (words(16), f"{words(13)} a b c", False),  # three of sixteen are less
        (words(10), f"{words(8)} a b", False),  # a fifth, but two words
        (words(3), "a b c", True),
        (words(12), words(15), True),  # three more: a fifth of the longer text
        (words(13), words(16), False),
        (words(15), words(12), True),
        (OLD, OLD.upper(), False),
        (OLD, f"* {OLD} *!", False),
        (OLD, " ".join(reversed(OLD.split())), False),
        ("a a a a a a", "a a a b b b", True),
        ("", NEW, False),  # a first text
        ("  \n", NEW, False),
        (OLD, None, True),  # taken away
        (None, NEW, False),
    ],
)
def test_a_fifth_of_the_words_and_three_of_them(before: str | None, after: str | None, counts: bool) -> None:
    story = Story()
    release(story)[0].changed("description", CHANGED, before, after, "bea")
    assert changed(story) == counts


@pytest.mark.parametrize("field", ["description", "summary"])
def test_the_description_and_the_title_say_what_is_required(field: str) -> None:
    story = Story()
    release(story)[0].changed(field, CHANGED, OLD, NEW, "bea")
    assert changed(story) == 1


@pytest.mark.parametrize(
    ("instant", "counts"),
    [("2026-03-10T09:59", False), (STARTED, True), ("2026-03-24T09:59", True), ("2026-03-24T10:00", False)],
)
def test_it_counts_from_the_start_of_work_until_it_is_done(instant: str, counts: bool) -> None:
    story = Story()
    release(story)[0].done("2026-03-24T10:00").changed("description", instant, OLD, NEW, "bea")
    assert changed(story) == counts


@pytest.mark.parametrize(("instant", "counts"), [("2026-03-20T23:59", True), ("2026-03-21T00:01", False)])
def test_after_the_delivery_of_all_nothing_is_changed_any_more(instant: str, counts: bool) -> None:
    story = Story()
    told = release(story, delivered="2026-03-20")
    for n, item in enumerate(told):
        if n:
            item.done("2026-03-20")
    told[0].changed("description", instant, OLD, NEW, "bea")
    # One of six is still open: the release counts as delivered after four weeks.
    assert changed(story, "2026-05-01") == counts


def test_what_was_rewritten_before_the_start_of_all_was_agreed_so() -> None:
    story = Story()
    told = release(story)
    told[0].changes = [c for c in told[0].changes if c["field"] == "release"]
    told[0].row |= {"status": "To Do"}
    told[0].started("2026-02-23").changed("description", "2026-03-01T23:59", OLD, NEW, "bea")
    told[1].changes = [c for c in told[1].changes if c["field"] == "release"]
    told[1].row |= {"status": "To Do"}
    told[1].started("2026-02-23").changed("description", "2026-03-02T00:00", OLD, NEW, "bea")
    assert changed(story) == 1


@pytest.mark.parametrize(("by", "counts"), [("bob", 1), ("ian", 0), ("robo", 0), (None, 0)])
def test_only_the_business_rewrites_a_wish(by: str | None, counts: int) -> None:
    story = Story()
    release(story)[0].changed("description", CHANGED, OLD, NEW, by)
    assert changed(story) == counts


@pytest.mark.parametrize(("unknown", "judged"), [(1, True), (2, True), (3, False)])
def test_where_many_rewrites_are_by_nobody_known_it_cannot_be_said(unknown: int, judged: bool) -> None:
    # Two of five are 40%, three of six are more.
    story = Story()
    told = release(story)
    for n, item in enumerate(told[: 3 + unknown]):
        text = f"one two three four five {n} a{n} b{n} c{n} d{n}"
        item.changed("description", CHANGED, OLD, text, "bea" if n < 3 else f"n{n}")
    seen = coverage(changed_requirement, story.history(), LOOK)
    assert seen.cannot_judge == ({} if judged else {"too few words with a known side": 1})


@pytest.mark.parametrize(("issues", "minutes", "counts"), [(4, 0, 4), (5, 0, 0), (5, 119, 0), (5, 120, 5)])
def test_the_same_words_in_five_issues_within_two_hours_are_a_template(issues: int, minutes: int, counts: int) -> None:
    # The two hours are those of the clock: from 10:00 to 12:00.
    story = Story()
    told = release(story)
    for n, item in enumerate(told[:issues]):
        late = minutes if n == issues - 1 else 0
        item.changed(
            "description", f"2026-03-18T{10 + late // 60}:{late % 60:02}", f"{n} {n} {n}", f"{n} a b c d", "bea"
        )
    assert changed(story) == counts


def test_a_template_is_one_where_one_of_the_five_was_not_begun() -> None:
    story = Story()
    told = release(story)
    waiting = story.issue("CRM-90").created("2026-02-02")
    for n, item in enumerate([*told[:4], waiting]):
        item.changed("description", f"2026-03-18T10:{n:02}", f"{n} {n} {n}", f"{n} a b c d", "bea")
    assert changed(story) == 0


def test_the_share_is_by_weight() -> None:
    story = Story()
    for n, item in enumerate(release(story)):
        item.estimated(4 if n else 8)
    story.told[0].changed("description", CHANGED, OLD, NEW, "bea")
    found = figures(changed_requirement, story.history(), LOOK)["1.0"]
    assert (found["changed_share"], found["unit"], found["derived_start"]) == (8 / 28, 1, 0)


def test_the_same_words_by_two_people_or_several_words_in_one_issue_are_no_template() -> None:
    story = Story()
    for n, item in enumerate(release(story)):
        item.changed("description", CHANGED, OLD, NEW, "bea" if n % 2 else "bob")
    assert changed(story) == 6


@pytest.mark.parametrize(
    ("first", "second", "share"),
    [
        ("2026-03-18T10:00", "2026-03-19T10:00", "36%"),  # one sitting of a day: four of eleven words in all
        ("2026-03-18T10:00", "2026-03-19T10:01", None),  # two sittings, of two words each
    ],
)
def test_who_saves_again_within_a_day_writes_one_text(first: str, second: str, share: str | None) -> None:
    story = Story()
    middle = OLD.replace("nine ten", "neun zehn")
    for item in release(story)[:4]:
        own = f"{item.id} "
        item.changed("description", first, own + OLD, own + middle, "bea")
        item.changed("description", second, own + middle, own + middle.replace("one two", "eins zwei"), "bea")
    found = findings(changed_requirement, story.history(), LOOK)
    assert [e.what.split(" of")[0] for f in found for e in f.evidence] == ([share] * 4 if share else [])


def test_two_people_write_two_texts() -> None:
    story = Story()
    middle = OLD.replace("nine ten", "neun zehn")
    told = release(story)[0].changed("description", CHANGED, OLD, middle, "bea")
    told.changed("description", "2026-03-18T11:00", middle, middle.replace("one two", "eins zwei"), "bob")
    assert changed(story) == 0


@pytest.mark.parametrize(("day", "counts"), [("2026-03-25", 1), ("2026-03-26", 0)])
def test_a_text_that_is_put_back_is_no_change_from_then_on(day: str, counts: int) -> None:
    story = Story()
    told = release(story)[0].changed("description", CHANGED, OLD, NEW, "bea")
    told.changed("description", "2026-03-25", NEW, f"{OLD} once", "isa")
    assert changed(story, day) == counts


def test_what_was_rewritten_and_put_back_and_rewritten_again_is_rewritten() -> None:
    story = Story()
    told = release(story)[0].changed("description", "2026-03-16", OLD, NEW, "bea")
    told.changed("description", "2026-03-18", NEW, OLD, "bea").changed("description", "2026-03-20", OLD, NEW, "bea")
    assert changed(story) == 1
