"""Alerts in words: subject, text, HTML, a calendar file and the JSON of webhooks."""

from app.alerts.texts.invite import conversation_invite
from app.alerts.texts.render import render

__all__ = ["conversation_invite", "render"]
