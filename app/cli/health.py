"""What doctor says, for people: a head for each thing, and under it what is well and what to look at."""

from __future__ import annotations

from rich.console import Console

from app.doctor import Group


def print_group(console: Console, group: Group) -> None:
    """A group with its lines; advice stands under the line that it is for."""
    console.print(group.about, markup=False)
    for line in group.lines:
        # Texts come from a tracker, too: one line each, whatever they hold.
        console.print(f"  {'ok  ' if line.ok else 'LOOK'}  {' '.join(line.what.split())}", markup=False)
        if line.advice:
            console.print(f"        → {line.advice}", markup=False)
