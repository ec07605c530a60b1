"""Both databases, for every test here."""

from tests.databases import database_url, engine, migrated, postgresql

__all__ = ["database_url", "engine", "migrated", "postgresql"]
