"""What some tests need from outside the checkout: which of it answers, and who goes without."""

import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache

import psycopg
from psycopg import sql
from sqlalchemy.engine import make_url

POSTGRES = os.environ.get("KRAVSPOR_TEST_POSTGRES", "postgresql://postgres@127.0.0.1:5432/postgres")
EVERYTHING = os.environ.get("KRAVSPOR_TEST_EVERYTHING") == "1"


@dataclass(frozen=True)
class Outside:
    """Something that tests with a marker need."""

    marker: str
    name: str
    where: str
    answers: Callable[[], bool]

    @property
    def sentence(self) -> str:
        """Say that it does not answer, and where it was looked for."""
        return f"{self.name} does not answer ({self.where})"


@cache
def postgres_answers() -> bool:
    """Return True if a PostgreSQL takes connections at the address."""
    try:
        psycopg.connect(POSTGRES, connect_timeout=3).close()
    except psycopg.OperationalError:
        return False
    return True


@contextmanager
def new_postgres(name: str) -> Iterator[str]:
    """Make an empty database on PostgreSQL and hand over its address; drop it at the end."""
    _administer("DROP DATABASE IF EXISTS {}", name)
    _administer("CREATE DATABASE {}", name)
    _administer("ALTER DATABASE {} SET synchronous_commit = off", name)
    try:
        yield make_url(POSTGRES).set(database=name).render_as_string(hide_password=False)
    finally:
        _administer("DROP DATABASE {} WITH (FORCE)", name)


def _administer(statement: str, name: str) -> None:
    with psycopg.connect(POSTGRES, autocommit=True) as connection:
        connection.execute(sql.SQL(statement).format(sql.Identifier(name)))


@cache
def _runs(*names: str) -> bool:
    found = next(filter(None, map(shutil.which, names)), None)
    if found is None:
        return False
    run = subprocess.run([found, "--version"], capture_output=True, timeout=60, check=False)
    return run.returncode == 0


ALL = (
    Outside("postgresql", "PostgreSQL", "KRAVSPOR_TEST_POSTGRES", postgres_answers),
    Outside("browser", "Chromium", "chromium on PATH", lambda: _runs("chromium")),
    Outside(
        "libreoffice", "LibreOffice", "soffice on PATH", lambda: _runs("soffice", "libreoffice")
    ),
)
