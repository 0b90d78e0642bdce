"""Databases, the application and its users; what is left out when something does not answer."""

import os
import shutil
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from factories import Make
from flask import Flask
from outside import ALL, EVERYTHING, new_postgres
from pages import Client, app_on
from sqlalchemy import text
from sqlmodel import SQLModel

from procurement import i18n
from procurement.db import Database
from procurement.migrations import upgrade

_left_out: Counter[str] = Counter()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Leave out the tests whose database, browser or office suite does not answer."""
    for outside in ALL:
        marked = [item for item in items if item.get_closest_marker(outside.marker)]
        if marked and not outside.answers():
            for item in marked:
                item.add_marker(pytest.mark.skip(reason=outside.sentence))


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    """Count what is left out, whatever the reason."""
    if report.skipped and not hasattr(report, "wasxfail"):
        reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else str(report.longrepr)
        _left_out[reason.removeprefix("Skipped: ")] += 1


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say in one line each what did not answer, and in one line how much was left out."""
    for reason, number in _left_out.items():
        terminalreporter.write_line(f"{reason}: {_tests(number)} left out.")
    if _left_out:
        total = _tests(sum(_left_out.values()))
        verdict = "KRAVSPOR_TEST_EVERYTHING=1, so the run fails." if EVERYTHING else ""
        terminalreporter.write_line(f"Left out in all: {total}. {verdict}".rstrip())


def _tests(number: int) -> str:
    return f"{number} test" if number == 1 else f"{number} tests"


def pytest_sessionfinish(session: pytest.Session, exitstatus: int) -> None:
    """Fail the run when everything was asked for and something was left out."""
    if EVERYTHING and _left_out and exitstatus == pytest.ExitCode.OK:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


@pytest.fixture(autouse=True)
def _bokmaal() -> Iterator[None]:
    """Begin each test in the default language, whatever the one before it chose."""
    with i18n.language(i18n.DEFAULT_LANGUAGE):
        yield


@pytest.fixture(scope="session")
def migrated_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return an empty SQLite database with all tables, to be copied."""
    file = tmp_path_factory.mktemp("sqlite") / "migrated.db"
    database = Database(f"sqlite:///{file}")
    upgrade(database)
    database.dispose()
    return file


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[Database]:
    """Return a database of this run's own on PostgreSQL, dropped at the end."""
    with new_postgres(f"kravspor_test_{os.getpid()}") as address:
        database = Database(address)
        upgrade(database)
        yield database
        database.dispose()


@pytest.fixture
def sqlite(migrated_file: Path, tmp_path: Path) -> Iterator[Database]:
    """Return an empty SQLite database."""
    file = tmp_path / "kravspor.db"
    shutil.copyfile(migrated_file, file)
    database = Database(f"sqlite:///{file}")
    yield database
    database.dispose()


@pytest.fixture
def postgresql(postgres_server: Database) -> Iterator[Database]:
    """Return an empty PostgreSQL database."""
    yield postgres_server
    with postgres_server.writer.begin() as connection:
        for table in reversed(SQLModel.metadata.sorted_tables):
            connection.execute(table.delete())  # on small tables much faster than TRUNCATE
        connection.execute(text("DELETE FROM search_index"))


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)])
def database(request: pytest.FixtureRequest) -> Database:
    """Return an empty database, once of each kind."""
    found: Database = request.getfixturevalue(request.param)
    return found


@pytest.fixture
def make(sqlite: Database) -> Iterator[Make]:
    """Make rows in SQLite."""
    with Make(sqlite) as maker:
        yield maker


@pytest.fixture
def make_anywhere(database: Database) -> Iterator[Make]:
    """Make rows in each kind of database."""
    with Make(database) as maker:
        yield maker


@pytest.fixture
def app(sqlite: Database) -> Flask:
    """Return the application over SQLite."""
    return app_on(sqlite)


@pytest.fixture
def client(app: Flask) -> Client:
    """Return a browser in which nobody is signed in; every page it gets is checked."""
    return Client(app)
