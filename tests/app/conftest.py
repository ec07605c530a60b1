"""Both databases, for every test here."""

from tests.app.organisation import demo
from tests.databases import database_url, engine, migrated, postgresql

__all__ = ["database_url", "demo", "engine", "migrated", "postgresql"]
