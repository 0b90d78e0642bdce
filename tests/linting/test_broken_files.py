"""Break the rules and the brands in several ways, and read one clear sentence."""

from collections.abc import Iterator
from pathlib import Path
from shutil import copytree

import pytest

from procurement.errors import CatalogueError
from procurement.i18n import language
from procurement.linting import load_brands, load_rules
from procurement.resources import resource_dir

BROKEN = {
    "no such severity": (
        "    severity: error\n    title:\n      nb: Verbet",
        "    severity: serious\n    title:\n      nb: Verbet",
        "rules.yaml, rules[0].severity: serious is not among the allowed values:"
        " error, warning, info.",
    ),
    "no such mechanism": (
        "mechanism: slashes",
        "mechanism: magic",
        "rules.yaml, rules[5].mechanism: magic is not among the allowed values:"
        " verb, obligations, phrases, slashes, bounds, brands, standards, references, length,"
        " answers, whole_set.",
    ),
    "missing english": (
        "      en: The verb does not fit the class\n",
        "",
        "rules.yaml, rules[0].title: The key en is missing.",
    ),
    "unknown key": (
        "  - id: K02\n",
        "  - id: K02\n    colour: red\n",
        "rules.yaml, rules[1]: The key colour is not known here; known keys are id, mechanism,"
        " severity, severity_by_class, not_for, title, explain, rewrite, example, variants, legal,"
        " settings.",
    ),
    "no settings for the mechanism": (
        "    settings: {words: 35, lix: 70, lix_words: 20}\n",
        "    settings: {words: 35}\n",
        "rules.yaml, rules[14].settings: The keys lix, lix_words are missing.",
    ),
    "no settings at all": (
        "    settings: {words: 35, lix: 70, lix_words: 20}\n",
        "",
        "rules.yaml, rules[14]: The key settings is missing.",
    ),
    "text where a number belongs": (
        "{words: 35,",
        "{words: mange,",
        "rules.yaml, rules[14].settings.words: A whole number is expected here.",
    ),
    "empty words": (
        "    both: skal, må, bør\n",
        '    both: ""\n',
        "rules.yaml, vocabulary.obligations.both: The text is empty.",
    ),
    "list where words belong": (
        "    both: skal, må, bør\n",
        "    both: [skal, må]\n",
        "rules.yaml, vocabulary.obligations.both: A text is expected here.",
    ),
    "bracket that is not closed": (
        "intuitiv[|t|e],",
        "intuitiv[|t|e,",
        "rules.yaml: K03: intuitiv[|t|e: the brackets do not match.",
    ),
    "bracket that gives no word": (
        "intuitiv[|t|e],",
        "[|t|e],",
        "rules.yaml: K03: [|t|e]: the brackets give no word, or too many.",
    ),
    "bracket in the shared words": (
        "    both: skal, må, bør\n",
        "    both: skal, må], bør\n",
        "rules.yaml: vocabulary: må]: the brackets do not match.",
    ),
    "expression that cannot be read": (
        "name: 'WCAG'",
        "name: 'WCAG('",
        "rules.yaml: K10: WCAG( is not a regular expression.",
    ),
    "rule written twice": (
        "  - id: K02\n",
        "  - id: K01\n",
        "rules.yaml: K01 is defined twice.",
    ),
    "key written twice": (
        "  - id: K02\n",
        "  - id: K02\n    id: K02\n",
        None,
    ),
    "quote that is not closed": (
        'checked: "2026-11-24"',
        'checked: "2026-11-24',
        None,
    ),
    "day that does not exist": (
        'checked: "2026-11-24"',
        'checked: "2026-13-24"',
        "rules.yaml, rules[0].legal[0].checked: 2026-13-24 is not written as year, month and day,"
        " such as 2026-11-22.",
    ),
    "guard that does not exist": (
        "guards: [measure, criterion]",
        "guards: [luck]",
        "rules.yaml, rules[2].settings.triggers[0].guards[0]: luck is not among the allowed values:"
        " measure, time, criterion, equivalent, parentheses, closed_list, ability.",
    ),
}


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    with language("en"):
        yield


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return copytree(resource_dir("requirements_catalog") / "linting", tmp_path / "linting")


@pytest.mark.parametrize(("right", "wrong", "message"), BROKEN.values(), ids=BROKEN.keys())
def test_a_broken_file_of_rules_gives_one_sentence(
    folder: Path, right: str, wrong: str, message: str | None
) -> None:
    _break(folder / "rules.yaml", right, wrong)

    with pytest.raises(CatalogueError) as caught:
        load_rules(folder)

    assert str(caught.value).startswith("rules.yaml")
    assert "\n" not in str(caught.value)
    if message is not None:
        assert str(caught.value) == message


@pytest.mark.parametrize("text", ["", "- a\n", "rules: []\n", "null\n", "a: &a [*a]\n", "\x07"])
def test_a_file_without_rules_is_refused(folder: Path, text: str) -> None:
    (folder / "rules.yaml").write_text(text, encoding="utf-8")

    with pytest.raises(CatalogueError, match=r"^rules\.yaml"):
        load_rules(folder)


def test_another_encoding_is_refused(folder: Path) -> None:
    file = folder / "rules.yaml"
    file.write_bytes(file.read_text(encoding="utf-8").encode("latin-1", "replace"))

    with pytest.raises(CatalogueError, match=r"^rules\.yaml is not UTF-8 text\.$"):
        load_rules(folder)


@pytest.mark.parametrize("name", ["rules.yaml", "schema.json"])
def test_a_missing_file_is_named(folder: Path, name: str) -> None:
    (folder / name).unlink()

    with pytest.raises(CatalogueError) as caught:
        load_rules(folder)

    assert str(caught.value) == f"The folder of the rules has no file {name}."


def test_a_schema_that_is_not_json_is_named(folder: Path) -> None:
    (folder / "schema.json").write_text("{", encoding="utf-8")

    with pytest.raises(CatalogueError, match=r"^schema\.json is not JSON\.$"):
        load_rules(folder)


@pytest.mark.parametrize(
    ("right", "wrong", "message"),
    [
        ("case: any", "case: maybe", "is not among the allowed values: exact, any."),
        ("{name: Unit4", "{name: Visma", "brands.yaml: Visma is defined twice."),
        ("kind: erp", "sort: erp", "is not known here"),
    ],
)
def test_broken_brands_give_one_sentence(
    folder: Path, right: str, wrong: str, message: str
) -> None:
    _break(folder / "brands.yaml", right, wrong)

    with pytest.raises(CatalogueError) as caught:
        load_brands(folder)

    assert str(caught.value).startswith("brands.yaml")
    assert message in str(caught.value)


def test_the_rules_are_read_once() -> None:
    assert load_rules() is load_rules()
    assert load_brands() is load_brands()


def _break(file: Path, right: str, wrong: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert right in text
    file.write_text(text.replace(right, wrong, 1), encoding="utf-8")
