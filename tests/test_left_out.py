"""What does not answer is said in one line, counted, and fails the run that wants everything."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from outside import POSTGRES

ROOT = Path(__file__).parents[1]
NOWHERE = "postgresql://postgres@127.0.0.1:1/postgres"
BOTH = "tests/storage/test_values.py::test_an_enumeration_comes_back_as_its_member"


def run_tests(*words: str, **settings: str) -> subprocess.CompletedProcess[str]:
    """Run pytest on its own, as `make test` does."""
    known = {k: v for k, v in os.environ.items() if not k.startswith(("KRAVSPOR_", "PYTEST_"))}
    return subprocess.run(
        [sys.executable, "-m", "pytest", "-q", *words],
        cwd=ROOT,
        env=known | settings,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )


def test_without_postgresql_the_rest_runs_and_the_gap_is_counted():
    ran = run_tests(BOTH, KRAVSPOR_TEST_POSTGRES=NOWHERE)

    assert ran.returncode == 0, ran.stdout
    lines = ran.stdout.splitlines()
    assert "PostgreSQL does not answer (KRAVSPOR_TEST_POSTGRES): 1 test left out." in lines
    assert "Left out in all: 1 test." in lines
    assert "1 passed, 1 skipped" in lines[-1]


def test_without_postgresql_a_run_that_wants_everything_fails():
    ran = run_tests(BOTH, KRAVSPOR_TEST_POSTGRES=NOWHERE, KRAVSPOR_TEST_EVERYTHING="1")

    assert ran.returncode == 1
    assert "Left out in all: 1 test. KRAVSPOR_TEST_EVERYTHING=1, so the run fails." in ran.stdout


@pytest.mark.postgresql
def test_a_run_that_leaves_nothing_out_passes():
    ran = run_tests(BOTH, KRAVSPOR_TEST_POSTGRES=POSTGRES, KRAVSPOR_TEST_EVERYTHING="1")

    assert ran.returncode == 0, ran.stdout
    assert "2 passed" in ran.stdout and "left out" not in ran.stdout


def test_without_programs_the_tests_that_need_them_are_left_out(tmp_path: Path):
    marked = ("tests/browser", "tests/exporting", "-m", "browser or libreoffice")

    ran = run_tests(*marked, PATH=str(tmp_path))

    assert ran.returncode == 0, ran.stdout
    assert "Chromium does not answer (chromium on PATH)" in ran.stdout
    assert "LibreOffice does not answer (soffice on PATH)" in ran.stdout
    assert " passed" not in ran.stdout.splitlines()[-1]
