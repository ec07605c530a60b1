"""Runs migrations on the connection that brug hands over, inside brug's own transaction."""

from alembic import context

from app.database.tables import metadata

context.configure(connection=context.config.attributes["connection"], target_metadata=metadata, render_as_batch=True)
with context.begin_transaction():
    context.run_migrations()
