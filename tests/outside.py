"""What some tests need from outside the checkout: which of it answers, and who goes without."""

import os
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

import psycopg

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
