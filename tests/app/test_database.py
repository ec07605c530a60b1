"""The database is made and brought up to date by brug, and says in one line why it cannot be used."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
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
