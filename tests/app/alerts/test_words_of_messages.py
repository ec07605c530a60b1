"""What a message says: subject, questions, links, in both languages, whatever stands in a finding."""

from __future__ import annotations

import re
from dataclasses import fields, replace

import pytest

from app.alerts.texts import render
from app.alerts.texts.render import SHOWN
from app.alerts.texts.words import WORDS, Words
from tests.app.alerts.contents import content, item, portfolio

LANGUAGES = ("en", "nl")


def test_every_text_exists_in_both_languages_and_takes_the_same_values() -> None:
    english, dutch = WORDS["en"], WORDS["nl"]
    for one in fields(Words):
        here, there = _texts(getattr(english, one.name)), _texts(getattr(dutch, one.name))
        assert here.keys() == there.keys()
        for name, text in here.items():
            assert there[name]
            assert sorted(re.findall(r"{\w+}", text)) == sorted(re.findall(r"{\w+}", there[name]))


def _texts(value: str | dict[str, str] | dict[str, dict[str, str]], name: str = "") -> dict[str, str]:
    if isinstance(value, str):
        return {name: value}
    found: dict[str, str] = {}
    for key, inner in value.items():
        found |= _texts(inner, f"{name} {key}")
    return found


def test_a_new_finding_is_told_by_its_title_both_questions_a_talk_and_a_link() -> None:
    message = render(content())
    assert message.subject == "CRM 3.6: 19 items added since the start (+41%)"
    for text in (message.text, message.html):
        assert "Which of the 19 items must be in this release" in text
        assert "What do the 19 items cost" in text
        assert "Thursday 4 June, 10:00" in text
        assert "https://brug.acme.example/findings/f1" in text
        assert "https://brug.acme.example/setup/alerts" in text
        assert "because you lead this project" in text
    assert "calendar file" not in message.chat


def test_dutch_messages_are_dutch() -> None:
    message = render(content(language="nl"))
    assert message.subject == "CRM 3.6: 19 onderdelen erbij sinds het begin (+41 %)"
    assert 'lang="nl"' in message.html
    for text in ("Een vraag voor IT", "Praat een half uur", "donderdag 4 juni, 10:00", "omdat u dit project leidt"):
        assert text in message.html


def test_worse_and_over_say_so_and_only_what_stands_is_talked_about() -> None:
    worse = render(content(item("worse"), kind="worse"))
    assert worse.subject.startswith("More serious now: CRM 3.6")
    over = render(content(item("over"), kind="over"))
    assert over.subject == "Good news about CRM 3.6: a finding is over"
    assert over.calendar is None
    assert "A question for" not in over.html


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_storm_is_one_list_with_the_worst_first_and_the_rest_counted(language: str) -> None:
    many = [item(language=language, id=f"f{n}", severity="low", title=f"Low {n}") for n in range(24)]
    worst = item(language=language, id="worst", severity="critical", title="Worst")
    message = render(content(*many, worst, kind="several", language=language))
    assert "Worst" in message.subject
    assert "25" in message.subject
    assert message.text.index("Worst") < message.text.index("Low 0")
    assert message.html.count("/findings/") == SHOWN
    assert {"en": "and 5 more", "nl": "en nog 5"}[language] in message.text
    assert message.calendar is None


def test_the_week_of_all_projects_counts_colours_and_names_who_is_in_trouble() -> None:
    items = (item("new"), item("over", id="f2", title="INT 4.0 is late"))
    message = render(content(*items, kind="digest", portfolio=portfolio(), reason="digest"))
    assert message.subject == "The week of all projects: 1 red, 0 amber, 1 green"
    assert "grey (cannot be judged): 3" in message.text
    assert "Customer relations: red (delivery 1, scope 2)" in message.text
    assert "Web shop" not in message.text
    assert "GOOD NEWS: THIS IS OVER\n- INT 4.0 is late" in message.text


def test_the_week_of_a_lead_has_no_portfolio_and_a_quiet_week_says_so() -> None:
    week = render(content(item("new"), item("over", id="f2"), kind="digest"))
    assert week.subject == "Your projects this week: 1 new, 1 over"
    quiet = render(replace(content(kind="digest", portfolio=portfolio()), items=()))
    assert "Nothing new came up this week" in quiet.text


def test_hostile_texts_stay_texts() -> None:
    bad = "<script>alert(1)</script>\r\nBcc: x@evil.example\x00 \u202egnp.exe \U0001f469‍\U0001f4bb " + "x" * 10_000
    hostile = item(title=bad, summary=bad, questions={"business": bad, "it": bad})
    message = render(content(hostile))
    assert "<script>" not in message.html
    assert "&lt;script&gt;" in message.html
    for text in (message.subject, message.text, message.html):
        assert "\u202e" not in text
        assert "\x00" not in text
    assert "\U0001f469‍\U0001f4bb" in message.subject
    assert len(message.subject) == 120
    assert not {"\r", "\n"} & set(message.subject)
    assert len(message.text) < 6_000


def test_an_event_holds_the_findings_as_the_api_gives_them() -> None:
    event = render(content()).event
    assert event["type"] == "finding.new"
    assert event["timestamp"] == "2026-06-01T06:00:00Z"
    assert event["data"]["findings"][0]["finding"] == item().finding
    digest = render(content(kind="digest", portfolio=portfolio())).event
    assert digest["type"] == "digest.weekly"
    assert digest["data"]["portfolio"]["projects"][1]["findings"] == {"delivery": 1, "scope": 2}
