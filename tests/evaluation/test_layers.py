"""The engine imports no web and no database, and an award is computed without floats."""

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import procurement.evaluation

FOLDER = Path(procurement.evaluation.__file__).parent
MODULES = {
    "procurement.evaluation."
    + ".".join(file.relative_to(FOLDER).with_suffix("").parts).removesuffix(".__init__"): file
    for file in sorted(FOLDER.rglob("*.py"))
    if file != FOLDER / "__init__.py"
}
BELOW = {"procurement.errors", "procurement.i18n"}
ONLY_TO_SIMULATE = {"numpy"}


def imported(file: Path) -> Iterator[str]:
    """Yield the names of the modules that a file imports."""
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        if isinstance(node, ast.ImportFrom):
            yield node.module or ""


def award() -> list[str]:
    """Return the modules from which an award is computed, checked and verified."""
    found, more = set(), ["methods", "checks", "verify"]
    more = [f"procurement.evaluation.{name}" for name in more]
    while more:
        name = more.pop()
        if name in MODULES and name not in found:
            found.add(name)
            more += imported(MODULES[name])
    return sorted(found)


AWARD = award()


def test_there_is_something_to_check():
    assert len(AWARD) > 30
    assert {"procurement.evaluation.price_formulas", "procurement.evaluation.checks.force"} <= set(
        AWARD
    )


@pytest.mark.parametrize("module", MODULES)
def test_a_module_imports_only_what_lies_below(module: str):
    allowed = set() if module in AWARD else ONLY_TO_SIMULATE
    for name in imported(MODULES[module]):
        package = name.split(".")[0]
        inside = name.startswith("procurement.evaluation") or name in BELOW
        assert inside or package in sys.stdlib_module_names | allowed


@pytest.mark.parametrize("module", AWARD)
def test_an_award_makes_no_float(module: str):
    for node in ast.walk(ast.parse(MODULES[module].read_text(encoding="utf-8"))):
        assert not (isinstance(node, ast.Constant) and isinstance(node.value, float))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            assert node.func.id not in ("float", "round")
