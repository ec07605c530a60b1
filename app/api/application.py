"""The application: every room's router in one place."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager

from fastapi import APIRouter, Depends, FastAPI
from fastapi_offline import FastAPIOffline
from sqlalchemy import Engine

from app.access.rates import Rates
from app.access.register import Register
from app.api import (
    alerting,
    alerts,
    audit,
    backtest,
    budgets,
    commitments,
    conversation,
    detectors,
    findings,
    goals,
    health,
    leads,
    me,
    measures,
    policy,
    policy_preview,
    problems,
    projects,
    scans,
    schedule,
    sides,
    subscriptions,
    syncs,
)
from app.api.document import ABOUT, describe
from app.api.door import Door
from app.api.known import known_parameters
from app.api.remembering import Remembering
from app.api.sign_in import sign_in_room
from app.api.state import ServerState
from app.database.versions import DataVersion
from app.secrets import read_setting_secret
from app.settings import Settings
from app.version import VERSION
from app.web.errors import AsPages
from app.web.rooms import install as install_pages
from app.working import Worker

_ROOMS = (
    findings, conversation, projects, measures, commitments, scans, syncs, schedule, policy, policy_preview, backtest,
    detectors, sides, goals, budgets, leads, subscriptions, alerting, alerts, audit, me,
)  # fmt: skip


def create_app(engine: Engine, settings: Settings, *, leads: bool = False) -> FastAPI:
    """An application over a migrated database; it does the jobs that it is asked for while it is served.

    Where it `leads`, it is also one of the processes that may enter what is due.
    """
    worker, version = Worker(engine, settings, leads=leads), DataVersion(engine)

    @asynccontextmanager
    async def served(_: FastAPI) -> AsyncIterator[None]:
        worker.start()
        yield
        worker.stop()
        version.close()

    # The documentation page brings its own scripts along: nothing is asked of another host.
    app = FastAPIOffline(title="brug", version=VERSION, description=ABOUT, lifespan=served)
    app.state.server = ServerState.of(engine, settings, worker.wake, worker.is_leading)
    app.openapi = lambda: describe(app)  # type: ignore[method-assign]
    problems.install(app)
    app.add_middleware(Remembering, settings)
    # The last one added is the first to see a request.
    register = Register(engine, people=settings.openid is not None)
    app.add_middleware(Door, register, version, Rates(settings.rate), settings)
    app.add_middleware(AsPages)
    for room in _ROOMS:
        app.include_router(room.router, prefix="/api/v1", dependencies=[Depends(known_parameters)])
    app.include_router(health.router)
    for router in _ways_in(settings):
        app.include_router(router)

    install_pages(app)
    return app


def _ways_in(settings: Settings) -> Iterator[APIRouter]:
    """Signing in: with a key, and through a provider where one is set. Raises SettingError where its secret is not."""
    if settings.openid is None:
        yield sign_in_room(None)
        return
    # Loaded where it is used only: most of what starts brug needs none of it.
    from app.api.sign_in_through import sign_in_through_room  # noqa: PLC0415

    secret = read_setting_secret("BRUG_OIDC_CLIENT_SECRET", settings.openid.client_secret)
    yield sign_in_room(settings.openid.name)
    yield sign_in_through_room(settings.openid, secret, settings.url)
