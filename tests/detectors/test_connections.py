"""Findings about one commitment tell of each other; others stay as they are."""

from __future__ import annotations

from dataclasses import dataclass

from app.languages import translation
from detectors.connections import connected
from detectors.finding import Finding, Subject, Symptom
from detectors.texts import again, say


@dataclass(frozen=True)
class About:
    """A subject: a release by its name, or a project."""

    name: str
    kind: str = "commitment"

    def found(self, detector: str, symptom: Symptom = "scope", **figures: float) -> Finding:
        subject = Subject(self.kind, "release", self.name, self.name, "", self.name)  # type: ignore[arg-type]
        impact = {"hours_over": figures.pop("hours_over")} if "hours_over" in figures else {}
        title = say("{name} is {days} late", name=self.name, days="so")
        questions: dict[str, str] = {"business": say("?"), "it": say("?")}
        return Finding(
            detector, symptom, subject, "high", 0.9, title, say("Told."), questions, dict(figures), impact, (), 0, 0
        )


def summaries(*findings: Finding) -> list[str]:
    return [str(finding.summary) for finding in connected(findings)]


def test_growth_and_lateness_of_one_release_are_one_story() -> None:
    one = About("CRM 3.6")
    chain = "The two belong together: 18 items came in after the start, and it went 20 working days over its date."
    told = summaries(one.found("scope-growth", added=18), one.found("late-delivery", "delivery", days_late=20))
    assert told == [f"Told. {chain}", f"Told. {chain}"]


def test_hours_are_told_where_growth_is_in_hours() -> None:
    one = About("CRM 3.6")
    grown, _ = summaries(
        one.found("scope-growth", added=18, hours_over=160.0), one.found("late-delivery", "delivery", days_late=1)
    )
    assert grown.endswith(
        "18 items came in after the start, 160 hours in all, and it went 1 working day over its date."
    )


def test_nothing_and_a_single_hour_are_told_as_such() -> None:
    one = About("CRM 3.6")
    late = one.found("late-delivery", "delivery", days_late=3)
    assert summaries(one.found("scope-growth", added=0), late)[0].endswith(
        ": 0 items came in after the start, and it went 3 working days over its date."
    )
    assert summaries(one.found("scope-growth", added=2, hours_over=1.0), late)[0].endswith(
        ": 2 items came in after the start, 1 hour in all, and it went 3 working days over its date."
    )


def test_other_findings_about_it_are_named_by_their_titles_in_every_language() -> None:
    one = About("CRM 3.6")
    first, _ = connected([one.found("moved-deadline", "delivery"), one.found("estimate-growth")])
    assert first.summary == "Told. Seen with it: CRM 3.6 is so late."
    assert again(first.summary, translation("nl")) == "Told. Daarbij gezien: CRM 3.6 is so te laat."


def test_findings_about_different_commitments_or_about_a_project_stay_as_they_are() -> None:
    alone = [About("CRM 3.6").found("scope-growth", added=1), About("CRM 3.7").found("late-delivery", days_late=3)]
    project = [About("CRM", "project").found("off-strategy"), About("CRM", "project").found("unconsulted-build")]
    assert connected([*alone, *project]) == (*alone, *project)


def test_late_sprints_have_no_days_to_tell() -> None:
    one = About("Sprint 7")
    late, _ = summaries(one.found("late-delivery", "delivery", open_share=0.4), one.found("scope-growth", added=4))
    assert late == "Told. Seen with it: Sprint 7 is so late."
