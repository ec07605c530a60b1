"""The commitments of each project as the newest scan saw them, so that a list of all of them is read and not made.

Revision: 0005
"""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

# Sorted by code point in both databases.
TEXT = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    """Add the table; the next scan fills it."""
    op.create_table(
        "seen_commitments",
        sa.Column("project", TEXT, nullable=False),
        sa.Column("generation", sa.Integer(), nullable=False),
        sa.Column("as_of", sa.BigInteger(), nullable=False),
        sa.Column("documents", TEXT, nullable=False),
        sa.ForeignKeyConstraint(["project"], ["projects.id"], name=op.f("fk_seen_commitments_project")),
        sa.PrimaryKeyConstraint("project", name=op.f("pk_seen_commitments")),
    )
