"""The linter is pure: it imports the lowest layer, YAML and the schema checker, nothing else."""

import ast
import doctest
import sys
from importlib import import_module
from pathlib import Path

import pytest

import procurement.linting

FOLDER = Path(procurement.linting.__file__).parent
MODULES = sorted(FOLDER.glob("*.py"))
BELOW = ("breaches", "errors", "i18n", "resources")
ALLOWED = {f"procurement.{name}" for name in BELOW}
OUTSIDE = {"yaml", "jsonschema"}


def test_there_is_something_to_check() -> None:
    assert len(MODULES) > 10


@pytest.mark.parametrize("file", MODULES, ids=lambda file: file.stem)
def test_a_module_imports_only_what_lies_below(file: Path) -> None:
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        names = []
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        if isinstance(node, ast.ImportFrom):
            names = [node.module or ""]
        for name in names:
            inside = name.startswith("procurement.linting") or name in ALLOWED
            top = name.split(".")[0]
            assert inside or top in OUTSIDE or top in sys.stdlib_module_names


@pytest.mark.parametrize("name", ["similarity", "wording"])
def test_the_examples_in_the_documentation_are_true(name: str) -> None:
    result = doctest.testmod(import_module(f"procurement.linting.{name}"))

    assert result.attempted > 0
    assert result.failed == 0
