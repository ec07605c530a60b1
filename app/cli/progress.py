"""Progress on stderr: a bar on a terminal, a line now and then elsewhere."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, Progress, TaskID, TextColumn

from app.cli.speed import Speed, how_far, how_fast

# Without a terminal, a line no more often than this.
_SECONDS = 10.0


class Teller:
    """Tells how far something is, how fast it goes and how long it will take; `total` may be unknown."""

    def __init__(self, console: Console, bar: Progress | None, clock: Callable[[], float] = time.monotonic) -> None:
        self._console, self._bar, self._clock = console, bar, clock
        self._tasks: dict[str, TaskID] = {}
        self._speeds: dict[str, Speed] = {}
        self._last = clock()

    def tell(self, what: str, done: int, total: int | None, unit: str = "") -> None:
        """So many are done, of so many; `unit` says of what."""
        now = self._clock()
        speed = self._speeds.setdefault(what, Speed())
        speed.see(now, done)
        far, fast = how_far(done, total, unit), how_fast(done, total, speed.per_second, unit)
        if self._bar is not None:
            self._bar.update(self._task(self._bar, what), completed=done, total=total, far=far, fast=fast)
        elif now - self._last >= _SECONDS:
            self._last = now
            self._console.print(f"{what}: {far}" + (f", {fast}" if fast else ""), markup=False, highlight=False)

    def say(self, text: str) -> None:
        """Say at once why nothing moves; from any thread."""
        self._console.print(text, markup=False, highlight=False)

    def _task(self, bar: Progress, what: str) -> TaskID:
        if what not in self._tasks:
            # One thing is done after the other: the bar of what went before makes room.
            for task in self._tasks.values():
                bar.update(task, visible=False)
            self._tasks[what] = bar.add_task(what, total=None, far="", fast="")
        return self._tasks[what]


@contextmanager
def progress(console: Console, clock: Callable[[], float] = time.monotonic) -> Iterator[Teller]:
    """A teller for the length of a piece of work."""
    if not console.is_terminal:
        yield Teller(console, None, clock)
        return
    # Names come from a tracker: shown as text, never read as markup.
    columns = (
        TextColumn("{task.description}", markup=False),
        BarColumn(),
        TextColumn("{task.fields[far]}", markup=False),
        TextColumn("{task.fields[fast]}", markup=False),
    )
    with Progress(*columns, console=console, transient=True) as bar:
        yield Teller(console, bar, clock)
