"""The tools that keep the shape of the house are part of the suite."""

import subprocess
import sys
import sysconfig
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
TOOLS = Path(sysconfig.get_path("scripts"))
CHECKS = {
    "style": ["ruff", "check", "--no-cache", "."],
    "format": ["ruff", "format", "--no-cache", "--check", "."],
    "imports": ["lint-imports", "--no-cache"],
    "types": ["mypy", "--strict", "procurement"],
}


@pytest.mark.parametrize("command", CHECKS.values(), ids=CHECKS)
def test_a_tool_finds_nothing(command: list[str]):
    ran = subprocess.run(
        [str(TOOLS / command[0]), *command[1:]],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )

    assert ran.returncode == 0, ran.stdout + ran.stderr


def test_every_contract_of_the_imports_is_kept_and_there_are_some():
    ran = subprocess.run(
        [str(TOOLS / "lint-imports"), "--no-cache"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )

    assert "Contracts: 3 kept, 0 broken." in ran.stdout


def test_the_engine_runs_without_the_web_and_the_database():
    code = (
        "import sys, procurement.evaluation\n"
        "heavy = {'flask', 'sqlalchemy', 'sqlmodel', 'wtforms', 'jinja2'}\n"
        "assert not heavy & set(sys.modules), heavy & set(sys.modules)"
    )

    ran = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False
    )

    assert ran.returncode == 0, ran.stderr
