"""No secret that opens a source shows anywhere: not in what is said or logged, the database or the list of processes.

Each way in is gone with what opens and with what does not, by the real commands, with everything logged that any part
of them has to say.
"""

from __future__ import annotations

import base64
import re
import stat
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote

import pytest
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from tests.end_to_end.running import Installation, Rows
from tests.proxy import Answer, Asked, Proxy, in_front_of
from tests.trackers import serve

NOW = "2030-01-01T00:00:00Z"
RIGHT, WRONG = "s3cret-right-0a1b2c3d", "s3cret-wrong-4e5f6a7b"
USER = "pmo@acme.example"
# What the stand-in gives out, and what an app signs for itself.
GIVEN_OUT = re.compile(r"\b(?:oat-|ort-|ghs_)[0-9a-f]{8,}|\beyJ[\w-]{10,}")
# The commands as ever, one after the other, but every logger of every library says all that it has to say.
LOGGING_ALL = """
import logging, sys
from app.cli import main
logging.basicConfig(level=logging.DEBUG, stream=sys.stderr)
status = 0
for command in (["apply", sys.argv[1]], ["sync"], ["doctor"]):
    sys.argv = ["brug", *command]
    try:
        main()
    except SystemExit as ended:
        status = max(status, int(ended.code or 0))
sys.exit(status)
"""


@dataclass(frozen=True)
class Way:
    """A way into a source; `entries` are what is declared of it, `carried` what its requests must carry."""

    kind: str
    entries: str
    environment: dict[str, str]
    secrets: tuple[str, ...]
    carried: re.Pattern[str]
    instead: Callable[[Asked], Answer | None] = lambda _: None
    files: dict[str, str] = field(default_factory=dict)


def token(kind: str, secret: str, user: str | None = None) -> Way:
    entries = 'token = "env:SECRET"\n' + (f'user = "{user}"\n' if user else "")
    basic = base64.b64encode(f"{user}:{secret}".encode()).decode()
    carried = f"Basic {basic}" if user else f"Bearer {secret}"
    return Way(kind, entries, {"SECRET": secret}, (secret, basic), re.compile(re.escape(carried)))


def grant(refusal: Answer | None = None) -> Way:
    entries = (
        'oauth = {{ client_id = "env:CLIENT", client_secret = "env:SECRET", refresh_token = "file:{folder}/refresh", '
        'token_url = "{url}/oauth/token", api_url = "{url}" }}\n'
    )
    client, secret, refresh = "client-id-77aa88bb", "s3cret-of-the-client", "ort-the-first-one-11"
    return Way(
        "jira",
        entries,
        {"CLIENT": client, "SECRET": secret},
        (client, secret, refresh),
        re.compile(r"Bearer oat-[0-9a-f]+"),
        lambda asked: refusal if asked.path.endswith("/oauth/token") else None,
        {"refresh": refresh},
    )


def app(key: str, refusal: Answer | None = None) -> Way:
    entries = 'app = {{ id = 4711, installation = 99, key = "file:{folder}/key.pem" }}\n'
    # A key is known by any of its lines.
    lines = tuple(line for line in key.splitlines() if len(line) > 16 and "-----" not in line)
    return Way(
        "github",
        entries,
        {},
        lines,
        re.compile(r"Bearer ghs_[0-9a-f]+"),
        lambda asked: refusal if asked.path.endswith("/access_tokens") else repositories(asked),
        {"key.pem": key},
    )


def repositories(asked: Asked) -> Answer | None:
    """What an installation may see, which the stand-in does not tell."""
    if "/installation/repositories" not in asked.path:
        return None
    shop = {"id": 1, "full_name": "acme/shop", "name": "shop", "html_url": "https://github.com/acme/shop"}
    return Answer.of({"total_count": 1, "repositories": [shop]})


def private_key() -> str:
    made = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    return made.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode()


RIGHT_WAYS = {
    "jira-basic": token("jira", RIGHT, USER),
    "jira-bearer": token("jira", RIGHT),
    "jira-oauth": grant(),
    "github-token": token("github", RIGHT),
    "github-app": app(private_key()),
}
WRONG_WAYS = {
    "jira-basic": token("jira", WRONG, USER),
    "jira-bearer": token("jira", WRONG),
    "jira-oauth": grant(Answer.of({"error": "invalid_grant", "error_description": "Unknown refresh token."}, 403)),
    "github-token": token("github", WRONG),
    "github-app": app(private_key(), Answer.of({"message": "A JSON web token could not be decoded"}, 401)),
    "github-app-without-a-key": app("s3cret-that-is-no-key-at-all-99"),
}


@pytest.fixture(scope="module")
def locked() -> Iterator[str]:
    """Jira and GitHub at one address, which let in who has the token or was given one."""
    with serve("tiny-jira", "tiny-github", extra=("--require-token", RIGHT)) as url:
        yield url


@pytest.fixture
def proxy(locked: str) -> Iterator[Proxy]:
    with in_front_of(locked) as running:
        yield running


@dataclass
class Seen:
    """All that can be seen of brug while and after it ran."""

    said: str = ""
    status: int = 0
    processes: set[str] = field(default_factory=set)
    database: bytes = b""
    rows: Rows = field(default_factory=dict)

    def everything(self) -> str:
        # Text in the database stands there as UTF-8, if perhaps in pieces: so its rows are read, too.
        return "\n".join([self.said, *self.processes, self.database.decode("latin-1"), repr(self.rows)])


def gone(way: Way, proxy: Proxy, folder: Path) -> Seen:
    """What is seen of a declaration, a sync and a doctor's look at a source that is entered this way."""
    seen = Seen()

    def watched(asked: Asked) -> Answer | None:
        # Whoever lists the processes does so while brug waits for an answer.
        seen.processes.update(processes())
        return way.instead(asked)

    proxy.instead = watched
    for name, content in way.files.items():
        (folder / name).write_text(content)
    site = f"{proxy.url}/site/tiny-jira" if way.kind == "jira" else proxy.url
    entries = way.entries.format(url=proxy.url, folder=folder) if "{" in way.entries else way.entries
    declared = f'[[sources]]\nname = "acme"\nkind = "{way.kind}"\nurl = "{site}"\n{entries}'
    brug = Installation(folder / "brug.sqlite", NOW, way.environment)
    path = brug.written(declared)
    ended = subprocess.run(
        [sys.executable, "-c", LOGGING_ALL, str(path)],
        env=brug.variables,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    seen.said, seen.status = ended.stdout + ended.stderr, ended.returncode
    seen.database = b"".join(file.read_bytes() for file in sorted(folder.glob("brug.sqlite*")))
    seen.rows = brug.rows()
    return seen


def processes() -> set[str]:
    """The command lines of all processes but the stand-in, which is told the token on its own."""
    if not Path("/proc/self/cmdline").exists():
        listed = subprocess.run(["ps", "-axww", "-o", "command="], capture_output=True, text=True, check=True)
        return {line for line in listed.stdout.splitlines() if " trackers " not in line}
    found = set()
    for path in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            words = path.read_bytes().decode(errors="replace").split("\0")
        except OSError:
            continue  # it has ended since
        if "trackers" not in words:
            found.add(" ".join(words))
    return found


def assert_hidden(way: Way, seen: Seen) -> None:
    text = seen.everything()
    for secret in way.secrets:
        for form in (secret, quote(secret, safe=""), base64.b64encode(secret.encode()).decode()):
            assert form not in text
    assert GIVEN_OUT.search(text) is None


@pytest.mark.parametrize("name", RIGHT_WAYS)
def test_what_opens_a_source_shows_nowhere(name: str, proxy: Proxy, tmp_path: Path) -> None:
    way = RIGHT_WAYS[name]
    seen = gone(way, proxy, tmp_path)
    assert seen.status == 0, seen.said
    assert seen.rows["issues"]
    # It was in use, everything was logged, and the list of processes was looked at: so there was something to hide.
    assert any(way.carried.search(asked.headers.get("authorization", "")) for asked in proxy.asked)
    assert "DEBUG" in seen.said
    assert any(LOGGING_ALL in words for words in seen.processes)
    assert_hidden(way, seen)


@pytest.mark.parametrize("name", WRONG_WAYS)
def test_what_does_not_open_a_source_shows_nowhere(name: str, proxy: Proxy, tmp_path: Path) -> None:
    way = WRONG_WAYS[name]
    seen = gone(way, proxy, tmp_path)
    assert seen.status == 1, seen.said
    assert "acme" in str(seen.rows["sources"])
    assert any(line.startswith("brug: acme: ") for line in seen.said.splitlines()), seen.said
    assert_hidden(way, seen)


def test_a_refresh_token_is_replaced_by_the_next_one_for_its_owner_only(proxy: Proxy, tmp_path: Path) -> None:
    way = RIGHT_WAYS["jira-oauth"]
    gone(way, proxy, tmp_path)
    kept = tmp_path / "refresh"
    assert re.fullmatch(r"ort-[0-9a-f]+\n", kept.read_text())
    assert kept.read_text().strip() != way.files["refresh"]
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    renewals = [asked.body.decode() for asked in proxy.asked if asked.path == "/oauth/token"]
    # Each command goes on with what the one before it kept.
    assert len(renewals) == len(set(renewals)) == 2
