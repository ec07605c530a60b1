"""Alerts: who is told of what, written with the findings themselves, and sent until they arrive."""
