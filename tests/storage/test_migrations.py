"""The tables that the migrations make are those of the code, both ways, empty and filled."""

from pathlib import Path

import pytest
from alembic.util import CommandError
from factories import Make
from sqlalchemy import Connection, inspect, text
from sqlmodel import SQLModel
from worlds import whole

from procurement.db import Database
from procurement.domain.storage import ExactDecimal
from procurement.migrations import check, downgrade, upgrade
from procurement.services.demonstration import load_demonstration


def counts(database: Database) -> dict[str, int]:
    with database.reader.connect() as connection:
        names = [
            name
            for name in inspect(connection).get_table_names()
            if not name.startswith("search_index")
        ]
        return {name: _count(connection, name) for name in sorted(names)}


def _count(connection: Connection, name: str) -> int:
    return int(connection.execute(text(f'SELECT count(*) FROM "{name}"')).scalar_one())


def test_the_code_and_the_migrations_agree(database: Database):
    check(database)

    assert set(counts(database)) == set(SQLModel.metadata.tables) | {"alembic_version"}


def test_a_difference_between_code_and_database_is_found(sqlite: Database):
    with sqlite.writer.begin() as connection:
        connection.execute(text("ALTER TABLE need DROP COLUMN area"))

    with pytest.raises(CommandError, match="area"):
        check(sqlite)


def test_every_column_is_stored_as_the_code_says(database: Database):
    with database.reader.connect() as connection:
        found, widths = inspect(connection), 0
        for table in SQLModel.metadata.sorted_tables:
            columns = {column["name"]: column for column in found.get_columns(table.name)}
            for column in table.columns:
                place, stored = f"{table.name}.{column.name}", columns[column.name]
                assert stored["nullable"] == column.nullable, place
                width = getattr(column.type, "length", None)
                if width and not isinstance(column.type, ExactDecimal):
                    assert stored["type"].length == width, place
                    widths += 1
    assert widths > 50


def test_both_ends_of_every_link_are_indexed(database: Database):
    with database.reader.connect() as connection:
        found = inspect(connection)
        for table in SQLModel.metadata.sorted_tables:
            indexed = {index["column_names"][0] for index in found.get_indexes(table.name)}
            indexed |= {u["column_names"][0] for u in found.get_unique_constraints(table.name)}
            indexed.add(found.get_pk_constraint(table.name)["constrained_columns"][0])
            for link in found.get_foreign_keys(table.name):
                assert link["constrained_columns"][0] in indexed, f"{table.name}: {link['name']}"


def test_upgrading_again_changes_nothing(database: Database):
    with Make(database) as make:
        whole(make)
    before = counts(database)

    upgrade(database)

    assert counts(database) == before


def test_filled_tables_go_down_and_up_again(database: Database):
    with database.transaction() as session:
        load_demonstration(session)
    before = counts(database)
    assert before["requirement"] > 200 and before["score"] > 100

    downgrade(database, "base")
    assert counts(database) == {"alembic_version": 0}
    upgrade(database)
    check(database)
    assert set(counts(database)) == set(before)

    with database.transaction() as session:
        load_demonstration(session)
    assert counts(database) == before


def test_what_is_computed_from_older_rows_is_what_saving_them_gives(database: Database):
    with Make(database) as make:
        whole(make)
    looked_up = (
        "SELECT kind, thing_id, procurement_id, body FROM search_index",
        "SELECT code, fingerprint FROM need UNION ALL SELECT code, fingerprint FROM requirement",
        "SELECT need_fingerprint, requirement_fingerprint FROM need_requirement",
    )

    def computed() -> list[list[tuple[object, ...]]]:
        with database.reader.connect() as connection:
            return [sorted(map(tuple, connection.execute(text(each)))) for each in looked_up]

    before = computed()
    assert all(before)

    downgrade(database, "0001")
    upgrade(database)

    assert computed() == before


def test_links_are_watched_again_after_a_migration(tmp_path: Path):
    database = Database(f"sqlite:///{tmp_path / 'new.db'}")

    upgrade(database)

    with database.read() as session:
        assert session.connection().exec_driver_sql("PRAGMA foreign_keys").fetchone() == (1,)
    database.dispose()


def test_links_are_watched_again_after_a_migration_that_failed(sqlite: Database):
    with pytest.raises(CommandError):
        upgrade(sqlite, "no-such-revision")

    with sqlite.read() as session:
        assert session.connection().exec_driver_sql("PRAGMA foreign_keys").fetchone() == (1,)
