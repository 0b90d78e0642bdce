"""Bring a database to the newest schema, on SQLite and PostgreSQL alike."""

from collections.abc import Callable
from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection

from procurement.db import Database
from procurement.errors import ConfigurationError
from procurement.i18n import gettext as _

_FOLDER = Path(__file__).parent


def upgrade(database: Database, revision: str = "head") -> None:
    """Run every migration that the database has not had."""
    _run(database, lambda config: command.upgrade(config, revision))


def downgrade(database: Database, revision: str) -> None:
    """Undo migrations back to a revision."""
    _run(database, lambda config: command.downgrade(config, revision))


def check(database: Database) -> None:
    """Raise if the tables in the code differ from those in the database."""
    _run(database, command.check)


def _run(database: Database, action: Callable[[Config], object]) -> None:
    config = Config()
    config.set_main_option("script_location", str(_FOLDER))
    with database.writer.connect() as connection:
        config.attributes["connection"] = connection
        _foreign_keys(connection, on=False)  # batch mode would otherwise delete child rows
        try:
            action(config)
            connection.commit()
            _check_links(connection)
        finally:
            connection.rollback()  # SQLite ignores the switch inside a transaction
            _foreign_keys(connection, on=True)


def _foreign_keys(connection: Connection, on: bool) -> None:
    if connection.dialect.name == "sqlite":
        raw = connection.connection.driver_connection
        assert raw is not None
        raw.execute(f"PRAGMA foreign_keys={'ON' if on else 'OFF'}")


def _check_links(connection: Connection) -> None:
    if connection.dialect.name == "sqlite":
        broken = connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall()
        if broken:
            raise ConfigurationError(
                _("The migration left %(number)s broken links.", number=len(broken))
            )
