"""The database is made and brought up to date by brug, and says in one line why it cannot be used."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, select, text

import migrations
from app.database import tables
from app.database.bulk import insert_rows, storable
from app.database.engine import open_engine, reading, writing
from app.database.migrate import migrate, version
from app.errors import DatabaseError, DatabaseFull, NewerDatabase

PERSON = ("acme", "ann", "Ann", None, ["business", "ü\t\\N"], False, None)


def test_the_migrations_make_exactly_the_tables(engine: Engine) -> None:
    with reading(engine) as connection:
        assert compare_metadata(MigrationContext.configure(connection), tables.metadata) == []


def test_the_version_that_brug_knows_is_the_newest_migration() -> None:
    assert ScriptDirectory(Path(migrations.__file__).parent).get_current_head() == migrations.HEAD


def test_an_empty_database_is_migrated_once(database_url: str) -> None:
    engine = open_engine(database_url)
    assert migrate(engine)
    assert not migrate(engine)
    engine.dispose()


def test_processes_that_start_together_wait_for_each_other(database_url: str) -> None:
    engines = [open_engine(database_url) for _ in range(6)]
    with ThreadPoolExecutor(6) as pool:
        assert sum(pool.map(migrate, engines)) == 1
    for engine in engines:
        engine.dispose()


def test_a_database_of_a_newer_brug_is_left_alone(engine: Engine) -> None:
    with writing(engine) as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(NewerDatabase, match="made by a newer brug"):
        migrate(engine)
    with reading(engine) as connection:
        assert version(connection) == "9999"


def test_rows_come_back_as_they_were_written(engine: Engine) -> None:
    with writing(engine) as connection:
        insert_rows(connection, tables.people, [PERSON])
    with reading(engine) as connection:
        assert [tuple(row) for row in connection.execute(select(tables.people))] == [PERSON]


def test_an_error_undoes_the_whole_transaction(engine: Engine) -> None:
    def fail() -> None:
        with writing(engine) as connection:
            insert_rows(connection, tables.people, [PERSON])
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    with reading(engine) as connection:
        assert connection.execute(select(tables.people)).all() == []


def test_a_text_that_no_database_can_hold_is_made_storable(engine: Engine) -> None:
    name = storable("a\x00b\ud800c é")
    with writing(engine) as connection:
        insert_rows(connection, tables.people, [("acme", "ann", name, None, [], False, None)])
    assert name.startswith("a\ufffdb")
    assert name.endswith("c é")


def test_a_full_disk_leaves_the_database_as_it_was(tmp_path: Path) -> None:
    engine = open_engine(f"sqlite:///{tmp_path / 'brug.sqlite'}")
    migrate(engine)
    many: list[tuple[object, ...]] = [("acme", str(n), "x" * 1000, None, [], False, None) for n in range(1000)]

    def fill() -> None:
        with writing(engine) as connection:
            connection.execute(text("PRAGMA max_page_count = 100"))
            insert_rows(connection, tables.people, many)

    with pytest.raises(DatabaseFull, match="make room"):
        fill()
    with reading(engine) as connection:
        assert connection.execute(select(tables.people)).all() == []


def test_a_disk_too_full_to_migrate_leaves_an_empty_database(tmp_path: Path) -> None:
    engine = open_engine(f"sqlite:///{tmp_path / 'brug.sqlite'}")
    with writing(engine) as connection:
        connection.execute(text("PRAGMA max_page_count = 8"))
    with pytest.raises(DatabaseFull):
        migrate(engine)
    engine.dispose()
    assert migrate(open_engine(f"sqlite:///{tmp_path / 'brug.sqlite'}"))


def test_a_file_of_something_else_is_no_database(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("Dear reader, " * 200)
    with pytest.raises(DatabaseError, match="file of something else"):
        migrate(open_engine(f"sqlite:///{tmp_path / 'letter.txt'}"))


def test_a_directory_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(DatabaseError, match="cannot make the directory"):
        open_engine(f"sqlite:///{tmp_path / 'file' / 'below' / 'brug.sqlite'}")


def test_a_server_that_is_not_there_is_told_without_the_password() -> None:
    with pytest.raises(DatabaseError) as caught:
        migrate(open_engine("postgresql+psycopg://ann:secret@127.0.0.1:1/brug"))
    assert "secret" not in str(caught.value)
    assert caught.value.temporary


def test_what_is_there_is_brought_over(database_url: str) -> None:
    """A database of the third version, with a project, its segment, a scan and what that found."""
    engine = open_engine(database_url)
    with writing(engine) as connection:
        config = Config()
        config.set_main_option("script_location", str(Path(migrations.__file__).parent))
        config.attributes["connection"] = connection
        command.upgrade(config, "0003")
        document = {
            "id": "f1", "project": "CRM", "source": "acme", "subject": {"name": "CRM 3.6"}, "title": "Late",
            "summary": "S", "questions": {"business": "B?", "it": "I?"},
            "evidence": [{"issue": "CRM-1", "what": "open"}],
            "translations": {
                "nl": {
                    "title": "TE LAAT", "summary": "", "questions": {"business": "", "it": ""}, "evidence": ["open"],
                }
            },
        }  # fmt: skip
        for statement in (
            "INSERT INTO sources (name, kind, url, active) VALUES ('acme', 'jira', 'https://acme.example', true)",
            "INSERT INTO projects (id, source, external_id, key, name, url, lead, active, complete, unpacked, "
            "generation, issues, changes, comments, unreadable) "
            "VALUES ('p1', 'acme', '1', 'CRM', 'CRM', '', 'lead@acme.example', true, true, false, 1, 1, 1, 1, 0)",
            "INSERT INTO declared_projects (source, key, lead) VALUES ('acme', 'CRM', 'lead@acme.example')",
            "INSERT INTO segments (project, generation, as_of, bytes) VALUES ('p1', 1, 1, 'x')",
            "INSERT INTO scans (id, as_of, kind, started_at, status, policy_version) "
            "VALUES ('s1', 5, 'present', 7, 'done', 'default')",
            "INSERT INTO coverage (scan, project, detector, judged, cannot_judge) VALUES ('s1', 'p1', 'd', 1, 0)",
            "INSERT INTO findings (id, source, project, detector, symptom, subject_type, subject_id, severity, "
            "confidence, status, title, first_visible, as_of, last_seen, opened_at, scan, document) "
            "VALUES ('f1', 'acme', 'p1', 'd', 'scope', 'release', '1', "
            "'high', 0.9, 'open', 'Late', 1, 5, 5, 6, 's1', :document)",
            "INSERT INTO scan_findings (scan, finding, document) VALUES ('s1', 'f1', :document)",
        ):
            own = statement.replace("'x')", "X'00')" if engine.dialect.name == "sqlite" else "'\\x00')")
            connection.execute(text(own), {"document": json.dumps(document)} if ":document" in own else {})
    assert migrate(engine)
    with reading(engine) as connection:
        project = connection.execute(select(tables.projects)).one()
        finding = connection.execute(select(tables.findings)).one()
        scan = connection.execute(select(tables.scans)).one()
        assert project.leads == connection.execute(select(tables.declared_projects.c.leads)).scalar_one()
        assert project.leads == ["lead@acme.example"]
        assert (scan.requested_at, scan.requested_by) == (7, "the command line")
        assert finding.rank == 2
        assert "translations" not in json.loads(finding.document)
        assert json.loads(finding.translations)["nl"]["title"] == "TE LAAT"
        assert {"te laat", "crm-1", "f1"} <= set(finding.words.split("\n"))
        assert connection.execute(select(tables.scan_findings.c.project)).scalar_one() == "p1"
        steps = connection.execute(select(tables.finding_steps)).all()
        assert [(s.finding, s.sequence, s.step, s.at, s.scan) for s in steps] == [("f1", 0, "opened", 6, "s1")]
        assert connection.execute(select(tables.segments.c.project)).scalar_one() == "p1"
        assert compare_metadata(MigrationContext.configure(connection), tables.metadata) == []
    engine.dispose()
