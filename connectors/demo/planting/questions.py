"""One side asks the other: there is no answer for months, or there is one within days, or none is waited for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

from connectors.demo.draft import Draft
from connectors.demo.people import BOT
from connectors.demo.plans import WEEKS
from connectors.demo.scene import Confounder, Plant, Scene
from connectors.demo.timetable import Slot
from connectors.demo.wording import answer, from_business, question, question_to_colleague, title
from connectors.demo.working_days import day_of, first_from, instant, last_until, office_hour, shifted

_PAGE = "https://wiki.duinwaarde.example/index.php"


def plant(scene: Scene) -> None:
    """The questions that stay open, those that a plan names, and in every project those of every month."""
    _unanswered(scene)
    for kind, told in _LOOK_ALIKES.items():
        if kind in scene.plan.also:
            for week in range(8, WEEKS - 6, 12):
                monday = scene.began + timedelta(weeks=week)
                told(scene, monday)
                scene.confounders.append(Confounder(kind, instant(monday)))
    ordinary = replace(scene, rng=scene.noise)
    for week in range(3, WEEKS, 4):
        monday = scene.began + timedelta(weeks=week)
        (_closed if ordinary.rng.random() < 0.15 else _answered)(ordinary, monday)


def _unanswered(scene: Scene) -> None:
    """Within some weeks one side asks many things under wishes that stand in no release; months later it is told."""
    period, rng = scene.plan.unanswered, scene.rng
    if period is None:
        return
    first = scene.began + timedelta(weeks=period.start)
    asked = []
    for _ in range(int(period.amount)):
        monday = last_until(first + timedelta(days=rng.randint(0, 7 * (period.end - period.start) - 1)))
        draft, at = _asked(scene, monday, by_it=scene.plan.asked_by == "it")
        is_waiting = scene.plan.asked_by == "it" and rng.random() < 0.4
        if is_waiting:
            draft.status(at + 120_000, draft.remarks[0].by, "waiting")
        if rng.random() < 0.6:
            answered_at = office_hour(rng, shifted(day_of(at), rng.randint(30, 50)))
            _other(scene, draft, answered_at)
            if is_waiting:
                draft.status(answered_at + 120_000, draft.remarks[-1].by, "todo")
        asked.append(draft)
    scene.planted.append(Plant("unanswered-question", issues=tuple(asked)))


def _asked(scene: Scene, monday: date, *, by_it: bool) -> tuple[Draft, int]:
    """A wish of one side, under which the other asks something on the next day; sometimes it is set to waiting."""
    rng, team = scene.rng, scene.team
    business, it = team.anyone_of_business(rng), team.anyone_of_it(rng)
    day = first_from(monday)
    draft = scene.draft("story", title(rng), office_hour(rng, day, 8, 14), business if by_it else it)
    at = office_hour(rng, shifted(day, 1), 8, 14)
    draft.say(at, it if by_it else business, question(rng, by_it))
    return draft, at


def _other(scene: Scene, draft: Draft, at: int) -> None:
    """An answer by the side that did not ask."""
    rng, team = scene.rng, scene.team
    asked_by = min(draft.remarks, key=lambda remark: remark.at).by
    by_it = any(person.id == asked_by for person in team.it)
    draft.say(at, team.anyone_of_business(rng) if by_it else team.anyone_of_it(rng), answer(rng))


def _answered(scene: Scene, monday: date) -> None:
    """The other side answers within three working days, and the wish is built."""
    rng = scene.rng
    draft, at = _asked(scene, monday, by_it=rng.random() < 0.5)
    day = shifted(day_of(at), rng.randint(1, 3))
    answered_at = office_hour(rng, day)
    asked_by = draft.remarks[0].by
    _other(scene, draft, answered_at)
    if draft.creator in (person.id for person in scene.team.business) and rng.random() < 0.3:
        draft.status(at + 120_000, asked_by, "waiting")
        draft.status(answered_at + 120_000, draft.remarks[-1].by, "todo")
    if rng.random() < 0.5:
        draft.say(office_hour(rng, shifted(day, 1)), scene.team.anyone_of_business(rng), from_business(rng))
        start = shifted(day, rng.randint(2, 5))
        scene.build(draft, Slot(start, shifted(start, rng.randint(1, 3))), size=5)


def _closed(scene: Scene, monday: date) -> None:
    """Nobody answers; within a week the asker sees that it is not needed any more, and closes it."""
    rng = scene.rng
    draft, at = _asked(scene, monday, by_it=rng.random() < 0.5)
    asked_by = draft.remarks[0].by
    draft.status(office_hour(rng, shifted(day_of(at), rng.randint(3, 6))), asked_by, "done")


def _transition(scene: Scene, monday: date) -> None:
    """The business answers IT without a word: it closes what it asked for, three times in a row."""
    rng = scene.rng
    for i in range(3):
        draft, at = _asked(scene, monday + timedelta(days=i), by_it=True)
        draft.status(office_hour(rng, shifted(day_of(at), rng.randint(2, 5))), draft.creator, "done")


def _colleagues(scene: Scene, monday: date) -> None:
    """Somebody of IT asks somebody else of IT, under an item of IT; nobody writes the answer down."""
    rng, it = scene.rng, scene.team.it
    for i in range(3):
        day = first_from(monday + timedelta(days=i))
        one, other = rng.sample(it, 2)
        draft = scene.draft("task", title(rng), office_hour(rng, day, 8, 14), one.id)
        draft.set(draft.created_at + 60_000, one.id, "assignee", one.id)
        draft.say(office_hour(rng, shifted(day, 1)), other.id, question_to_colleague(rng))


def _bot(scene: Scene, monday: date) -> None:
    """The bot asks under old wishes whether anybody still wants them."""
    rng = scene.rng
    for i in range(3):
        day = first_from(monday)
        by = scene.team.anyone_of_business(rng)
        draft = scene.draft("story", title(rng), office_hour(rng, day, 8, 14), by)
        draft.say(instant(shifted(day, 1), 3, i), BOT.id, "Is this still relevant? Please add a comment.")


def _two(scene: Scene, monday: date) -> None:
    """Two questions wait for two months: a pity, and not yet a pattern."""
    for i in range(2):
        draft, at = _asked(scene, monday + timedelta(days=i), by_it=scene.rng.random() < 0.5)
        _other(scene, draft, office_hour(scene.rng, shifted(day_of(at), scene.rng.randint(30, 40))))


def _links(scene: Scene, monday: date) -> None:
    """One side points the other to a page whose address holds a question mark; nobody has to answer."""
    rng, team = scene.rng, scene.team
    for i in range(3):
        day = first_from(monday + timedelta(days=i))
        draft = scene.draft("story", title(rng), office_hour(rng, day, 8, 14), team.anyone_of_business(rng))
        draft.say(office_hour(rng, shifted(day, 1)), team.anyone_of_it(rng), f"See {_PAGE}?page={rng.randint(1, 90)}.")


_LOOK_ALIKES: dict[str, Callable[[Scene, date], None]] = {
    "answered-in-days": _answered,
    "answered-by-transition": _transition,
    "closed-without-answer": _closed,
    "links-with-marks": _links,
    "two-open-questions": _two,
    "same-side-questions": _colleagues,
    "bot-questions": _bot,
}
