"""Nobody's change is lost without a word, on either database."""

import sqlite3
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from factories import Make
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm.exc import StaleDataError
from sqlmodel import select

from procurement.db import Database, as_known_error
from procurement.domain import Need
from procurement.errors import ConfigurationError, ConflictError
from procurement.services.work import require_version

THREADS, ROUNDS = 20, 10
PRAGMAS = {
    "journal_mode": "wal",
    "synchronous": 2,  # FULL
    "foreign_keys": 1,
    "busy_timeout": 30_000,
    "trusted_schema": 0,
}


def test_sqlite_is_set_up_to_keep_what_it_has_acknowledged(sqlite: Database):
    for session in (sqlite.read(), sqlite.write()):
        with session:
            for name, value in PRAGMAS.items():
                row = session.connection().exec_driver_sql(f"PRAGMA {name}").fetchone()
                assert row == (value,), name


def test_a_writer_takes_its_lock_at_the_start(sqlite: Database, make: Make):
    make.need()
    other = sqlite3.connect(sqlite.url.removeprefix("sqlite:///"), timeout=0)

    with sqlite.write() as session:
        session.exec(select(Need)).one()  # it has only read so far
        with pytest.raises(sqlite3.OperationalError, match="locked"):
            other.execute("BEGIN IMMEDIATE")
    other.execute("BEGIN IMMEDIATE")
    other.close()


def test_a_reader_stands_in_nobody_s_way(sqlite: Database, make: Make):
    need = make.need()

    with sqlite.read() as reader:
        seen = reader.exec(select(Need)).one().statement
        need.statement = "Changed meanwhile."
        make.session.commit()
        reader.expire_all()
        assert reader.exec(select(Need)).one().statement == seen


def test_whoever_saves_last_is_told_and_nothing_is_overwritten(database: Database):
    with Make(database) as make:
        make.need(statement="As it was.")
    with database.read() as first:
        read_by_first = first.exec(select(Need)).one()
    with database.transaction() as second:
        second.exec(select(Need)).one().statement = "Saved by the second."

    with database.write() as first:
        first.add(read_by_first)
        read_by_first.statement = "Saved by the first."
        with pytest.raises(StaleDataError) as caught:
            first.commit()

    assert isinstance(as_known_error(caught.value), ConflictError)
    with database.read() as session:
        stored = session.exec(select(Need)).one()
    assert (stored.statement, stored.version) == ("Saved by the second.", 2)


def test_a_version_that_was_not_seen_is_a_conflict(make: Make):
    need = make.need()

    require_version(need, 1)
    with pytest.raises(ConflictError):
        require_version(need, 2)


def test_twenty_writers_lose_nothing_that_was_acknowledged(database: Database):
    with Make(database) as make:
        make.need(statement="0")
    start = threading.Barrier(THREADS)

    def count_up() -> int:
        start.wait()
        return sum(_add_one(database) for _round in range(ROUNDS))

    with ThreadPoolExecutor(THREADS) as pool:
        acknowledged = sum(pool.map(lambda _thread: count_up(), range(THREADS)))

    with database.read() as session:
        stored = session.exec(select(Need)).one()
    assert acknowledged == THREADS * ROUNDS
    assert int(stored.statement) == acknowledged
    assert stored.version == acknowledged + 1


def _add_one(database: Database) -> int:
    """Read, change and write, again and again until nobody came in between."""
    while True:
        try:
            with database.transaction() as session:
                need = session.exec(select(Need)).one()
                need.statement = str(int(need.statement) + 1)
            return 1
        except StaleDataError:
            continue


def test_a_transaction_that_fails_leaves_nothing_behind(database: Database):
    with Make(database) as make:
        make.need(statement="As it was.")

    with pytest.raises(ZeroDivisionError), database.transaction() as session:
        session.exec(select(Need)).one().statement = "Half done."
        session.flush()
        raise ZeroDivisionError

    with database.read() as session:
        assert session.exec(select(Need)).one().statement == "As it was."


def test_a_database_that_is_no_database_is_said_in_one_sentence(tmp_path: Path):
    file = tmp_path / "letter.db"
    file.write_text("Dear all, " * 1000)
    database = Database(f"sqlite:///{file}")

    with pytest.raises(Exception) as caught, database.read() as session:
        session.exec(select(Need)).all()
    database.dispose()

    assert isinstance(as_known_error(caught.value), ConfigurationError)


def test_a_database_that_cannot_be_reached_is_said_in_one_sentence(tmp_path: Path):
    database = Database(f"sqlite:///{tmp_path}")  # a folder

    with pytest.raises(OperationalError) as caught, database.read() as session:
        session.exec(select(Need)).all()

    assert isinstance(as_known_error(caught.value), ConfigurationError)


@pytest.mark.parametrize("url", ["nonsense", "mysql://host/base", "sqlite:////proc/no/base.db"])
def test_an_address_that_cannot_be_used_is_refused(url: str):
    with pytest.raises(ConfigurationError):
        Database(url)
