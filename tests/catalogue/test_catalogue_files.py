"""Read small catalogues: good ones, unreadable ones and files that disagree."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from procurement.catalogue import Basis, Text, load_catalogue
from procurement.errors import CatalogueError

Write = Callable[[str, str], Path]


def test_a_file_becomes_frozen_entries(write: Write, good: str) -> None:
    entry = load_catalogue(write("okonomi/regnskap.yaml", good))["REG-01"]

    assert entry.module == "okonomi/regnskap"
    assert entry.module_title == Text("Regnskap", "Rekneskap", "Accounting")
    assert entry.statement.nb == "Systemet skal nummerere bilag."
    assert (entry.requirement_class, entry.answer_form, entry.verification) == (
        "AV",
        "text",
        "test",
    )
    assert (entry.word_limit, entry.unit) == (200, None)
    assert entry.basis == (Basis("bokføringsloven § 4", date(2026, 11, 22), certain=False),)


def test_a_text_falls_back_to_bokmaal() -> None:
    text = Text("Regnskap", "Rekneskap")

    assert [text.in_language(code) for code in ("nb", "nn", "en", "fi")] == [
        "Regnskap",
        "Rekneskap",
        "Regnskap",
        "Regnskap",
    ]


def test_other_folders_are_not_part_of_the_catalogue(write: Write, good: str) -> None:
    write("okonomi/regnskap.yaml", good)
    write("linting/rules.yaml", "rules: []\n")
    write("demonstration/needs.yaml", "needs: []\n")
    folder = write("demonstration/helgeland/needs.yaml", "needs: []\n")

    assert list(load_catalogue(folder)) == ["REG-01"]


def test_a_byte_order_mark_is_no_problem(write: Write, good: str) -> None:
    assert list(load_catalogue(write("okonomi/regnskap.yaml", "\ufeff" + good))) == ["REG-01"]


@pytest.mark.parametrize("text", ["", "# bare en kommentar\n", "- en liste\n", "fritekst\n"])
def test_a_file_without_a_module_is_refused(write: Write, text: str) -> None:
    folder = write("okonomi/regnskap.yaml", text)

    with pytest.raises(CatalogueError, match="top of the file: A group of keys with values"):
        load_catalogue(folder)


@pytest.mark.parametrize(
    ("right", "wrong", "line"),
    [
        ("nn: Bilag}", "nn: Bilag", 6),
        ("    class: AV", "   class: AV", 8),
        ("nb: Bilag,", "nb: *ukjent,", 5),
    ],
    ids=["missing brace", "wrong indentation", "unknown alias"],
)
def test_a_yaml_error_names_its_line(
    write: Write, good: str, right: str, wrong: str, line: int
) -> None:
    folder = write("okonomi/regnskap.yaml", good.replace(right, wrong))

    with pytest.raises(CatalogueError) as caught:
        load_catalogue(folder)

    assert str(caught.value).startswith(
        f"okonomi/regnskap.yaml, line {line}: The YAML cannot be read;"
    )


@pytest.mark.parametrize("wrong", ["2026-13-45", "\x07"])
def test_a_value_that_yaml_cannot_hold_names_the_file(write: Write, good: str, wrong: str) -> None:
    folder = write("okonomi/regnskap.yaml", good.replace('"2026-11-22"', wrong))

    with pytest.raises(CatalogueError, match=r"^okonomi/regnskap\.yaml: The file cannot be read"):
        load_catalogue(folder)


def test_a_list_that_holds_itself_is_refused(write: Write, good: str) -> None:
    folder = write("okonomi/regnskap.yaml", good.replace("nn: Bilag}", "nn: &a [*a]}"))

    with pytest.raises(CatalogueError, match="A text is expected here"):
        load_catalogue(folder)


def test_a_file_in_another_encoding_names_its_line(write: Write, good: str) -> None:
    folder = write("okonomi/regnskap.yaml", good)
    (folder / "okonomi/regnskap.yaml").write_bytes(good.encode("latin-1"))

    with pytest.raises(CatalogueError) as caught:
        load_catalogue(folder)

    assert str(caught.value) == "okonomi/regnskap.yaml, line 14: The file is not UTF-8 text."


def test_a_key_in_two_files_names_both(write: Write, good: str) -> None:
    write("okonomi/regnskap.yaml", good)
    folder = write("okonomi/rekneskap.yaml", good.replace("/regnskap", "/rekneskap"))

    with pytest.raises(CatalogueError) as caught:
        load_catalogue(folder)

    assert str(caught.value) == (
        "okonomi/rekneskap.yaml, line 4, requirements[0].key:"
        " REG-01 is already defined in okonomi/regnskap.yaml."
    )


def test_a_folder_without_schema_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CatalogueError, match=r"has no file schema\.json"):
        load_catalogue(tmp_path)
