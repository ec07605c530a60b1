"""Progress on stderr: a bar on a terminal, a line now and then elsewhere."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

# Without a terminal, a line no more often than this.
_SECONDS = 10.0


class Teller:
    """Tells how far something is; `total` may be unknown."""

    def __init__(self, console: Console, bar: Progress | None) -> None:
        self._console, self._bar = console, bar
        self._tasks: dict[str, object] = {}
        self._last = time.monotonic()

    def tell(self, what: str, done: int, total: int | None) -> None:
        """So many are done, of so many."""
        if self._bar is not None:
            if what not in self._tasks:
                self._tasks[what] = self._bar.add_task(what, total=total)
            self._bar.update(self._tasks[what], completed=done, total=total)  # type: ignore[arg-type]
        elif time.monotonic() - self._last >= _SECONDS:
            self._last = time.monotonic()
            self._console.print(f"{what}: {done}" + (f" of {total}" if total is not None else ""))


@contextmanager
def progress(console: Console) -> Iterator[Teller]:
    """A teller for the length of a piece of work."""
    if not console.is_terminal:
        yield Teller(console, None)
        return
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console, transient=True) as bar:
        yield Teller(console, bar)
