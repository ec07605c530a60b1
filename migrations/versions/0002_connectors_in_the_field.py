"""What the connectors learnt: departures, kinds of words, who is an insider, other ways in.

Revision: 0002
"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

# Sorted by code point in both databases.
TEXT = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
DOCUMENT = sa.JSON(none_as_null=True)
INSTANT = sa.BigInteger()


def upgrade() -> None:
    """Add the columns, and have every project packed anew: segments hold them too."""
    with op.batch_alter_table("issues") as table:
        table.add_column(sa.Column("departed_at", INSTANT, nullable=True))
        table.add_column(sa.Column("departure", TEXT, nullable=True))
    with op.batch_alter_table("comments") as table:
        table.add_column(sa.Column("kind", TEXT, nullable=False, server_default="comment"))
    with op.batch_alter_table("comments") as table:
        table.alter_column("kind", server_default=None)
    with op.batch_alter_table("people") as table:
        table.add_column(sa.Column("is_insider", sa.Boolean(), nullable=True))
    with op.batch_alter_table("sources") as table:
        table.add_column(sa.Column("credentials", DOCUMENT, nullable=True))
    op.execute("UPDATE projects SET unpacked = true")
