"""Keys and sessions, the life cycle of findings step by step, work under way, subscriptions and messages.

Revision: 0004
"""

import json
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

# Sorted by code point in both databases.
TEXT = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
DOCUMENT = sa.JSON(none_as_null=True)
INSTANT = sa.BigInteger()
SEVERITIES = ("low", "medium", "high", "critical")


def upgrade() -> None:
    """Make the tables, and bring over what is there.

    Nothing is done in a batch, which would make tables anew that others refer to. So new columns keep the default that
    they were added with.
    """
    _access()
    _alerts()
    _jobs()
    _findings()
    _seen()
    for table in ("declared_projects", "projects"):
        _leads(table)


def _table(name: str, key: str, *columns: sa.Column[Any], indexes: tuple[tuple[str, ...], ...] = ()) -> None:
    op.create_table(name, *columns, sa.PrimaryKeyConstraint(*key.split(), name=op.f(f"pk_{name}")))
    for index in indexes:
        op.create_index(f"ix_{name}_{'_'.join(index)}", name, list(index))


def _text(name: str, nullable: bool = False) -> sa.Column[Any]:
    return sa.Column(name, TEXT, nullable=nullable)


def _instant(name: str, nullable: bool = False) -> sa.Column[Any]:
    return sa.Column(name, INSTANT, nullable=nullable)


def _integer(name: str, nullable: bool = False) -> sa.Column[Any]:
    return sa.Column(name, sa.Integer(), nullable=nullable)


def _document(name: str, nullable: bool = True) -> sa.Column[Any]:
    return sa.Column(name, DOCUMENT, nullable=nullable)


def _flag(name: str) -> sa.Column[Any]:
    return sa.Column(name, sa.Boolean(), nullable=False)


def _access() -> None:
    _table(
        "keys", "id", _text("id"), _text("name"), _text("scope"), _flag("is_bound"), _text("hash"),
        _instant("created_at"), _instant("revoked_at", True),
    )  # fmt: skip
    op.create_table(
        "key_projects", _text("key"), _text("project_key"), _text("project"),
        sa.ForeignKeyConstraint(["key"], ["keys.id"], name=op.f("fk_key_projects_key")),
        sa.PrimaryKeyConstraint("key", "project_key", "project", name=op.f("pk_key_projects")),
    )  # fmt: skip
    op.create_table(
        "sessions", _text("hash"), _text("key", True), _text("name"), _text("scope"), _instant("created_at"),
        _instant("expires_at"),
        sa.ForeignKeyConstraint(["key"], ["keys.id"], name=op.f("fk_sessions_key")),
        sa.PrimaryKeyConstraint("hash", name=op.f("pk_sessions")),
    )  # fmt: skip
    op.create_index("ix_sessions_expires_at", "sessions", ["expires_at"])
    _table(
        "audit", "id", _text("id"), _instant("at"), _text("by"), _text("action"), _text("about"),
        _text("project", True), _document("details"), indexes=(("at",),),
    )  # fmt: skip
    _table(
        "answered", "caller key", _text("caller"), _text("key"), _text("fingerprint"), _integer("status"),
        _document("headers", False), _text("body"), _instant("at"), indexes=(("at",),),
    )  # fmt: skip


def _alerts() -> None:
    _table(
        "subscriptions", "id", _text("id"), _text("target"), _document("projects"), _document("symptoms"),
        _text("min_severity"), _text("created_by"), _instant("created_at"),
    )  # fmt: skip
    _table(
        "alerts", "id", _text("id"), _text("kind"), _text("project", True), _document("findings", False),
        _text("target"), _text("state"), _instant("created_at"), _instant("due_at"), _instant("sent_at", True),
        _integer("attempts"), _text("error", True), indexes=(("state", "due_at"), ("created_at",)),
    )  # fmt: skip


def _of_jobs() -> list[sa.Column[Any]]:
    return [
        _text("requested_by"), _instant("requested_at"), _integer("done"), _integer("total", True),
        _text("about", True), _flag("is_cancelled"), _text("worker", True), _instant("alive_at", True),
    ]  # fmt: skip


def _jobs() -> None:
    _table(
        "syncs", "id", _document("keys"), _document("report"), _text("id"), _text("status"), _document("projects"),
        *_of_jobs(), _instant("started_at"), _instant("finished_at", True), _text("error", True),
        indexes=(("status",), ("started_at",)),
    )  # fmt: skip
    defaults = {"requested_by": "", "requested_at": "0", "done": "0", "is_cancelled": "0"}
    for column in _of_jobs():
        column.server_default = None if column.nullable else sa.DefaultClause(defaults[column.name])
        op.add_column("scans", column)
    op.execute("UPDATE scans SET requested_by = 'the command line', requested_at = started_at")


def _findings() -> None:
    old = (
        "first_visible",
        "last_seen",
        "source_status",
        "status_severity",
        "symptom_status",
        "detector_status",
        "project_status",
    )
    for name in old:
        op.drop_index(f"ix_findings_{name}", "findings")
    for column in (
        _text("resolved_by", True),
        _instant("dismissed_until", True),
        sa.Column("rank", sa.Integer(), nullable=False, server_default="0"),
        _integer("answered_rank", True),
        sa.Column("translations", TEXT, nullable=False, server_default="{}"),
        sa.Column("words", TEXT, nullable=False, server_default=""),
    ):
        op.add_column("findings", column)
    _table(
        "finding_steps", "finding sequence", _text("finding"), _integer("sequence"), _instant("at"), _text("step"),
        _text("by", True), _text("scan", True), _text("status"), _text("severity"), _text("text", True),
        _instant("until", True),
    )  # fmt: skip
    _bring_over()
    figures = (
        "rank", "id", "status", "symptom", "project", "source", "detector", "subject_type", "severity",
        "first_visible",
    )  # fmt: skip
    portfolio = ("project", "symptom", "status", "severity", "first_visible", "resolved_at")
    op.create_index("ix_findings_portfolio", "findings", list(portfolio))
    op.create_index("ix_findings_figures", "findings", list(figures))
    for name in ("confidence", "first_visible", "last_seen", "title"):
        op.create_index(f"ix_findings_{name}_id", "findings", [name, "id"])


def _seen() -> None:
    op.add_column("scan_findings", sa.Column("project", TEXT, nullable=False, server_default=""))
    # A scan of the past may have seen what is no finding now: its document names the project by its key then.
    connection = op.get_bind()
    by_key = {
        (row.source, row.key): row.id for row in connection.execute(sa.text("SELECT id, source, key FROM projects"))
    }
    change = sa.text("UPDATE scan_findings SET project = :project WHERE scan = :scan AND finding = :finding")
    for row in connection.execute(sa.text("SELECT scan, finding, document FROM scan_findings")).all():
        document = json.loads(row.document)
        project = by_key.get((document["source"], document["project"]), "")
        connection.execute(change, {"project": project, "scan": row.scan, "finding": row.finding})


def _bring_over() -> None:
    """Lay what the documents hold in columns, and let the history of each finding begin with what is known of it."""
    connection = op.get_bind()
    found = connection.execute(
        sa.text("SELECT id, severity, status, opened_at, resolved_at, scan, document FROM findings")
    )
    change = sa.text(
        'UPDATE findings SET "rank" = :rank, document = :document, translations = :translations, words = :words '
        "WHERE id = :id"
    )
    step = sa.text(
        'INSERT INTO finding_steps (finding, sequence, at, step, "by", scan, status, severity) '
        "VALUES (:finding, :sequence, :at, :step, NULL, :scan, :status, :severity)"
    )
    for row in found.all():
        document = json.loads(row.document)
        translations = document.pop("translations", {})
        texts = [document["id"], document["subject"]["name"]]
        for told in (document, *translations.values()):
            texts += [told["title"], told["summary"], *told["questions"].values()]
            texts += [entry if isinstance(entry, str) else entry["what"] for entry in told["evidence"]]
        texts += [entry["issue"] for entry in document["evidence"]]
        values = {
            "id": row.id,
            "rank": SEVERITIES.index(row.severity),
            "document": json.dumps(document, ensure_ascii=False, separators=(",", ":")),
            "translations": json.dumps(translations, ensure_ascii=False, separators=(",", ":")),
            "words": "\n".join(texts).casefold(),
        }
        connection.execute(change, values)
        steps = [(row.opened_at, "opened", "open")]
        if row.resolved_at is not None:
            steps.append((row.resolved_at, "over", "resolved"))
        for sequence, (at, name, status) in enumerate(steps):
            values = {"finding": row.id, "sequence": sequence, "at": at, "step": name, "status": status}
            connection.execute(step, values | {"scan": row.scan, "severity": row.severity})


def _leads(name: str) -> None:
    op.add_column(name, _document("leads"))
    connection = op.get_bind()
    of = sa.table(name, sa.column("lead", TEXT), sa.column("leads", DOCUMENT))
    for (lead,) in connection.execute(sa.select(of.c.lead).where(of.c.lead.is_not(None)).distinct()).all():
        connection.execute(sa.update(of).where(of.c.lead == lead).values(leads=[lead]))
    op.drop_column(name, "lead")
