"""The database: one engine to read, one to write, and a guard on what is stored."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, ValidationError, create_model
from sqlalchemy import Engine, create_engine, event
from sqlalchemy.engine import make_url
from sqlalchemy.exc import (
    ArgumentError,
    DatabaseError,
    DataError,
    IntegrityError,
    OperationalError,
)
from sqlalchemy.orm import ORMExecuteState
from sqlalchemy.orm import Session as OrmSession
from sqlmodel import Session, SQLModel

from procurement import search  # noqa: F401  it keeps its index at each flush
from procurement.domain import Baseline, Criterion, Event, Need, Requirement
from procurement.domain.storage import Fingerprinted, Resting
from procurement.errors import ConfigurationError, ConflictError, KravsporError
from procurement.i18n import gettext as _

_PRAGMAS = (
    "journal_mode=WAL",
    "synchronous=FULL",
    "busy_timeout=30000",
    "foreign_keys=ON",
    "trusted_schema=OFF",
    "temp_store=MEMORY",
)


class Database:
    """The engines of one installation; on SQLite a writer takes its lock at the start."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.reader = _engine(url)
        self.writer = self.reader.execution_options(kravspor_begin="BEGIN IMMEDIATE")

    def read(self) -> Session:
        """Return a session that only reads."""
        return Session(self.reader)

    def write(self) -> Session:
        """Return a session that may write; whoever opens it commits it."""
        return Session(self.writer, expire_on_commit=False)

    @contextmanager
    def transaction(self) -> Iterator[Session]:
        """Open a write session, commit at the end, roll back on an error."""
        with self.write() as session:
            yield session
            session.commit()

    def dispose(self) -> None:
        """Close all connections."""
        self.reader.dispose()


def _engine(url: str) -> Engine:
    try:
        parsed = make_url(url)
        if parsed.drivername in ("postgresql", "postgres"):
            parsed = parsed.set(drivername="postgresql+psycopg")
        if parsed.get_backend_name() == "sqlite" and parsed.database:
            Path(parsed.database).parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        engine = create_engine(parsed, pool_pre_ping=True, hide_parameters=True)
    except (ArgumentError, OSError, ModuleNotFoundError) as error:
        raise ConfigurationError(
            _("The database address in KRAVSPOR_DATABASE_URL cannot be used.")
        ) from error
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
    return engine


def _prepare_sqlite(connection: Any, _record: Any) -> None:
    connection.isolation_level = None  # BEGIN and COMMIT are ours
    for pragma in _PRAGMAS:
        connection.execute(f"PRAGMA {pragma}")


def _begin_sqlite(connection: Any) -> None:
    connection.exec_driver_sql(connection.get_execution_options().get("kravspor_begin", "BEGIN"))


_FROZEN = (Baseline, Event)


@event.listens_for(OrmSession, "before_flush")
def _refuse_to_change_what_is_frozen(session: OrmSession, *_context: Any) -> None:
    changed = [row for row in session.dirty if session.is_modified(row)]
    _refuse(type(row) for row in (*changed, *session.deleted))


@event.listens_for(OrmSession, "do_orm_execute")
def _refuse_to_change_many(state: ORMExecuteState) -> None:
    if (state.is_update or state.is_delete) and state.bind_mapper is not None:
        _refuse([state.bind_mapper.class_])


def _refuse(tables: Iterable[type]) -> None:
    if any(table in _FROZEN for table in tables):
        raise KravsporError(_("A baseline or a line of the log is never changed or removed."))


@cache
def _rules_of(table: type[SQLModel]) -> type[BaseModel]:
    fields: dict[str, Any] = {
        name: (field.annotation, field) for name, field in table.model_fields.items()
    }
    settings = ConfigDict(from_attributes=True, strict=False)
    return create_model(f"{table.__name__}Rules", __config__=settings, **fields)


_ENDS: dict[str, Any] = {"need_id": Need, "requirement_id": Requirement, "criterion_id": Criterion}


@event.listens_for(OrmSession, "before_flush")
def _take_fingerprints(session: OrmSession, *_context: Any) -> None:
    changed = [row for row in (*session.new, *session.dirty) if isinstance(row, Fingerprinted)]
    for row in changed:
        row.take_fingerprint()
    pending = {row.id: row for row in changed if hasattr(row, "id")}
    for row in (*session.new, *session.dirty):
        if isinstance(row, Resting):
            _rest(session, row, pending)


def _rest(session: OrmSession, row: Resting, pending: dict[Any, Fingerprinted]) -> None:
    for field, own in row.RESTS_ON.items():
        if not getattr(row, field):
            end = _end_of(session, row, own, pending)
            setattr(row, field, end.fingerprint if end else "")


def _end_of(
    session: OrmSession, row: Resting, own: str, pending: dict[Any, Fingerprinted]
) -> Fingerprinted | None:
    related: Fingerprinted | None = getattr(row, own.removesuffix("_id"), None)
    if related is not None:
        return related
    found = getattr(row, own)
    return pending.get(found) or session.get(_ENDS[own], found)


@event.listens_for(OrmSession, "before_flush")
def _refuse_what_breaks_the_rules(session: OrmSession, *_context: Any) -> None:
    for row in (*session.new, *session.dirty):
        if isinstance(row, SQLModel) and (row in session.new or session.is_modified(row)):
            _rules_of(type(row)).model_validate(row)


def as_known_error(error: Exception) -> KravsporError | None:
    """Turn an error of the database layer into one that a user understands, if it is one."""
    if isinstance(error, ValidationError):
        first = error.errors()[0]
        place = ".".join(str(part) for part in first["loc"])
        return KravsporError(
            _("The value of %(field)s cannot be stored: %(why)s.", field=place, why=first["msg"])
        )
    if type(error).__name__ == "StaleDataError":
        return ConflictError(_("Somebody else saved this while you were working on it."))
    if isinstance(error, IntegrityError):
        return ConflictError(_("Somebody else has just saved what you are adding. Look again."))
    if isinstance(error, DataError):
        return KravsporError(_("The request could not be understood."))
    if isinstance(error, DatabaseError) and _lacks_tables(error):
        return ConfigurationError(
            _("The database lacks tables that Kravspor needs. Run: kravspor upgrade")
        )
    if type(error) in (OperationalError, DatabaseError):
        return ConfigurationError(_("The database cannot be reached just now. Try again shortly."))
    return None


def _lacks_tables(error: DatabaseError) -> bool:
    missing = getattr(error.orig, "sqlstate", None) in ("42P01", "42703")  # table, column
    return missing or str(error.orig).startswith(("no such table", "no such column"))
