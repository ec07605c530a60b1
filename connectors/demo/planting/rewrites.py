"""What was asked is written anew: while it is being built, or at a time or in a way that changes nothing."""

from __future__ import annotations

from connectors.demo.delivery import Delivery
from connectors.demo.draft import Draft
from connectors.demo.people import BOT
from connectors.demo.scene import Plant
from connectors.demo.timetable import Slot
from connectors.demo.wording import changed, corrected
from connectors.demo.working_days import instant, office_hour, shifted

_HALF = 3


def changed_requirement(delivery: Delivery, share: float) -> None:
    """The business replaces half of the sentences, or more, when the work has started."""
    rng, team = delivery.rng, delivery.scene.team
    chosen = rng.sample(delivery.members, round(share * len(delivery.members)))
    for draft, slot in chosen:
        text = changed(rng, _text(draft), rng.randint(_HALF, 5))
        draft.rewrite(_under_way(delivery, slot), team.anyone_of_business(rng), text)
    delivery.scene.planted.append(
        Plant("changed-requirement", delivery.release, issues=tuple(draft for draft, _ in chosen))
    )


def some(delivery: Delivery) -> None:
    """The business rewrites two or three items under way."""
    rng, team = delivery.rng, delivery.scene.team
    for draft, slot in rng.sample(delivery.members, rng.choice((2, 3))):
        if not _is_rewritten(draft):
            text = changed(rng, _text(draft), _HALF)
            draft.rewrite(_under_way(delivery, slot), team.anyone_of_business(rng), text)


def before_start(delivery: Delivery) -> None:
    """The business writes its wishes anew in the week before the release starts."""
    rng, team = delivery.rng, delivery.scene.team
    for i, (draft, _) in enumerate(delivery.members):
        if i % 5 < _HALF:
            at = instant(shifted(delivery.release.start, -1), 15, i)
            draft.rewrite(at, team.anyone_of_business(rng), changed(rng, _text(draft), rng.randint(_HALF, 5)))


def typo_edits(delivery: Delivery) -> None:
    """The business mends slips of the pen in most of what is being built."""
    rng, team = delivery.rng, delivery.scene.team
    for draft, slot in rng.sample(delivery.members, round(0.7 * len(delivery.members))):
        draft.rewrite(_under_way(delivery, slot), team.anyone_of_business(rng), corrected(rng, _text(draft)))


def formatting(delivery: Delivery) -> None:
    """The business turns the sentences of most of what is being built into a list."""
    rng, team = delivery.rng, delivery.scene.team
    for draft, slot in rng.sample(delivery.members, round(0.7 * len(delivery.members))):
        text = "\n".join(f"* {line}" for line in _text(draft).split("\n"))
        draft.rewrite(_under_way(delivery, slot), team.anyone_of_business(rng), text)


def template(delivery: Delivery) -> None:
    """The product owner puts the headings of a template around the text of most of what is being built."""
    rng, team = delivery.rng, delivery.scene.team
    for draft, slot in rng.sample(delivery.members, round(0.7 * len(delivery.members))):
        text = f"h3. Wens\n{_text(draft)}\nh3. Acceptatiecriteria"
        draft.rewrite(_under_way(delivery, slot), team.owner, text)


def builder_notes(delivery: Delivery) -> None:
    """Those who build write down what they found out, in place of what stood there."""
    rng, team = delivery.rng, delivery.scene.team
    for draft, slot in rng.sample(delivery.members, round(0.6 * len(delivery.members))):
        text = changed(rng, _text(draft), rng.randint(_HALF, 5))
        draft.rewrite(_under_way(delivery, slot), team.anyone_of_it(rng), text)


def by_bot(delivery: Delivery) -> None:
    """The bot translates most of what is being built, night after night."""
    rng = delivery.rng
    for i, (draft, slot) in enumerate(rng.sample(delivery.members, round(0.6 * len(delivery.members)))):
        draft.rewrite(
            instant(shifted(slot.start, 1), 3, i % 60), BOT.id, changed(rng, _text(draft), rng.randint(_HALF, 5))
        )


def ordinary(delivery: Delivery) -> None:
    """Now and then a slip of the pen is mended."""
    noise, team = delivery.scene.noise, delivery.scene.team
    for draft, slot in delivery.members:
        if noise.random() < 0.06 and not _is_rewritten(draft):
            by = team.anyone_of_it(noise) if noise.random() < 0.5 else team.anyone_of_business(noise)
            draft.rewrite(office_hour(noise, shifted(slot.start, 1), 8, 12), by, corrected(noise, _text(draft)))


def _text(draft: Draft) -> str:
    return draft.initial["description"].text or ""


def _is_rewritten(draft: Draft) -> bool:
    return any(setting.field == "description" for setting in draft.settings)


def _under_way(delivery: Delivery, slot: Slot) -> int:
    """The day after an item was started, which is not after it was done."""
    return office_hour(delivery.rng, shifted(slot.start, 1), 8, 12)
