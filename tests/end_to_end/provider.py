"""A provider of OpenID Connect in a process of its own, with a proxy in front of it; a browser; a `brug serve`."""

from __future__ import annotations

import contextlib
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx

from tests.end_to_end.running import Installation
from tests.proxy import Proxy, in_front_of
from tests.trackers import free_port

SECONDS_TO_START = 60.0
RIGHTS = {
    "BRUG_OIDC_ADMINS": "boss@acme.example, group:pmo",
    "BRUG_OIDC_WRITERS": "*@it.acme.example",
    "BRUG_OIDC_READERS": "*@acme.example, group:Readers [all]",
}


@dataclass(frozen=True)
class Provider:
    """A running provider. Whoever asks it goes by way of `proxy`, which remembers, and may change answers."""

    proxy: Proxy
    itself: str

    @property
    def issuer(self) -> str:
        """What it calls itself."""
        return self.proxy.url

    def client(self, url: str) -> tuple[str, str]:
        """The id and the secret of a new client of it, which may send people back to that address."""
        answer = httpx.post(f"{self.itself}/oauth2/clients", json={"redirect_uris": [f"{url}/sign-in/callback"]})
        assert answer.status_code == 201, answer.text
        return answer.json()["client_id"], answer.json()["client_secret"]

    def knows(self, person: str, **claims: object) -> None:
        """Let it know of a person, by what it will say of them."""
        assert httpx.put(f"{self.itself}/users/{person}", json=claims).status_code == 204


@contextlib.contextmanager
def provider() -> Iterator[Provider]:
    """A provider on a free port."""
    port = free_port()
    command = [sys.executable, "-m", "oidc_provider_mock", "--port", str(port), "--require-registration"]
    with tempfile.TemporaryFile() as told:
        process = subprocess.Popen(command, stderr=told, stdout=told)
        try:
            url = f"http://127.0.0.1:{port}"
            _await(f"{url}/jwks")
            with in_front_of(url) as proxy:
                yield Provider(proxy, url)
        finally:
            process.terminate()
            process.wait(10)


@contextlib.contextmanager
def serving(brug: Installation, port: int, *arguments: str) -> Iterator[list[str]]:
    """A `brug serve` on a port; what it has printed, out and err, stands in the list when it has ended."""
    printed: list[str] = []
    with brug.started("serve", "--port", str(port), "--no-schedule", *arguments) as command:
        try:
            _await(f"http://127.0.0.1:{port}/healthz")
            yield printed
        finally:
            command.kill()
            printed += command.communicate(10)


class Browser:
    """What a person holds: cookies, and forms that say which page they are of. It follows no way by itself."""

    def __init__(self, url: str) -> None:
        self.url = url
        self._http = httpx.Client(headers={"Accept": "text/html", "Sec-Fetch-Mode": "navigate"}, timeout=60)

    @property
    def cookies(self) -> httpx.Cookies:
        """Those that it keeps."""
        return self._http.cookies

    def get(self, path: str, **headers: str) -> httpx.Response:
        """What brug answers at a path, or at a whole address."""
        address = path if path.startswith("http") else self.url + path
        return self._http.get(address, headers={name.replace("_", "-"): text for name, text in headers.items()})

    def post(self, path: str, **fields: str) -> httpx.Response:
        """What brug answers to a form of one of its pages."""
        return self._http.post(self.url + path, data=fields, headers={"Origin": self.url})

    def wait(self) -> None:
        """Wait until brug answers."""
        _await(f"{self.url}/healthz")

    def me(self) -> httpx.Response:
        """Who brug takes it for."""
        return self.get("/api/v1/me", Accept="application/json")

    def begin(self, following: str = "/") -> str:
        """Begin to sign in: where brug sends to."""
        answer = self.get(f"/sign-in/start?next={following}")
        assert answer.status_code == 303, answer.text
        return str(answer.headers["location"])

    def at_provider(self, address: str, person: str, **more: str) -> str:
        """Say there who one is: where the provider sends back to."""
        answer = httpx.post(address, data={"sub": person, **more})
        assert answer.status_code == 302, answer.text
        return str(answer.headers["location"])

    def sign_in(self, person: str, following: str = "/") -> httpx.Response:
        """All of it: what brug answers in the end."""
        return self.get(self.at_provider(self.begin(following), person))


@dataclass(frozen=True)
class Site:
    """A brug that is served, and the provider that it trusts."""

    provider: Provider
    brug: Installation
    url: str
    secret: str

    def browser(self) -> Browser:
        return Browser(self.url)


def failed(answer: httpx.Response, status: int, *texts: str) -> None:
    """Nobody is signed in, and a page says why and what to do."""
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"].startswith("text/html")
    assert "Sign in again" in answer.text
    assert "Traceback" not in answer.text
    for text in texts:
        assert text in answer.text
    assert "brug_session" not in answer.headers.get("set-cookie", "")


def asked(address: str) -> dict[str, str]:
    """The parameters of an address."""
    return {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}


def environment(of: Provider, url: str, **more: str) -> dict[str, Any]:
    """The settings of a brug that people reach at `url`, and that is a client of the provider."""
    identity, secret = of.client(url)
    return {
        "BRUG_URL": url,
        "BRUG_OIDC_ISSUER": of.issuer,
        "BRUG_OIDC_CLIENT_ID": identity,
        "BRUG_OIDC_CLIENT_SECRET": "env:ACME_OIDC_SECRET",
        "ACME_OIDC_SECRET": secret,
        **more,
    }


def _await(address: str) -> None:
    deadline = time.monotonic() + SECONDS_TO_START
    while time.monotonic() < deadline:
        with contextlib.suppress(httpx.HTTPError):
            httpx.get(address)
            return
        time.sleep(0.05)
    raise RuntimeError(f"{address} did not answer within {SECONDS_TO_START:.0f} s")
