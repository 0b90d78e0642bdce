"""Files, functions, pages and components stay short, documented and finished."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
MODULES = sorted(
    file for file in (ROOT / "procurement").rglob("*.py") if "versions" not in file.parts
)
TESTS = sorted((ROOT / "tests").rglob("*.py"))
PAGES = sorted(
    file for file in (ROOT / "templates").rglob("*.html") if file.parent.name != "components"
)
COMPONENTS = sorted((ROOT / "templates" / "components").glob("*.html"))
CATALOGUE = sorted((ROOT / "requirements_catalog").rglob("*.yaml"))

UNFINISHED = re.compile("|".join(["TO" + "DO", "FIX" + "ME", "XX" + "X", "HA" + "CK"]))
NAMELESS = re.compile(r"(^|_)(utils?|helpers?|commons?|misc|managers?|handlers?|base)(_|$)")
MACRO = re.compile(r"{% macro (\w+).*?{% endmacro %}", re.DOTALL)
HEAVY = {"numpy", "reportlab", "docxtpl", "docx", "openpyxl", "pypdf", "authlib"}


def place(file: Path) -> str:
    return file.relative_to(ROOT).as_posix()


def test_there_is_something_to_measure():
    assert len(MODULES) > 80
    assert len(TESTS) > 40
    assert len(PAGES) > 25
    assert len(COMPONENTS) > 8
    assert len(CATALOGUE) > 25
    assert sum(len(MACRO.findall(file.read_text("utf-8"))) for file in COMPONENTS) > 25
    functions = [node for file in MODULES for node in ast.walk(tree(file)) if is_function(node)]
    assert len(functions) > 500


def tree(file: Path) -> ast.Module:
    return ast.parse(file.read_text(encoding="utf-8"))


def is_function(node: ast.AST) -> bool:
    return isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)


def functions_in(file: Path) -> Iterator[ast.FunctionDef]:
    for node in ast.walk(tree(file)):
        if isinstance(node, ast.FunctionDef):
            yield node


@pytest.mark.parametrize("file", [*MODULES, *TESTS], ids=place)
def test_a_file_is_short(file: Path):
    assert file.read_text(encoding="utf-8").count("\n") <= 300


@pytest.mark.parametrize("file", [*MODULES, *TESTS], ids=place)
def test_a_function_is_short(file: Path):
    most = 40 if file in MODULES else 50  # a test may hold a table of data
    for node in functions_in(file):
        lines = (node.end_lineno or 0) - node.lineno + 1
        assert lines <= most, f"{node.name} has {lines} lines"


@pytest.mark.parametrize("file", MODULES, ids=place)
def test_a_function_takes_few_parameters(file: Path):
    for node in functions_in(file):
        given = [*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs]
        names = [each.arg for each in given if each.arg not in ("self", "cls")]
        assert len(names) <= 5, f"{node.name} takes {names}"


@pytest.mark.parametrize("file", MODULES, ids=place)
def test_everything_public_says_what_it_does(file: Path):
    module = tree(file)
    assert ast.get_docstring(module), "the module says what it knows"
    for node in [*module.body, *_methods(module)]:
        if isinstance(node, ast.FunctionDef | ast.ClassDef) and not node.name.startswith("_"):
            said = ast.get_docstring(node)
            assert said, f"{node.name} says nothing"
            assert said.splitlines()[0].endswith((".", ":")), f"{node.name}: {said}"


def _methods(module: ast.Module) -> list[ast.stmt]:
    classes = [node for node in module.body if isinstance(node, ast.ClassDef)]
    return [node for each in classes if not each.name.startswith("_") for node in each.body]


@pytest.mark.parametrize("file", MODULES, ids=place)
def test_imports_stand_at_the_top_unless_they_are_heavy(file: Path):
    lines = file.read_text(encoding="utf-8").splitlines()
    for function in functions_in(file):
        for node in ast.walk(function):
            if isinstance(node, ast.Import | ast.ImportFrom):
                name = imported(node)
                assert is_heavy(name), f"{function.name} imports {name}"
                said = "".join(lines[function.lineno : node.end_lineno])
                assert "#" in said, f"{function.name} imports {name} and does not say why"


def imported(node: ast.Import | ast.ImportFrom) -> str:
    return str(node.module) if isinstance(node, ast.ImportFrom) else node.names[0].name


def is_heavy(name: str) -> bool:
    """Return True for a heavy library, and for a module of ours that brings one or another such."""
    if name.split(".")[0] != "procurement":
        return name.split(".")[0] in HEAVY
    file = ROOT / f"{name.replace('.', '/')}.py"
    own = [node for node in tree(file).body if isinstance(node, ast.Import | ast.ImportFrom)]
    return any(is_heavy(imported(node)) for node in own if is_ours_or_heavy(imported(node)))


def is_ours_or_heavy(name: str) -> bool:
    return name.split(".")[0] in HEAVY or (ROOT / f"{name.replace('.', '/')}.py").is_file()


@pytest.mark.parametrize("file", [*MODULES, *TESTS, *PAGES, *COMPONENTS], ids=place)
def test_a_name_has_a_meaning_and_nothing_is_left_for_later(file: Path):
    if file.name != "base.html":
        assert not NAMELESS.search(file.stem), file.name
    assert not UNFINISHED.search(file.read_text(encoding="utf-8"))


@pytest.mark.parametrize("file", PAGES, ids=place)
def test_a_page_is_short(file: Path):
    assert file.read_text(encoding="utf-8").count("\n") <= 80


@pytest.mark.parametrize("file", COMPONENTS, ids=place)
def test_a_component_is_short(file: Path):
    text = file.read_text(encoding="utf-8")
    for macro in MACRO.finditer(text):
        assert macro[0].count("\n") + 1 <= 30, f"{macro[1]} is too long"
    assert "{#" in text.splitlines()[0], "a file of components says what it holds"


@pytest.mark.parametrize("file", [*PAGES, *COMPONENTS], ids=place)
def test_no_template_holds_style_script_or_text_without_translation(file: Path):
    text = file.read_text(encoding="utf-8")
    assert not re.search(r"\sstyle=|<style|\son\w+=|<script(?![^>]*src=)", text)
    assert "|safe" not in text and "Markup" not in text


def test_no_test_waits_or_pretends():
    forbidden = re.compile(
        "|".join(["time\\." + "sleep", "unittest" + ".mock", "Magic" + "Mock", "mon" + "key_patch"])
    )
    assert not [place(file) for file in TESTS if forbidden.search(file.read_text("utf-8"))]
