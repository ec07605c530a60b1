"""Issues that belong together although they stand in two projects, found by the keys they have and had.

Revision: 0003
"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

# Sorted by code point in both databases.
TEXT = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    """Add the table of pairs, and the indexes by which they are found."""
    op.create_table(
        "cross_links",
        sa.Column("project", TEXT, nullable=False),
        sa.Column("issue", TEXT, nullable=False),
        sa.Column("other_project", TEXT, nullable=False),
        sa.Column("other_issue", TEXT, nullable=False),
        sa.PrimaryKeyConstraint("project", "issue", "other_project", "other_issue", name=op.f("pk_cross_links")),
    )
    op.drop_index("ix_issues_project_key", table_name="issues")
    op.create_index("ix_issues_key", "issues", ["key"])
    is_key = sa.text("field = 'key'")
    op.create_index("ix_changes_former_key", "changes", ["from_text"], sqlite_where=is_key, postgresql_where=is_key)
