"""The application: every room's router in one place."""

from __future__ import annotations

from fastapi import FastAPI
from fastapi_offline import FastAPIOffline
from sqlalchemy import Engine
from starlette.responses import RedirectResponse

from app.access.rates import Rates
from app.access.register import Register
from app.api import detectors, findings, health, problems, projects, scans
from app.api.door import Door
from app.api.remembering import Remembering
from app.api.state import ServerState
from app.database.versions import DataVersion
from app.settings import Settings
from app.version import VERSION

_ABOUT = """Where business and IT lose each other, seen in the history of Jira and GitHub.

Every finding leads to a conversation, never to blame: evidence for both sides, and a question for each.
Times are RFC 3339 in UTC. Errors are RFC 9457 problem documents. Lists page by an opaque cursor.
"""


def create_app(engine: Engine, settings: Settings) -> FastAPI:
    """An application over a migrated database."""
    # The documentation page brings its own scripts along: nothing is asked of another host.
    app = FastAPIOffline(title="brug", version=VERSION, description=_ABOUT)
    app.state.server = ServerState(engine, settings)
    problems.install(app)
    app.add_middleware(Remembering)
    # The last one added is the first to see a request.
    app.add_middleware(Door, Register(engine), DataVersion(engine), Rates(settings.rate))
    for room in (findings, projects, scans, detectors):
        app.include_router(room.router, prefix="/api/v1")
    app.include_router(health.router)

    @app.get("/", include_in_schema=False)
    def start() -> RedirectResponse:
        """Lead a browser to the documentation."""
        return RedirectResponse("/docs")

    return app
