"""Alerts: who is told of what, when, and how to stop it."""
