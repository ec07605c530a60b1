"""Who leads, which runs were entered, and alerts that know their receiver, their scan and what was told before.

Revision: 0006
"""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

# Sorted by code point in both databases.
TEXT = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    """Add the tables and columns. Nothing was sent before, so no message needs more than a default."""
    for jobs in ("scans", "syncs"):
        op.add_column(jobs, sa.Column("due_at", sa.BigInteger()))
    for declared in ("sources", "declared_projects"):
        op.add_column(declared, sa.Column("scan", TEXT))
    op.create_table(
        "leases",
        sa.Column("name", TEXT, nullable=False),
        sa.Column("token", sa.BigInteger(), nullable=False),
        sa.Column("beat", sa.BigInteger(), nullable=False),
        sa.Column("holder", TEXT, nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_leases")),
    )
    op.create_table(
        "runs",
        sa.Column("schedule", TEXT, nullable=False),
        sa.Column("due_at", sa.BigInteger(), nullable=False),
        sa.Column("entered_at", sa.BigInteger(), nullable=False),
        sa.Column("sync", TEXT, nullable=False),
        sa.Column("scan", TEXT, nullable=False),
        sa.PrimaryKeyConstraint("schedule", "due_at", name=op.f("pk_runs")),
    )
    op.create_table(
        "alerting",
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("digest", sa.JSON(), nullable=False),
        sa.Column("quiet_from", TEXT),
        sa.Column("quiet_until", TEXT),
        sa.Column("language", TEXT),
        sa.PrimaryKeyConstraint("position", name=op.f("pk_alerting")),
    )
    op.create_table(
        "told",
        sa.Column("target", TEXT, nullable=False),
        sa.Column("finding", TEXT, nullable=False),
        sa.Column("kind", TEXT, nullable=False),
        sa.Column("rank", sa.Integer(), nullable=False),
        sa.Column("alert", TEXT, nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("target", "finding", name=op.f("pk_told")),
    )
    op.add_column("subscriptions", sa.Column("kind", TEXT, nullable=False, server_default="alerts"))
    op.add_column("subscriptions", sa.Column("language", TEXT))
    op.add_column("subscriptions", sa.Column("stopped_at", sa.BigInteger()))
    op.add_column("subscriptions", sa.Column("stopped_because", TEXT))
    op.add_column("alerts", sa.Column("scan", TEXT, nullable=False, server_default=""))
    op.add_column("alerts", sa.Column("whats", sa.JSON(), nullable=False, server_default="[]"))
    op.add_column("alerts", sa.Column("language", TEXT))
    op.add_column("alerts", sa.Column("reason", TEXT, nullable=False, server_default=""))
