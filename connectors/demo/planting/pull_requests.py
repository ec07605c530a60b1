"""Pull requests of a project: most name the item that they are for; for a time most do not, and nobody reviews them."""

from __future__ import annotations

from datetime import date, timedelta

from connectors.demo.draft import Draft, Value
from connectors.demo.people import BOT
from connectors.demo.plans import WEEKS
from connectors.demo.scene import Confounder, Plant, Scene
from connectors.demo.wording import title
from connectors.demo.working_days import day_of, first_from, instant, office_hour, shifted

# Of so many pull requests one names no item, where nothing is planted; and where it happens more often.
_EVERY, _MORE_OFTEN = 14, 6
_APART = {
    "dependency-bot": "Bump library {n} from 1.{n} to 1.{m}",
    "reverts": 'Revert "{title}"',
    "documentation": "docs: {title}",
    "releases": "Release 2.{n}",
}


def plant(scene: Scene) -> None:
    """Some pull requests a week, for what was built in that week."""
    if not scene.plan.has_pull_requests:
        return
    rng, period = scene.rng, scene.plan.unrequested
    silent = rng.uniform(0.2, 0.8)
    built = _built(scene)
    planted = []
    made, every = 0, _MORE_OFTEN if "some-unnamed" in scene.plan.also else _EVERY
    for week in range(_first_week(scene), WEEKS):
        monday = scene.began + timedelta(weeks=week)
        is_planted = period is not None and period.start <= week < period.end
        for _ in range(rng.choice((1, 2, 2, 3))):
            day = first_from(monday + timedelta(days=rng.randint(0, 4)))
            near = [draft for at, draft in built if abs((at - day).days) <= 10 and day_of(draft.created_at) < day]
            if not near and not is_planted:
                continue
            made += 1
            is_unnamed = rng.random() < period.amount if period and is_planted else made % every == 0
            if near and not is_unnamed:
                _for(scene, day, rng.choice(near))
                continue
            is_silent = is_planted and rng.random() < silent
            one = _merged(scene, _pull_request(scene, day, title(rng)), day, is_silent=is_silent)
            if is_planted:
                planted.append(one)
    _apart(scene)
    if planted:
        scene.planted.append(Plant("unrequested-change", issues=tuple(planted)))


def _first_week(scene: Scene) -> int:
    return scene.plan.releases[0].start + 1


def _built(scene: Scene) -> list[tuple[date, Draft]]:
    """Items of the project with the days on which they were in review."""
    return [
        (day_of(setting.at), draft)
        for draft in scene.drafts
        if draft.kind in ("story", "task", "bug") and draft.creator != BOT.id
        for setting in draft.settings
        if setting.field == "status" and setting.to.text == "In Review"
    ]


def _pull_request(scene: Scene, day: date, name: str, by: str | None = None) -> Draft:
    """A pull request is in progress from its beginning."""
    author = by or scene.team.anyone_of_it(scene.rng)
    made = scene.draft("pull_request", name, office_hour(scene.rng, day, 8, 10), author)
    made.initial["status"] = Value("in_progress", "In Progress")
    return made


def _merged(scene: Scene, made: Draft, day: date, *, is_silent: bool = False) -> Draft:
    """A colleague approves of it, and it is merged; where it is silent, its author merges it alone."""
    rng = scene.rng
    others = [person.id for person in scene.team.it if person.id != made.creator]
    reviewer = rng.choice(others)
    merged = shifted(day, rng.randint(0, 2))
    if not is_silent:
        made.say(office_hour(rng, merged, 11, 12), reviewer, rng.choice(("", "Looks good.")), "approval")
    made.status(office_hour(rng, merged, 13, 14), made.creator if is_silent else reviewer, "merged")
    return made


def _for(scene: Scene, day: date, draft: Draft) -> None:
    """It closes the item, names it in its branch, or has its key in the title: of each a tracker tells a link."""
    rng = scene.rng
    made = _pull_request(scene, day, draft.title)
    at = made.created_at + 60_000
    if rng.random() < 0.4:
        made.link(at, made.creator, draft, "closes", "closed by")
    else:
        made.link(at, made.creator, draft, "names", "mentioned by")
        if rng.random() < 0.5:
            made.names = draft
    _merged(scene, made, day)


def _apart(scene: Scene) -> None:
    """What names no item because there is none: updates by the bot, reverts, documentation, releases."""
    rng = scene.rng
    for kind in sorted(scene.plan.also):
        if kind not in _APART:
            if kind in ("named-in-title", "some-unnamed"):
                scene.confounders.append(Confounder(kind, instant(scene.began)))
            continue
        for week in range(_first_week(scene), WEEKS, 4):
            day = first_from(scene.began + timedelta(weeks=week, days=rng.randint(0, 4)))
            name = _APART[kind].format(n=week, m=week + 1, title=title(rng))
            made = _pull_request(scene, day, name, BOT.id if kind == "dependency-bot" else None)
            if kind == "dependency-bot":
                made.labels = ("dependencies",)
            elif kind == "documentation":
                made.labels = (*made.labels, "documentation")
            _merged(scene, made, day)
        scene.confounders.append(Confounder(kind, instant(scene.began)))
