"""A release that grew and came late, told once for all that looks at it.

Release 1.0 runs from Monday 2 March to Friday 24 April 2026, with eight agreed items. Four more came on 18 March and
four on 25 March; the last four were taken out on 15 April. It was delivered on Monday 11 May, ten working days late:
King's Day, 27 April, is a public holiday.
"""

from __future__ import annotations

from tests.detectors.story import Story


def grown_and_late() -> Story:
    story = Story()
    one = story.commitment("1.0", "2026-03-02", "2026-04-24", delivered="2026-05-11")
    kept = [told.added_to(one, "2026-02-20") for told in story.issues("CRM", 8)]
    kept += [told.added_to(one, "2026-03-18") for told in story.issues("CRM", 4, created="2026-03-18")]
    for told in story.issues("CRM", 4, created="2026-03-25"):
        told.added_to(one, "2026-03-25").removed_from(one, "2026-04-15")
    for n, told in enumerate(kept):
        told.started(f"2026-03-{10 + n}").done(f"2026-05-11T{8 + n // 4:02}:{n % 4 * 15:02}")
    return story
