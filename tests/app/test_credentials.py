"""A source is opened by a token, a grant or an installed app; the database holds the references, never a secret."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest
from sqlalchemy import Engine, select

from app.database import tables
from app.database.engine import writing
from app.declaration.apply import apply
from app.declaration.model import AppReferences, Credentials, Declaration, OAuthReferences
from app.declaration.parse import parse
from app.errors import DeclarationError, SourceError
from app.sources import open_source
from connectors.connector import Connector, SourceSettings
from tests.app.fake_source import NOW, FakeConnector, Tracker

KINDS = ("demo", "fake", "github", "jira")
JIRA = '[[sources]]\nname = "acme"\nkind = "jira"\nurl = "https://acme.atlassian.net"\n'
GITHUB = '[[sources]]\nname = "acme"\nkind = "github"\nurl = "https://api.github.com"\n'
ENVIRONMENT = {"ID": "brug", "SECRET": "s3cret", "PEM": "-----BEGIN KEY-----\nabc\n-----END KEY-----\n"}


def read(text: str) -> Declaration:
    return parse(text, "brug.toml", {}, KINDS)


def grant(refresh_token: str = "file:refresh-token", more: str = "") -> str:
    given = f'client_id = "env:ID", client_secret = "env:SECRET", refresh_token = "{refresh_token}"{more}'
    return f"{JIRA}oauth = {{ {given} }}\n"


def opened(engine: Engine, text: str, environment: Mapping[str, str] = ENVIRONMENT) -> SourceSettings:
    """What a connector is opened with, for the one source of a declaration."""
    with writing(engine) as connection:
        apply(connection, read(text), NOW)
        row = connection.execute(select(tables.sources)).one()
    seen: list[SourceSettings] = []

    def opener(settings: SourceSettings) -> Connector:
        seen.append(settings)
        return FakeConnector(Tracker(), settings)

    open_source(row, NOW, openers={row.kind: opener}, environment=environment)
    return seen[0]


def test_references_are_declared_and_kept_as_such(engine: Engine) -> None:
    text = grant(more=', token_url = "https://id.acme.example/oauth/token"')
    declared = Credentials(
        oauth=OAuthReferences("env:ID", "env:SECRET", "file:refresh-token", "https://id.acme.example/oauth/token")
    )
    assert read(text).sources[0].credentials == declared
    with writing(engine) as connection:
        apply(connection, read(text), NOW)
        assert apply(connection, read(text), NOW) == []
        assert apply(connection, read(grant()), NOW) == ["changed source acme: credentials"]
        kept = connection.execute(select(tables.sources.c.credentials)).scalar_one()
    assert kept["oauth"]["client_secret"] == "env:SECRET"


def test_an_app_is_named_by_numbers_or_texts() -> None:
    app = Credentials(app=AppReferences("4711", "99", "file:app.pem"))
    for number in ("4711", '"4711"'):
        text = f'{GITHUB}app = {{ id = {number}, installation = 99, key = "file:app.pem" }}'
        assert read(text).sources[0].credentials == app


def test_a_grant_is_opened_with_what_its_references_point_at(engine: Engine, tmp_path: Path) -> None:
    place = tmp_path / "refresh-token"
    place.write_text("the-first\n")
    oauth = opened(engine, grant(f"file:{place}")).oauth
    assert oauth is not None
    assert (oauth.client_id, oauth.client_secret, oauth.refresh_token) == ("brug", "s3cret", "the-first")
    assert oauth.token_url == "https://auth.atlassian.com/oauth/token"
    oauth.keep("the-second")
    again = opened(engine, grant(f"file:{place}")).oauth
    assert again is not None
    assert again.refresh_token == "the-second"


def test_an_app_is_opened_with_its_key(engine: Engine) -> None:
    settings = opened(engine, f'{GITHUB}app = {{ id = 4711, installation = 99, key = "env:PEM" }}')
    assert settings.app is not None
    assert (settings.app.id, settings.app.installation) == ("4711", "99")
    assert settings.app.key == ENVIRONMENT["PEM"].strip()
    assert settings.token is None


@pytest.mark.parametrize(
    ("missing", "said"), [("SECRET", "variable SECRET is not set; put the client secret in it"), ("ID", "client id")]
)
def test_a_secret_that_is_not_there_names_source_place_and_what_belongs_there(
    engine: Engine, tmp_path: Path, missing: str, said: str
) -> None:
    (tmp_path / "refresh-token").write_text("the-first")
    environment = {name: value for name, value in ENVIRONMENT.items() if name != missing}
    with pytest.raises(SourceError, match=f"source acme: .*{said}"):
        opened(engine, grant(f"file:{tmp_path / 'refresh-token'}"), environment)


def test_a_refresh_token_that_is_not_there_is_told(engine: Engine, tmp_path: Path) -> None:
    with pytest.raises(SourceError, match=r"source acme: cannot read the refresh token from .*No such file"):
        opened(engine, grant(f"file:{tmp_path / 'refresh-token'}"))


@pytest.mark.parametrize(
    ("text", "error"),
    [
        (grant("env:REFRESH"), "5: refresh_token must be file:PATH: each use of it gives a new one"),
        (grant("s3cret-itself"), "5: refresh_token must be a reference, env:NAME or file:PATH"),
        (f'{JIRA}oauth = {{ client_id = "env:ID" }}', '5: oauth of [[sources]] needs "client_secret"'),
        (f'{JIRA}oauth = {{ clientid = "env:ID" }}', '5: unknown entry "clientid" in oauth of [[sources]]; did you'),
        (grant(more=', api_url = "https://u:s3cret-itself@a"'), "5: api_url must start with https:// or http://, and"),
        (f'{grant()}token = "env:TOKEN"', "5: a source has one way in: leave out token or oauth"),
        (f'{grant()}user = "pmo@acme.example"', "6: user goes with a token, not with oauth; leave it out"),
        (f"{JIRA}app = {{}}", "5: a source of kind jira is not opened by app; say token or oauth"),
        (f"{GITHUB}oauth = {{}}", "5: a source of kind github is not opened by oauth; say token or app"),
        (f'{GITHUB}app = "4711"', '5: "app" in [[sources]] must be a table'),
        (f'{GITHUB}app = {{ id = 0.5, installation = 9, key = "env:PEM" }}', '5: "id" in app of [[sources]] must be a'),
        (f'{GITHUB}app = {{ id = 4711, key = "env:PEM" }}', '5: app of [[sources]] needs "installation"'),
        (f'{GITHUB}app = {{ id = 4711, installation = 9, key = "s3cret-itself" }}', "5: key must be a reference, env:"),
    ],
)
def test_what_is_wrong_is_told_with_its_place_and_without_the_secret(text: str, error: str) -> None:
    with pytest.raises(DeclarationError) as caught:
        read(text)
    assert str(caught.value).startswith(f"brug.toml:{error}")
    assert "s3cret-itself" not in str(caught.value)
