"""The REST API, as programs meet it."""
