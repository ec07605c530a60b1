"""Findings come in the language that a reader likes best."""

from __future__ import annotations

from fastapi.testclient import TestClient

LATE = {"detector": "late-delivery", "q": "working days late"}


def test_a_reader_of_dutch_gets_titles_stories_questions_and_evidence_in_dutch(api: TestClient) -> None:
    english = api.get("/api/v1/findings", params=LATE).json()["items"][0]
    answer = api.get("/api/v1/findings", params=LATE, headers={"Accept-Language": "nl-NL, en;q=0.5"})
    dutch = answer.json()["items"][0]
    assert english["title"].endswith("working days late")
    assert dutch["title"].endswith("werkdagen te laat")
    assert "was toegezegd voor" in dutch["summary"]
    assert dutch["questions"]["business"].startswith("Wat had u op deze datum gepland")
    assert dutch["evidence"][0]["what"].startswith("stond open toen")
    texts = {"title", "summary", "questions", "evidence"}
    assert {k: v for k, v in dutch.items() if k not in texts} == {k: v for k, v in english.items() if k not in texts}
    assert "Accept-Language" in answer.headers["vary"]


def test_one_finding_has_another_etag_in_another_language(api: TestClient) -> None:
    identity = api.get("/api/v1/findings", params=LATE).json()["items"][0]["id"]
    by_language = {
        language: api.get(f"/api/v1/findings/{identity}", headers={"Accept-Language": language})
        for language in ("en", "nl", "fr")
    }
    assert by_language["en"].json() == by_language["fr"].json() != by_language["nl"].json()
    assert by_language["en"].headers["etag"] != by_language["nl"].headers["etag"]
