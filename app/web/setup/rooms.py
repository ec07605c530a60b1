"""The pages of setting up; the navigation leads to the first."""

from __future__ import annotations

from app.web.navigation import Room
from app.web.setup import page as overview
from app.web.setup.alerts import page as alerts
from app.web.setup.goals import page as goals
from app.web.setup.jobs import page as jobs
from app.web.setup.projects import page as projects
from app.web.setup.sides import page as sides
from app.web.setup.sources import page as sources

SETUP = (
    Room(overview.router, "/setup", {"en": "Set up", "nl": "Instellen"}),
    *(Room(one.router) for one in (sources, sides, goals, projects, alerts, jobs)),
)
