"""Commands of brug, each in a process of its own, without loading brug for each anew.

Loading takes most of what a short command costs. So one process loads everything once, and each command runs in a
process that is forked off it: the same code with memory, environment, output and end of its own, and it can be killed.
That the installed program runs when it is started by itself is held by the tests of the docs.

`python -m tests.end_to_end.ready FD` is the process that has loaded everything.
"""

from __future__ import annotations

import atexit
import os
import select
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from contextlib import suppress
from datetime import date
from functools import cache
from importlib import import_module
from importlib.metadata import entry_points
from pathlib import Path
from typing import IO

import msgspec

from connectors.demo.organisation import organisation

_MODULES = (
    "app.api.application", "app.api.sign_in_through", "app.backtest", "app.cli.health", "app.cli.main",
    "app.declaration.apply", "app.declaration.parse", "app.demo", "app.detection", "app.doctor", "app.findings.past",
    "app.serve", "app.sync", "app.alerts.channels.sending", "app.alerts.texts.render", "app.working", "apprise",
    "babel.dates", "holidays", "icalendar", "jinja2",
)  # fmt: skip
# The simulated organisation that most commands are run on: made once, and not anew in each of their processes.
_ANCHOR = date(2026, 11, 23)
_MOST_BYTES = 1 << 20


class Request(msgspec.Struct):
    """What to run, and where."""

    arguments: list[str]
    environment: dict[str, str]
    directory: str


class Command:
    """A command that runs, or has ended: what of `subprocess.Popen` is needed of it."""

    def __init__(self, arguments: Sequence[str], environment: Mapping[str, str]) -> None:
        self.returncode: int | None = None
        self._out, self._err = (tempfile.TemporaryFile("w+") for _ in range(2))  # noqa: SIM115
        self._answers, theirs = socket.socketpair()
        request = msgspec.json.encode(Request(list(arguments), dict(environment), str(Path.cwd())))
        with theirs:
            descriptors = [self._out.fileno(), self._err.fileno(), theirs.fileno()]
            socket.send_fds(_loaded(), [request], descriptors)
        self.pid = self._answer()

    def __enter__(self) -> Command:
        return self

    def __exit__(self, *_: object) -> None:
        self.kill()
        self.communicate()
        for file in (self._out, self._err, self._answers):
            file.close()

    def communicate(self, timeout: float | None = None) -> tuple[str, str]:
        """What it has printed once it has ended; raises TimeoutExpired where it goes on for so many seconds."""
        if self.returncode is None:
            self._answers.settimeout(timeout)
            try:
                self.returncode = self._answer()
            except (TimeoutError, BlockingIOError) as error:
                raise subprocess.TimeoutExpired("brug", timeout or 0.0) from error
        return _whole(self._out), _whole(self._err)

    def kill(self) -> None:
        """End it at once, if it goes on; any thread may, also while another waits for its end."""
        # Its status is only looked for: whoever waits for it must be the one to read it.
        ended = self.returncode is not None or select.select([self._answers], [], [], 0)[0]
        if not ended:
            with suppress(ProcessLookupError):
                os.kill(self.pid, signal.SIGKILL)

    def _answer(self) -> int:
        """The next number that is told of it: its process id, then its status, negative for a signal."""
        told = self._answers.recv(32)
        assert told, "the process that had loaded brug is gone"
        return int(told)


def _whole(file: IO[str]) -> str:
    file.seek(0)
    return file.read()


@cache
def _loaded() -> socket.socket:
    """The way to the process that has loaded everything; it ends with this one."""
    ours, theirs = socket.socketpair()
    with theirs:
        command = [sys.executable, "-m", "tests.end_to_end.ready", str(theirs.fileno())]
        process = subprocess.Popen(command, pass_fds=[theirs.fileno()])

    def end() -> None:
        ours.close()
        process.wait(10)

    atexit.register(end)
    return ours


def _serve(requests: socket.socket) -> None:
    for name in _MODULES:
        import_module(name)
    for group in ("brug.connectors", "brug.detectors"):
        for entry in entry_points(group=group):
            entry.load()
    organisation(_ANCHOR, 1)
    # Whoever waits for a command is a child that nobody waits for.
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    while True:
        request, descriptors, _, _ = socket.recv_fds(requests, _MOST_BYTES, 3)
        if not request:
            return
        if os.fork() == 0:
            requests.close()
            _wait_for_command(msgspec.json.decode(request, type=Request), *descriptors)
        for descriptor in descriptors:
            os.close(descriptor)


def _wait_for_command(request: Request, out: int, err: int, answers: int) -> None:
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    command = os.fork()
    if command == 0:
        os.close(answers)
        _run(request, out, err)
    with socket.socket(fileno=answers) as told:
        told.sendall(b"%32d" % command)
        _, status = os.waitpid(command, 0)
        told.sendall(b"%32d" % os.waitstatus_to_exitcode(status))
    os._exit(0)


def _run(request: Request, out: int, err: int) -> None:
    os.dup2(out, 1)
    os.dup2(err, 2)
    os.chdir(request.directory)
    os.environ.clear()
    os.environ.update(request.environment)
    sys.argv = ["brug", *request.arguments]
    # Ends as any program does: with SystemExit, or with a traceback and 1.
    import_module("app.cli.main").main()
    sys.exit(0)


if __name__ == "__main__":
    _serve(socket.socket(fileno=int(sys.argv[1])))
