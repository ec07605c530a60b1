"""All pages in one table, in the order of the navigation; a page that is not here is led to by nothing."""

from __future__ import annotations

from fastapi import Depends, FastAPI

from app.api.known import known_parameters
from app.web import language, static_files
from app.web.finding import page as finding
from app.web.navigation import Room
from app.web.portfolio import page as portfolio
from app.web.project import page as project
from app.web.report import page as report
from app.web.setup.rooms import SETUP
from app.web.thresholds import page as thresholds
from app.web.time import page as time

ROOMS = (
    Room(portfolio.router, "/", {"en": "Portfolio", "nl": "Portefeuille"}),
    Room(project.router),
    Room(time.router, "/time", {"en": "Time machine", "nl": "Tijdmachine"}),
    Room(finding.router),
    Room(report.router, "/report", {"en": "Weekly report", "nl": "Weekrapport"}),
    Room(thresholds.router, "/thresholds", {"en": "Thresholds", "nl": "Drempels"}),
    *SETUP,
)


def install(app: FastAPI) -> None:
    """Put the pages into an application that has its `state.server`."""
    app.state.navigation = ROOMS
    app.include_router(static_files.router)
    app.include_router(language.router)
    for room in ROOMS:
        app.include_router(room.router, include_in_schema=False, dependencies=[Depends(known_parameters)])
