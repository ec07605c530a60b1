"""Connectors against small payloads and real HTTP."""
