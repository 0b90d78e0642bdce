"""The engine imports no float arithmetic, no web and no database, and computes without floats."""

import ast
import sys
from pathlib import Path

import pytest

import procurement.evaluation

FOLDER = Path(procurement.evaluation.__file__).parent
MODULES = sorted(FOLDER.glob("*.py"))
ALLOWED = {"procurement.errors", "procurement.i18n"}


def test_there_is_something_to_check():
    assert len(MODULES) > 10


@pytest.mark.parametrize("file", MODULES, ids=lambda file: file.stem)
def test_a_module_imports_only_what_lies_below(file: Path):
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        names = []
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        if isinstance(node, ast.ImportFrom):
            names = [node.module or ""]
        for name in names:
            inside = name.startswith("procurement.evaluation.") or name in ALLOWED
            assert inside or name.split(".")[0] in sys.stdlib_module_names


@pytest.mark.parametrize("file", MODULES, ids=lambda file: file.stem)
def test_a_module_makes_no_float(file: Path):
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        assert not (isinstance(node, ast.Constant) and isinstance(node.value, float))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            assert node.func.id not in ("float", "round")
