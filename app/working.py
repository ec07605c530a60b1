"""What a process does by itself, whether it serves or not: jobs that wait and, where it leads, what a leader does."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from threading import Event, Thread

import structlog
from sqlalchemy import Engine

from app.alerts.posting import Post
from app.clock import now
from app.database.engine import reading, writing
from app.outages import Outage
from app.running import Runner
from app.schedule.entering import enter_due, is_due
from app.schedule.leading import PATIENCE, Candidate, Lease, NoLongerLeading, Patience, fenced
from app.settings import Settings

_log = structlog.get_logger("brug.schedule")

# Seconds between two looks at what is due and who leads.
LOOK = 2.0

# What a leader does at each look, quickly, or in threads of its own. What it writes goes through `fenced`.
Duty = Callable[[Lease], None]


class Worker:
    """Does jobs that wait, in any number of processes; one of those that `leads` enters what is due and sends messages.

    `duties` come after those of every leader, each at every look; one that fails does not keep the others from being
    done. `tell` hears, as a line for people, when this process begins and ceases to lead.
    """

    def __init__(
        self,
        engine: Engine,
        settings: Settings,
        *,
        leads: bool = True,
        duties: Sequence[Duty] = (),
        tell: Callable[[str], object] | None = None,
        look: float = LOOK,
        patience: Patience = PATIENCE,
    ) -> None:
        self._engine, self._settings, self._look = engine, settings, look
        self._tell = tell or _log.info
        self._runner = Runner(engine, settings, look=look)
        self._candidate = Candidate(engine, patience=patience)
        self._post = Post(engine, settings)
        more = [(f"do {getattr(duty, '__name__', 'a duty')}", duty) for duty in duties]
        every = (*duties_of(engine, settings, self._runner.wake, self._post), *more)
        self._duties = [(duty, Outage(_log, what)) for what, duty in every]
        self._looking = Outage(_log, "see who leads")
        self._was_leading = False
        self._stopping = Event()
        self._thread = Thread(target=self._loop, name="leading", daemon=True) if leads else None

    def start(self) -> None:
        """Begin to work."""
        self._runner.start()
        if self._thread is not None:
            self._thread.start()

    def wake(self) -> None:
        """Say that there may be a job."""
        self._runner.wake()

    def is_leading(self) -> bool:
        """Whether this process led at its last look."""
        return self._was_leading

    def stop(self) -> None:
        """Let another process lead, let go of the jobs under way, and wait until that is written down."""
        self._stopping.set()
        if self._thread is not None:
            self._thread.join()
        self._runner.stop()

    def _loop(self) -> None:
        while not self._stopping.is_set():
            try:
                lease = self._candidate.look()
                self._looking.succeeded()
            except Exception as error:  # noqa: BLE001 - the database may be back at the next look
                self._looking.failed(error)
            else:
                self._lead(lease)
            self._stopping.wait(self._look)
        self._post.close()
        try:
            self._candidate.leave()
        except Exception as error:  # noqa: BLE001 - another one finds out by itself
            self._looking.failed(error)

    def _lead(self, lease: Lease | None) -> None:
        if (lease is not None) != self._was_leading:
            self._was_leading = lease is not None
            self._tell("this process leads: it enters what is due" if lease else "another process leads")
        if lease is None:
            return
        for duty, outage in self._duties:
            try:
                duty(lease)
                outage.succeeded()
            except NoLongerLeading:
                return
            except Exception as error:  # noqa: BLE001 - the next duty goes on, and this one at the next look
                outage.failed(error)


def duties_of(engine: Engine, settings: Settings, wake: Callable[[], None], post: Duty) -> list[tuple[str, Duty]]:
    """What every leader does, in this order, each with how the log names it; `wake` says that there may be a job."""
    return [("enter what is due", partial(enter_what_is_due, engine, settings, wake)), ("send messages", post)]


def enter_what_is_due(engine: Engine, settings: Settings, wake: Callable[[], None], lease: Lease) -> None:
    """The first duty of a leader: enter what is due. Raises NoLongerLeading, and DatabaseError."""
    at = now(settings)
    with reading(engine) as connection:
        if not is_due(connection, at):
            return
    with writing(engine) as connection:
        fenced(connection, lease)
        entered = enter_due(connection, at)
    for name in entered:
        _log.info("entered what was due", schedule=name)
    if entered:
        wake()
