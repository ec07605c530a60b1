"""The database: tables, engine, bulk writing, and migration by brug itself."""
