"""The command line: thin commands over the calls that do the work."""

from __future__ import annotations

from app.cli.main import main

__all__ = ["main"]
