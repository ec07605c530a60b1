"""What every page has: safe headers, the reader's language, an answer that may be kept, errors in the same look."""

from __future__ import annotations

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import Engine

from tests.api.signing_in import browsing, key, sign_in

PAGES = ["/", "/projects/WEB", "/thresholds?late-delivery.days=1", "/report"]


@pytest.mark.parametrize("path", [*PAGES, "/nowhere", "/?page=0"])
def test_a_page_runs_no_script_that_stands_in_it_and_lets_nobody_frame_it(web: TestClient, path: str) -> None:
    answer = web.get(path)
    policy = dict(part.strip().split(" ", 1) for part in answer.headers["content-security-policy"].split(";"))
    assert policy["script-src"] == policy["style-src"] == policy["default-src"] == policy["form-action"] == "'self'"
    assert policy["frame-ancestors"] == policy["base-uri"] == "'none'"
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["referrer-policy"] == "same-origin"
    assert " style=" not in answer.text
    assert " onclick=" not in answer.text


def test_a_reader_chooses_the_language_and_comes_back_to_the_same_page(web: TestClient) -> None:
    assert '<html lang="nl">' in web.get("/", headers={"Accept-Language": "nl"}).text
    answer = web.post("/language", data={"lang": "nl", "next": "/projects/WEB"})
    assert (answer.status_code, answer.headers["location"]) == (303, "/projects/WEB")
    assert '<html lang="nl">' in web.get("/", headers={"Accept-Language": "en"}).text


def test_no_page_from_elsewhere_chooses_it_and_nothing_else_is_a_language(web: TestClient) -> None:
    answer = web.post("/language", data={"lang": "nl"}, headers={"Origin": "https://elsewhere.example"})
    assert answer.status_code == 403
    assert web.post("/language", data={"lang": "xx"}).status_code == 422
    assert web.post("/language", data={"lang": "nl", "next": "//elsewhere.example"}).headers["location"] == "/"


@pytest.mark.parametrize("path", PAGES)
def test_a_page_is_not_made_again_while_nothing_changed(web: TestClient, path: str) -> None:
    first = web.get(path)
    again = web.get(path, headers={"If-None-Match": first.headers["etag"]})
    assert (again.status_code, again.text) == (304, "")
    other = web.get(path, headers={"If-None-Match": first.headers["etag"], "Accept-Language": "nl"})
    assert other.status_code == 200


@pytest.mark.parametrize(
    ("path", "status", "title"),
    [
        ("/nowhere", 404, "There is no such page"),
        ("/projects/nowhere", 404, "There is no such page"),
        ("/findings/nowhere", 404, "There is no such page"),
        ("/projects/WEB?commitment=nowhere", 404, "There is no such page"),
        ("/?rag=blue", 422, "The address is not right"),
        ("/?colour=red", 422, "The address is not right"),
        ("/thresholds?project=nowhere", 404, "There is no such page"),
        ("/thresholds?late-delivery.day=1", 422, "The address is not right"),
    ],
)
def test_an_error_is_a_page_for_a_person_and_a_document_for_a_program(
    web: TestClient, path: str, status: int, title: str
) -> None:
    answer = web.get(path)
    assert answer.status_code == status
    assert f"<h1>{title}</h1>" in answer.text
    program = web.get(path, headers={"Accept": "application/json"})
    assert (program.status_code, program.headers["content-type"]) == (status, "application/problem+json")


def test_an_error_is_told_in_the_readers_language(web: TestClient) -> None:
    assert "Deze pagina is er niet" in web.get("/nowhere", headers={"Accept-Language": "nl"}).text


def test_the_footer_says_who_is_in_and_signs_out(engine: Engine) -> None:
    secret = key(engine, "pmo of the bank")
    with browsing(engine) as browser:
        browser.headers["Accept"] = "text/html"
        refused = browser.get("/projects/WEB")
        assert (refused.status_code, refused.headers["location"]) == (303, "/sign-in?next=%2Fprojects%2FWEB")
        sign_in(browser, secret)
        text = browser.get("/").text
        assert "Signed in as pmo of the bank" in text
        token = text.split('name="csrf" value="')[1].split('"')[0]
        out = browser.post("/sign-out", data={"csrf": token}, headers={"Origin": "http://127.0.0.1:8080"})
        assert out.status_code == 303
        assert browser.get("/").status_code == 303
