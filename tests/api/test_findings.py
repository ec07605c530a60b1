"""`GET /findings`: every filter, order and page; the document of the contract; what is told of wrong values."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from fastapi.testclient import TestClient

from app.instants import parse_date, parse_instant
from tests.api.asking import by_cursor, by_link, items, problem
from tests.api.conftest import Documents

KEYS = {
    "id", "project", "source", "symptom", "detector", "subject", "severity", "confidence", "status", "title", "summary",
    "questions", "measures", "impact", "first_visible", "as_of", "last_seen", "evidence", "policy_version", "scan",
}  # fmt: skip
SEVERITIES = ["low", "medium", "high", "critical"]


def ids(found: Documents) -> set[str]:
    return {finding["id"] for finding in found}


def test_a_finding_is_the_document_of_the_contract(findings: Documents) -> None:
    for finding in findings:
        assert finding.keys() == KEYS
        assert finding["subject"].keys() == {"kind", "type", "id", "name", "url"}
        assert finding["questions"].keys() == {"business", "it"}
        assert finding["questions"]["business"].endswith("?")
        assert finding["questions"]["it"].endswith("?")
        assert finding["summary"]
        assert finding["severity"] in SEVERITIES
        assert 0 <= finding["confidence"] <= 1
        assert finding["evidence"]
        for fact in finding["evidence"]:
            assert fact.keys() == {"issue", "url", "at", "side", "what"}
            assert fact["side"] in ("business", "it", "unknown")
            assert parse_instant(fact["at"]) <= parse_instant(finding["as_of"])
        for moment in ("first_visible", "as_of", "last_seen"):
            assert finding[moment].endswith("Z")
        assert finding["first_visible"] <= finding["as_of"] == finding["last_seen"]


def test_one_finding_is_the_same_as_in_the_list(api: TestClient, findings: Documents) -> None:
    for finding in findings[:3]:
        assert api.get(f"/api/v1/findings/{finding['id']}").json() == finding


def test_a_finding_that_is_not_there(api: TestClient) -> None:
    assert "nosuch" in problem(api.get("/api/v1/findings/nosuch"), 404)["detail"]


FIELDS: dict[str, Callable[[dict[str, Any]], str]] = {
    "project": lambda finding: finding["project"],
    "source": lambda finding: finding["source"],
    "symptom": lambda finding: finding["symptom"],
    "detector": lambda finding: finding["detector"],
    "severity": lambda finding: finding["severity"],
    "status": lambda finding: finding["status"],
    "subject_type": lambda finding: finding["subject"]["type"],
}


@pytest.mark.parametrize("name", FIELDS)
def test_a_filter_lets_through_what_has_its_value(api: TestClient, findings: Documents, name: str) -> None:
    value_of = FIELDS[name]
    values = {value_of(finding) for finding in findings}
    for value in values:
        found = items(api, "/findings", **{name: value, "limit": 500})
        assert ids(found) == {f["id"] for f in findings if value_of(f) == value}
        assert found


@pytest.mark.parametrize("name", FIELDS)
def test_repeated_values_mean_or(api: TestClient, findings: Documents, name: str) -> None:
    value_of = FIELDS[name]
    values = sorted({value_of(finding) for finding in findings})[:2]
    found = items(api, "/findings", **{name: values, "limit": 500})
    assert ids(found) == {f["id"] for f in findings if value_of(f) in values}


def test_filters_of_different_names_mean_and(api: TestClient, findings: Documents) -> None:
    one = findings[0]
    found = items(api, "/findings", project=one["project"], symptom=one["symptom"])
    assert ids(found) == {f["id"] for f in findings if (f["project"], f["symptom"]) == (one["project"], one["symptom"])}


@pytest.mark.parametrize("least", SEVERITIES)
def test_a_least_severity(api: TestClient, findings: Documents, least: str) -> None:
    found = items(api, "/findings", min_severity=least, limit=500)
    wanted = SEVERITIES[SEVERITIES.index(least) :]
    assert ids(found) == {f["id"] for f in findings if f["severity"] in wanted}


def test_since_a_day_or_an_instant(api: TestClient, findings: Documents) -> None:
    middle = sorted(f["first_visible"] for f in findings)[len(findings) // 2]
    wanted = {f["id"] for f in findings if f["first_visible"] >= middle}
    assert ids(items(api, "/findings", since=middle, limit=500)) == wanted
    day = middle[:10]
    later = {f["id"] for f in findings if parse_instant(f["first_visible"]) >= parse_date(day)}
    assert ids(items(api, "/findings", since=day, limit=500)) == later


def test_a_text_is_found_in_title_and_summary_whatever_its_case(api: TestClient, findings: Documents) -> None:
    one = findings[0]
    for text in (one["title"], one["title"].upper(), one["summary"][:100]):
        assert one["id"] in ids(items(api, "/findings", q=text, limit=500)), text
    assert items(api, "/findings", q="no finding says this") == []


@pytest.mark.parametrize("text", ["%", "_"])
def test_a_text_is_no_pattern(api: TestClient, findings: Documents, text: str) -> None:
    assert items(api, "/findings", q=f"{text}no finding says this{text}") == []


@pytest.mark.parametrize("sort", ["severity", "confidence", "first_visible", "last_seen", "title"])
@pytest.mark.parametrize("turned", ["", "-"])
def test_a_list_is_sorted_and_pages_by_cursor_give_each_finding_once(
    api: TestClient, findings: Documents, sort: str, turned: str
) -> None:
    found = by_cursor(api, "/findings", sort=turned + sort, limit=2)
    assert [f["id"] for f in found] == list(dict.fromkeys(f["id"] for f in found))
    assert ids(found) == ids(findings)
    values = [SEVERITIES.index(f[sort]) if sort == "severity" else f[sort] for f in found]
    assert values == sorted(values, reverse=turned == "-")


def test_pages_hold_with_filters(api: TestClient, findings: Documents) -> None:
    found = by_cursor(api, "/findings", symptom=["delivery", "scope"], min_severity="high", limit=1)
    wanted = [f for f in findings if f["symptom"] in ("delivery", "scope") and f["severity"] in ("high", "critical")]
    assert [f["id"] for f in found] == [f["id"] for f in wanted]


def test_link_headers_lead_through_the_same_pages(api: TestClient) -> None:
    by_links = by_link(api, "/findings", symptom=["delivery", "scope"], limit=2)
    assert by_links == by_cursor(api, "/findings", symptom=["delivery", "scope"], limit=2)


def test_a_day_of_the_past_shows_what_a_scan_of_it_sees(api: TestClient, findings: Documents) -> None:
    found = by_cursor(api, "/findings", as_of="2026-06-01", limit=2)
    assert found
    assert {f["as_of"] for f in found} == {"2026-06-01T00:00:00Z"}
    assert len(ids(found)) == len(found)
    for fact in (fact for f in found for fact in f["evidence"]):
        assert fact["at"] < "2026-06-01"
    symptom = found[0]["symptom"]
    assert ids(items(api, "/findings", as_of="2026-06-01", symptom=symptom, limit=500)) == {
        f["id"] for f in found if f["symptom"] == symptom
    }
    assert items(api, "/findings", limit=500) == findings, "the present is as it was"


def test_a_day_of_the_past_is_scanned_once(api: TestClient) -> None:
    first = items(api, "/findings", as_of="2026-06-01", limit=500)
    assert items(api, "/findings", as_of="2026-06-01", limit=500) == first
    past = [scan for scan in items(api, "/scans") if scan["kind"] == "past"]
    assert [scan["as_of"] for scan in past] == ["2026-06-01T00:00:00Z"]


@pytest.mark.parametrize("cursor", ["nonsense", "!", "W10", "eyJhIjoxfQ", "ÿ"])
def test_an_unknown_cursor(api: TestClient, cursor: str) -> None:
    assert "cursor" in problem(api.get("/api/v1/findings", params={"cursor": cursor}), 404)["detail"]


@pytest.mark.parametrize("value", [1, "x", None])
def test_a_cursor_with_a_value_that_no_page_gave(api: TestClient, value: object) -> None:
    import base64  # noqa: PLC0415

    import msgspec  # noqa: PLC0415

    cursor = base64.urlsafe_b64encode(msgspec.json.encode(["-severity", value, 5])).decode().rstrip("=")
    problem(api.get("/api/v1/findings", params={"cursor": cursor}), 404)


def test_a_cursor_of_another_order(api: TestClient) -> None:
    cursor = api.get("/api/v1/findings", params={"limit": 1, "sort": "title"}).json()["next_cursor"]
    problem(api.get("/api/v1/findings", params={"limit": 1, "sort": "-title", "cursor": cursor}), 404)


@pytest.mark.parametrize(
    ("name", "value", "valid"),
    [
        ("symptom", "lateness", "consultation"),
        ("detector", "late-deliveries", 'did you mean "late-delivery"'),
        ("severity", "grave", "critical"),
        ("min_severity", "grave", "critical"),
        ("status", "closed", "dismissed"),
        ("subject_type", "version", "release"),
        ("sort", "age", "first_visible"),
        ("limit", "0", "1"),
        ("limit", "501", "500"),
        ("limit", "many", "integer"),
        ("since", "yesterday", "2012-08-02"),
        ("as_of", "2026-02-30", "2012-08-02"),
    ],
)
def test_a_wrong_value_is_told_with_its_parameter_and_what_is_valid(
    api: TestClient, name: str, value: str, valid: str
) -> None:
    detail = problem(api.get("/api/v1/findings", params={name: value}), 422)["detail"]
    assert f"parameter {name}:" in detail
    assert valid in detail


def test_a_day_that_is_still_to_come(api: TestClient) -> None:
    assert "future" in problem(api.get("/api/v1/findings", params={"as_of": "2027-01-01"}), 409)["detail"]


@pytest.mark.parametrize("path", ["/findings", "/projects", "/summary", "/scans"])
def test_what_the_caller_has_already_is_not_sent_again(api: TestClient, path: str) -> None:
    first = api.get(f"/api/v1{path}")
    etag = first.headers["etag"]
    again = api.get(f"/api/v1{path}", headers={"If-None-Match": etag})
    assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", etag)
    assert api.get(f"/api/v1{path}", headers={"If-None-Match": f'"other", W/{etag}'}).status_code == 304
    assert api.get(f"/api/v1{path}", headers={"If-None-Match": '"other"'}).content == first.content


@pytest.mark.parametrize(
    ("path", "told"),
    [
        ("/findings?serverity=high", 'did you mean "severity"'),
        ("/findings?x=1&symptom=scope", "known are"),
        ("/summary?limit=1", "known are format"),
        ("/findings/nosuch?q=1", "known are none"),
    ],
)
def test_a_parameter_that_is_none_is_not_overlooked(api: TestClient, path: str, told: str) -> None:
    document = problem(api.get(f"/api/v1{path}"), 422)
    assert told in document["detail"]
    assert document["errors"][0]["in"] == "query"
