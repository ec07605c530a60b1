"""The database's forms over time, for Alembic; applied by `app.database.migrate`."""

# The version that this brug knows: that of the newest file in `versions`.
HEAD = "0006"
