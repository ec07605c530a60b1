"""The first form: history, declarations, scans and findings.

Revision: 0001
"""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

# Sorted by code point in both databases.
TEXT = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
DOCUMENT = sa.JSON(none_as_null=True)
INSTANT = sa.BigInteger()


def upgrade() -> None:
    """Make every table."""
    op.create_table(
        "changes",
        sa.Column("project", TEXT, nullable=False),
        sa.Column("issue", TEXT, nullable=False),
        sa.Column("sequence", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("at", INSTANT, nullable=False),
        sa.Column("by", TEXT, nullable=True),
        sa.Column("batch", TEXT, nullable=False),
        sa.Column("field", TEXT, nullable=False),
        sa.Column("from_value", TEXT, nullable=True),
        sa.Column("to_value", TEXT, nullable=True),
        sa.Column("from_text", TEXT, nullable=True),
        sa.Column("to_text", TEXT, nullable=True),
        sa.PrimaryKeyConstraint("project", "issue", "sequence", name=op.f("pk_changes")),
    )
    op.create_table(
        "comments",
        sa.Column("project", TEXT, nullable=False),
        sa.Column("issue", TEXT, nullable=False),
        sa.Column("id", TEXT, nullable=False),
        sa.Column("at", INSTANT, nullable=False),
        sa.Column("by", TEXT, nullable=True),
        sa.Column("text", TEXT, nullable=False),
        sa.PrimaryKeyConstraint("project", "issue", "id", name=op.f("pk_comments")),
    )
    op.create_table(
        "commitments",
        sa.Column("project", TEXT, nullable=False),
        sa.Column("type", TEXT, nullable=False),
        sa.Column("commitment", TEXT, nullable=False),
        sa.Column("name", TEXT, nullable=False),
        sa.Column("url", TEXT, nullable=False),
        sa.Column("state", TEXT, nullable=False),
        sa.Column("start_at", INSTANT, nullable=True),
        sa.Column("due_at", INSTANT, nullable=True),
        sa.Column("delivered_at", INSTANT, nullable=True),
        sa.Column("first_seen_at", INSTANT, nullable=False),
        sa.Column("current_name", TEXT, nullable=False),
        sa.Column("current_state", TEXT, nullable=False),
        sa.Column("current_start_at", INSTANT, nullable=True),
        sa.Column("current_due_at", INSTANT, nullable=True),
        sa.Column("current_delivered_at", INSTANT, nullable=True),
        sa.PrimaryKeyConstraint("project", "type", "commitment", name=op.f("pk_commitments")),
    )
    op.create_table(
        "declared_sides",
        sa.Column("side", TEXT, nullable=False),
        sa.Column("kind", TEXT, nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("pattern", TEXT, nullable=False),
        sa.PrimaryKeyConstraint("side", "kind", "position", name=op.f("pk_declared_sides")),
    )
    op.create_table(
        "findings",
        sa.Column("id", TEXT, nullable=False),
        sa.Column("source", TEXT, nullable=False),
        sa.Column("project", TEXT, nullable=False),
        sa.Column("detector", TEXT, nullable=False),
        sa.Column("symptom", TEXT, nullable=False),
        sa.Column("subject_type", TEXT, nullable=False),
        sa.Column("subject_id", TEXT, nullable=False),
        sa.Column("severity", TEXT, nullable=False),
        sa.Column("confidence", sa.Float(), nullable=False),
        sa.Column("status", TEXT, nullable=False),
        sa.Column("title", TEXT, nullable=False),
        sa.Column("first_visible", INSTANT, nullable=False),
        sa.Column("as_of", INSTANT, nullable=False),
        sa.Column("last_seen", INSTANT, nullable=False),
        sa.Column("opened_at", INSTANT, nullable=False),
        sa.Column("resolved_at", INSTANT, nullable=True),
        sa.Column("scan", TEXT, nullable=False),
        sa.Column("document", TEXT, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_findings")),
    )
    op.create_index(op.f("ix_findings_detector_status"), "findings", ["detector", "status"], unique=False)
    op.create_index(op.f("ix_findings_first_visible"), "findings", ["first_visible"], unique=False)
    op.create_index(op.f("ix_findings_last_seen"), "findings", ["last_seen"], unique=False)
    op.create_index(op.f("ix_findings_project_status"), "findings", ["project", "status"], unique=False)
    op.create_index(op.f("ix_findings_source_status"), "findings", ["source", "status"], unique=False)
    op.create_index(op.f("ix_findings_status_severity"), "findings", ["status", "severity"], unique=False)
    op.create_index(op.f("ix_findings_symptom_status"), "findings", ["symptom", "status"], unique=False)
    op.create_table(
        "goals",
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("name", TEXT, nullable=False),
        sa.Column("source", TEXT, nullable=True),
        sa.Column("labels", DOCUMENT, nullable=False),
        sa.Column("epics", DOCUMENT, nullable=False),
        sa.Column("commitments", DOCUMENT, nullable=False),
        sa.Column("maintenance", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("position", name=op.f("pk_goals")),
    )
    op.create_table(
        "issues",
        sa.Column("project", TEXT, nullable=False),
        sa.Column("issue", TEXT, nullable=False),
        sa.Column("key", TEXT, nullable=False),
        sa.Column("kind", TEXT, nullable=False),
        sa.Column("type_name", TEXT, nullable=False),
        sa.Column("title", TEXT, nullable=False),
        sa.Column("description", TEXT, nullable=False),
        sa.Column("url", TEXT, nullable=False),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.Column("updated_at", INSTANT, nullable=False),
        sa.Column("status", TEXT, nullable=False),
        sa.Column("status_category", TEXT, nullable=False),
        sa.Column("resolution", TEXT, nullable=True),
        sa.Column("resolved_at", INSTANT, nullable=True),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("creator", TEXT, nullable=True),
        sa.Column("reporter", TEXT, nullable=True),
        sa.Column("assignee", TEXT, nullable=True),
        sa.Column("parent", TEXT, nullable=True),
        sa.Column("labels", DOCUMENT, nullable=False),
        sa.Column("points", sa.Float(), nullable=True),
        sa.Column("estimate_hours", sa.Float(), nullable=True),
        sa.Column("remaining_hours", sa.Float(), nullable=True),
        sa.Column("spent_hours", sa.Float(), nullable=True),
        sa.PrimaryKeyConstraint("project", "issue", name=op.f("pk_issues")),
    )
    op.create_index(op.f("ix_issues_project_key"), "issues", ["project", "key"], unique=False)
    op.create_table(
        "links",
        sa.Column("project", TEXT, nullable=False),
        sa.Column("issue", TEXT, nullable=False),
        sa.Column("other", TEXT, nullable=False),
        sa.Column("type", TEXT, nullable=False),
        sa.PrimaryKeyConstraint("project", "issue", "other", "type", name=op.f("pk_links")),
    )
    op.create_table(
        "memberships",
        sa.Column("project", TEXT, nullable=False),
        sa.Column("issue", TEXT, nullable=False),
        sa.Column("type", TEXT, nullable=False),
        sa.Column("commitment", TEXT, nullable=False),
        sa.PrimaryKeyConstraint("project", "issue", "type", "commitment", name=op.f("pk_memberships")),
    )
    op.create_table(
        "observations",
        sa.Column("project", TEXT, nullable=False),
        sa.Column("type", TEXT, nullable=False),
        sa.Column("commitment", TEXT, nullable=False),
        sa.Column("at", INSTANT, autoincrement=False, nullable=False),
        sa.Column("field", TEXT, nullable=False),
        sa.Column("from_value", TEXT, nullable=True),
        sa.Column("to_value", TEXT, nullable=True),
        sa.PrimaryKeyConstraint("project", "type", "commitment", "at", "field", name=op.f("pk_observations")),
    )
    op.create_table(
        "people",
        sa.Column("source", TEXT, nullable=False),
        sa.Column("person", TEXT, nullable=False),
        sa.Column("name", TEXT, nullable=False),
        sa.Column("email", TEXT, nullable=True),
        sa.Column("groups", DOCUMENT, nullable=False),
        sa.Column("is_bot", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("source", "person", name=op.f("pk_people")),
    )
    op.create_table(
        "policy",
        sa.Column("version", TEXT, nullable=False),
        sa.Column("document", DOCUMENT, nullable=False),
        sa.Column("at", INSTANT, nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("version", name=op.f("pk_policy")),
    )
    op.create_index(
        "ix_policy_one_active",
        "policy",
        ["active"],
        unique=True,
        sqlite_where=sa.text("active"),
        postgresql_where=sa.text("active"),
    )
    op.create_table(
        "scans",
        sa.Column("id", TEXT, nullable=False),
        sa.Column("as_of", INSTANT, nullable=False),
        sa.Column("kind", TEXT, nullable=False),
        sa.Column("started_at", INSTANT, nullable=False),
        sa.Column("finished_at", INSTANT, nullable=True),
        sa.Column("status", TEXT, nullable=False),
        sa.Column("policy_version", TEXT, nullable=False),
        sa.Column("projects", DOCUMENT, nullable=True),
        sa.Column("error", TEXT, nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_scans")),
    )
    op.create_index(op.f("ix_scans_kind_as_of"), "scans", ["kind", "as_of"], unique=False)
    op.create_index(op.f("ix_scans_status"), "scans", ["status"], unique=False)
    op.create_table(
        "schedule",
        sa.Column("name", TEXT, nullable=False),
        sa.Column("cron", TEXT, nullable=False),
        sa.Column("timezone", TEXT, nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_schedule")),
    )
    op.create_table(
        "sources",
        sa.Column("name", TEXT, nullable=False),
        sa.Column("kind", TEXT, nullable=False),
        sa.Column("url", TEXT, nullable=False),
        sa.Column("user", TEXT, nullable=True),
        sa.Column("token_reference", TEXT, nullable=True),
        sa.Column("projects", DOCUMENT, nullable=True),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("last_error", TEXT, nullable=True),
        sa.Column("synced_at", INSTANT, nullable=True),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_sources")),
    )
    op.create_table(
        "unreadable",
        sa.Column("project", TEXT, nullable=False),
        sa.Column("issue", TEXT, nullable=False),
        sa.Column("reason", TEXT, nullable=False),
        sa.Column("payload", TEXT, nullable=False),
        sa.Column("at", INSTANT, nullable=False),
        sa.PrimaryKeyConstraint("project", "issue", name=op.f("pk_unreadable")),
    )
    op.create_table(
        "worklogs",
        sa.Column("project", TEXT, nullable=False),
        sa.Column("issue", TEXT, nullable=False),
        sa.Column("id", TEXT, nullable=False),
        sa.Column("at", INSTANT, nullable=False),
        sa.Column("by", TEXT, nullable=True),
        sa.Column("hours", sa.Float(), nullable=False),
        sa.PrimaryKeyConstraint("project", "issue", "id", name=op.f("pk_worklogs")),
    )
    op.create_table(
        "coverage",
        sa.Column("scan", TEXT, nullable=False),
        sa.Column("project", TEXT, nullable=False),
        sa.Column("detector", TEXT, nullable=False),
        sa.Column("judged", sa.Integer(), nullable=False),
        sa.Column("cannot_judge", sa.Integer(), nullable=False),
        sa.Column("because", TEXT, nullable=True),
        sa.ForeignKeyConstraint(["scan"], ["scans.id"], name=op.f("fk_coverage_scan")),
        sa.PrimaryKeyConstraint("scan", "project", "detector", name=op.f("pk_coverage")),
    )
    op.create_index(op.f("ix_coverage_project"), "coverage", ["project"], unique=False)
    op.create_table(
        "declared_projects",
        sa.Column("source", TEXT, nullable=False),
        sa.Column("key", TEXT, nullable=False),
        sa.Column("lead", TEXT, nullable=True),
        sa.Column("budget", DOCUMENT, nullable=True),
        sa.Column("alerts", DOCUMENT, nullable=True),
        sa.Column("policy", DOCUMENT, nullable=True),
        sa.ForeignKeyConstraint(["source"], ["sources.name"], name=op.f("fk_declared_projects_source")),
        sa.PrimaryKeyConstraint("source", "key", name=op.f("pk_declared_projects")),
    )
    op.create_table(
        "projects",
        sa.Column("id", TEXT, nullable=False),
        sa.Column("source", TEXT, nullable=False),
        sa.Column("external_id", TEXT, nullable=False),
        sa.Column("key", TEXT, nullable=False),
        sa.Column("name", TEXT, nullable=False),
        sa.Column("url", TEXT, nullable=False),
        sa.Column("lead", TEXT, nullable=True),
        sa.Column("budget", DOCUMENT, nullable=True),
        sa.Column("alerts", DOCUMENT, nullable=True),
        sa.Column("policy", DOCUMENT, nullable=True),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("cursor", TEXT, nullable=True),
        sa.Column("complete", sa.Boolean(), nullable=False),
        sa.Column("unpacked", sa.Boolean(), nullable=False),
        sa.Column("synced_at", INSTANT, nullable=True),
        sa.Column("generation", sa.Integer(), nullable=False),
        sa.Column("issues", sa.Integer(), nullable=False),
        sa.Column("changes", sa.Integer(), nullable=False),
        sa.Column("comments", sa.Integer(), nullable=False),
        sa.Column("first_at", INSTANT, nullable=True),
        sa.Column("last_at", INSTANT, nullable=True),
        sa.Column("unreadable", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["source"], ["sources.name"], name=op.f("fk_projects_source")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_projects")),
        sa.UniqueConstraint("source", "external_id", name=op.f("uq_projects_source_external_id")),
    )
    op.create_index(op.f("ix_projects_source_key"), "projects", ["source", "key"], unique=False)
    op.create_table(
        "scan_findings",
        sa.Column("scan", TEXT, nullable=False),
        sa.Column("finding", TEXT, nullable=False),
        sa.Column("document", TEXT, nullable=False),
        sa.ForeignKeyConstraint(["scan"], ["scans.id"], name=op.f("fk_scan_findings_scan")),
        sa.PrimaryKeyConstraint("scan", "finding", name=op.f("pk_scan_findings")),
    )
    op.create_index(op.f("ix_scan_findings_finding"), "scan_findings", ["finding"], unique=False)
    op.create_table(
        "segments",
        sa.Column("project", TEXT, nullable=False),
        sa.Column("generation", sa.Integer(), nullable=False),
        sa.Column("as_of", INSTANT, nullable=False),
        sa.Column("bytes", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["project"], ["projects.id"], name=op.f("fk_segments_project")),
        sa.PrimaryKeyConstraint("project", name=op.f("pk_segments")),
    )


def downgrade() -> None:
    """Refused: going back would lose history that a tracker may no longer have."""
    raise NotImplementedError("brug does not go back to an older form of its database")
