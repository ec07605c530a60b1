"""Settings come from the environment, options go before them, and a wrong value is told in one line."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from app import clock
from app.errors import SettingError
from app.openid_settings import OpenIdSettings
from app.settings import Settings, read_settings


def test_nothing_set_gives_the_defaults() -> None:
    settings = read_settings({})
    assert settings == Settings(settings.database_url)
    assert settings.database_url.startswith("sqlite:///")
    assert settings.database_url.endswith("brug.sqlite")


def test_options_go_before_the_environment() -> None:
    settings = read_settings({"BRUG_PORT": "1", "BRUG_LANG": "nl", "BRUG_HOST": ""}, port=9000)
    assert (settings.port, settings.language, settings.host) == (9000, "nl", "127.0.0.1")


@pytest.mark.parametrize(
    ("variable", "value", "valid"),
    [
        ("BRUG_DATABASE_URL", "mysql://x/y", "sqlite:///PATH"),
        ("BRUG_DATABASE_URL", "nonsense", "sqlite:///PATH"),
        ("BRUG_HOST", "a b", "a host name"),
        ("BRUG_PORT", "70000", "1 to 65535"),
        ("BRUG_HOLIDAYS", "XX", "NL, BE or DE"),
        ("BRUG_LANG", "fr", "en or nl"),
        ("BRUG_DASK_SCHEDULER", "here", "tcp://"),
        ("BRUG_LOG", "xml", "console or json"),
        ("BRUG_NOW", "yesterday", "2026-06-01T06:00:00Z"),
    ],
)
def test_a_wrong_value_names_its_variable_and_what_is_valid(variable: str, value: str, valid: str) -> None:
    with pytest.raises(SettingError) as caught:
        read_settings({variable: value})
    assert variable in str(caught.value)
    assert valid in str(caught.value)


def test_no_password_is_shown() -> None:
    settings = read_settings({"BRUG_DATABASE_URL": "postgresql://ann:s3cret@db/brug"})
    assert "s3cret" not in repr(settings)
    assert settings.database_url == "postgresql+psycopg://ann:s3cret@db/brug"


def test_the_clock_stands_where_it_is_told_to() -> None:
    settings = read_settings({"BRUG_NOW": "2012-08-02T02:00:00+02:00"})
    assert clock.now(settings) == clock.parse_date("2012-08-02")
    assert clock.rfc3339(clock.now(settings)) == "2012-08-02T00:00:00Z"
    assert clock.rfc3339(clock.now(settings) + 5) == "2012-08-02T00:00:00.005Z"
    assert clock.day_of(clock.now(settings) - 1) == date(2012, 8, 1)


@pytest.mark.parametrize("text", ["2012-8-2", "2012-13-01", "20120802", "2012-W31-4"])
def test_what_is_no_date_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="is no date such as"):
        clock.parse_date(text)


OPENID = {
    "BRUG_URL": "https://brug.acme.example/",
    "BRUG_OIDC_ISSUER": "https://login.acme.example/realms/acme",
    "BRUG_OIDC_CLIENT_ID": "brug",
    "BRUG_OIDC_CLIENT_SECRET": "file:/run/secrets/brug",
    "BRUG_OIDC_READERS": "*@acme.example, group:pmo,, ",
}


def test_people_sign_in_at_the_provider_that_is_set() -> None:
    settings = read_settings(OPENID)
    assert settings.url == "https://brug.acme.example"
    assert settings.openid == OpenIdSettings(
        "https://login.acme.example/realms/acme",
        "brug",
        "file:/run/secrets/brug",
        readers=("*@acme.example", "group:pmo"),
    )
    assert read_settings({"BRUG_OIDC_ISSUER": " "}).openid is None


@pytest.mark.parametrize("missing", [name for name in OPENID if name != "BRUG_URL"])
def test_half_a_provider_is_none(missing: str) -> None:
    with pytest.raises(SettingError, match=missing):
        read_settings({name: text for name, text in OPENID.items() if name != missing})


@pytest.mark.parametrize(
    ("variable", "value"),
    [
        ("BRUG_OIDC_ISSUER", "login.acme.example"),
        ("BRUG_OIDC_ISSUER", "http://login.acme.example"),
        ("BRUG_OIDC_ISSUER", "https://login.acme.example:0"),
        ("BRUG_OIDC_ISSUER", "https://user@login.acme.example"),
        ("BRUG_OIDC_READERS", "acme.example"),
        ("BRUG_OIDC_READERS", "group:"),
        ("BRUG_OIDC_READERS", "*@acme.example, role:pmo"),
        ("BRUG_URL", "https://brug.acme.example/below"),
        ("BRUG_URL", "https://brug.acme.example:99999"),
        ("BRUG_URL", "ftp://brug.acme.example"),
    ],
)
def test_a_wrong_value_of_signing_in_is_told(variable: str, value: str) -> None:
    with pytest.raises(SettingError, match=variable):
        read_settings(OPENID | {variable: value})


def test_a_secret_in_the_place_of_a_reference_is_not_repeated() -> None:
    with pytest.raises(SettingError) as caught:
        read_settings(OPENID | {"BRUG_OIDC_CLIENT_SECRET": "s3cret"})
    assert "s3cret" not in str(caught.value)


def test_people_reach_brug_where_it_listens_if_nothing_else_is_said() -> None:
    assert read_settings({"BRUG_PORT": "9000"}).url == "http://127.0.0.1:9000"
    assert read_settings({"BRUG_HOST": "::1"}).url == "http://[::1]:8080"
    # Signing in must lead back to somewhere.
    with pytest.raises(SettingError, match="BRUG_URL"):
        read_settings(OPENID | {"BRUG_URL": "", "BRUG_HOST": "0.0.0.0"})


def test_the_clock_moves_as_a_file_says(tmp_path: Path) -> None:
    file = tmp_path / "now"
    file.write_text("2026-06-01T06:00:00Z\n")
    settings = read_settings({"BRUG_NOW": f"file:{file}"})
    told = []
    for text in ("2026-06-01T06:00:00Z", "2026-06-08T06:00:00Z", "nonsense", "", "2026-06-01T05:00:00Z"):
        file.write_text(text)
        told.append(clock.rfc3339(clock.now(settings)))
    second = "2026-06-08T06:00:00Z"
    assert told == ["2026-06-01T06:00:00Z", second, second, second, "2026-06-01T05:00:00Z"]
    file.unlink()
    assert clock.rfc3339(clock.now(settings)) == "2026-06-01T05:00:00Z"


@pytest.mark.parametrize(("text", "told"), [("Monday", "holds no instant"), (None, "cannot be read")])
def test_a_file_of_the_clock_that_says_nothing_at_the_start_is_an_error(
    tmp_path: Path, text: str | None, told: str
) -> None:
    if text is not None:
        (tmp_path / "now").write_text(text)
    with pytest.raises(SettingError, match=f"BRUG_NOW names .*now, which {told}"):
        read_settings({"BRUG_NOW": f"file:{tmp_path / 'now'}"})
