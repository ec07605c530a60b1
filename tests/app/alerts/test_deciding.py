"""What of a scan's news is told to whom at once, and what not."""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest

from app.alerts.deciding import Letter, Told, decide
from app.alerts.receivers import LEAD, SUBSCRIPTION, Receiver
from app.findings.taking_in import News
from app.instants import DAY, parse_date

LOW, MEDIUM, HIGH, CRITICAL = range(4)
MONDAY = parse_date("2026-06-01")
ANN = Receiver("ann@acme.example", LEAD, frozenset({"crm"}))


def piece(what: str, rank: int = MEDIUM, finding: str = "f", project: str = "crm", symptom: str = "scope") -> News:
    return News(finding, project, symptom, what, rank)


@dataclass
class Ann:
    """A lead who remembers what she was told."""

    heard: dict[tuple[str, str], Told] = field(default_factory=dict)
    now: int = MONDAY

    def hears(self, *news: News) -> list[tuple[str, int]]:
        """The kinds of the messages that she gets in a week, and how many pieces of news are in each."""
        letters = decide(news, [ANN], self.heard, self.now)
        for letter in letters:
            for one in letter.news:
                self.heard[ANN.target, one.finding] = Told(one.what, one.rank, self.now)
        self.now += 7 * DAY
        return [(letter.kind, len(letter.news)) for letter in letters]


@pytest.mark.parametrize(("rank", "told"), [(LOW, []), (MEDIUM, [("new", 1)]), (CRITICAL, [("new", 1)])])
def test_what_is_new_is_told_at_once_from_medium_on(rank: int, told: list[tuple[str, int]]) -> None:
    assert Ann().hears(piece("new", rank)) == told


def test_a_finding_from_its_beginning_to_its_end() -> None:
    ann = Ann()
    assert ann.hears(piece("new", MEDIUM)) == [("new", 1)]
    assert ann.hears() == []
    assert ann.hears(piece("worse", HIGH)) == [("worse", 1)]
    assert ann.hears(piece("over", HIGH)) == [("over", 1)]


def test_a_severity_that_goes_down_and_up_again_is_told_once() -> None:
    ann = Ann()
    ann.hears(piece("new", HIGH))
    assert ann.hears(piece("worse", HIGH)) == [], "it was high before"
    assert ann.hears(piece("worse", CRITICAL)) == [("worse", 1)]


def test_what_grows_to_medium_is_told_though_it_was_not_when_it_was_low() -> None:
    ann = Ann()
    assert ann.hears(piece("new", LOW)) == []
    assert ann.hears(piece("worse", MEDIUM)) == [("worse", 1)]


def test_the_end_is_told_to_those_who_heard_of_the_beginning_and_once() -> None:
    assert Ann().hears(piece("over", HIGH)) == []
    ann = Ann()
    ann.hears(piece("new"))
    assert ann.hears(piece("over")) == [("over", 1)]
    assert ann.hears(piece("over")) == []


def test_what_comes_and_goes_from_week_to_week_is_told_once() -> None:
    ann = Ann()
    assert [ann.hears(piece(what)) for what in ("new", "over", "new", "over", "new", "over")] == [
        [("new", 1)], [("over", 1)], [], [], [], [],
    ]  # fmt: skip


def test_what_comes_back_after_more_than_four_weeks_is_new() -> None:
    ann = Ann()
    ann.hears(piece("new"))
    ann.hears(piece("over"))
    for _ in range(4):
        ann.hears()
    assert ann.hears(piece("new")) == [("new", 1)]


def test_three_pieces_of_news_are_messages_of_their_own_and_a_fourth_makes_them_one() -> None:
    some = [piece("new", finding=name) for name in "abcd"]
    assert Ann().hears(*some[:3]) == [("new", 1)] * 3
    assert Ann().hears(*some) == [("several", 4)]


def test_a_lead_hears_of_no_other_project() -> None:
    assert Ann().hears(piece("new", project="web")) == []


def letters(news: list[News], *receivers: Receiver) -> list[Letter]:
    return decide(news, receivers, {}, MONDAY)


def subscribed(target: str = "slack://a", **wanted: object) -> Receiver:
    return Receiver(target, SUBSCRIPTION, **wanted)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("receiver", "told"),
    [
        (subscribed(), "abc"),
        (subscribed(symptoms=frozenset({"delivery"})), "b"),
        (subscribed(min_rank=HIGH), "c"),
        (subscribed(projects=frozenset({"web"})), "c"),
        (subscribed(min_rank=LOW), "abc"),
        (subscribed(portfolio=True), ""),
    ],
)
def test_a_subscription_is_told_of_what_it_is_for(receiver: Receiver, told: str) -> None:
    news = [
        piece("new", finding="a"),
        piece("new", finding="b", symptom="delivery"),
        piece("new", HIGH, finding="c", project="web"),
        piece("new", LOW, finding="d"),
    ]
    assert "".join(letter.news[0].finding for letter in letters(news, receiver)) == told


def test_one_target_by_two_ways_gets_each_piece_of_news_once() -> None:
    both = letters([piece("new"), piece("new", finding="g", project="web")], ANN, subscribed(ANN.target))
    assert [(letter.to.reason, letter.news[0].finding) for letter in both] == [(LEAD, "f"), (SUBSCRIPTION, "g")]


def test_two_targets_each_get_theirs() -> None:
    assert [letter.to.target for letter in letters([piece("new")], ANN, subscribed())] == [ANN.target, "slack://a"]


def test_a_message_about_several_projects_belongs_to_none() -> None:
    news = [piece("new", finding=name, project=name) for name in "abcd"]
    assert [letter.project for letter in letters(news, subscribed())] == [None]
    assert [letter.project for letter in letters(news[:1], subscribed())] == ["a"]
