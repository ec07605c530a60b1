"""The log: on stderr always, so that what a command prints stays a document of its own."""

from __future__ import annotations

import logging
import sys

import stamina
import structlog

from app.settings import Settings


def configure_logs(settings: Settings) -> None:
    """Send every log line to stderr, for people or (BRUG_LOG=json) for programs."""
    # A request that is tried again is no news: what fails in the end is told as an error.
    stamina.instrumentation.set_on_retry_hooks([])
    as_json = settings.log == "json"
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.format_exc_info,
            structlog.processors.JSONRenderer() if as_json else structlog.dev.ConsoleRenderer(colors=False),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.INFO),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
    )
    logging.basicConfig(level=logging.WARNING, stream=sys.stderr)
