"""`kravspor read-answers`: JSON of a form, held against the procurement or not."""

import json
from pathlib import Path
from typing import Any

import pytest
from exporting.form_samples import answer_form
from exporting.samples import specification
from openpyxl import load_workbook

from procurement.exporting.answer_sheet import write_answer_form
from procurement.exporting.xlsx import write_specification

from .conftest import Run

SLUG = "helgeland-erp-utkast"


@pytest.fixture
def folder(run: Run, tmp_path: Path) -> Path:
    """Return a folder with the documents of the draft."""
    run("upgrade")
    run("demo")
    run("export", "--procurement", SLUG, "--out", tmp_path / "out")
    return tmp_path / "out"


def codes(said: dict[str, Any]) -> list[str]:
    return [each["code"] for each in said["problems"]]


def change(file: Path, sheet: str, cell: str, value: object) -> None:
    book = load_workbook(file)
    book[sheet][cell] = value
    book.save(file)


def test_a_form_is_read_and_held_against_the_procurement(run: Run, folder: Path) -> None:
    file = folder / "svarskjema.xlsx"
    said = json.loads(run("read-answers", file, "--procurement", SLUG).stdout)
    assert said["problems"] == []
    assert said["form"]["procurement"] == SLUG
    assert len(said["answers"]) == 87

    other = run("read-answers", file, "--procurement", "helgeland-erp", status=1)
    assert codes(json.loads(other.stdout)) == ["other_procurement"]

    change(file, "Svar", "C7", "Et annet krav.")
    tampered = run("read-answers", file, status=1)
    assert codes(json.loads(tampered.stdout)) == ["saved_by", "changed_text"]


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("svar.xlsx", b"", "Filen er tom."),
        ("svar.xlsx", b"hei", "ikke det navnet sier"),
        ("svar.xlsx", bytes.fromhex("d0cf11e0a1b11ae1") + b"x" * 600, "passord"),
        ("svar.pdf", b"%PDF-1.7", ".xlsx"),
    ],
)
def test_what_is_no_form_is_refused(
    run: Run, tmp_path: Path, name: str, content: bytes, sentence: str
) -> None:
    file = tmp_path / name
    file.write_bytes(content)
    result = run("read-answers", file, status=2)
    assert sentence in result.stderr
    assert result.stdout == ""


def test_a_spreadsheet_of_another_kind_is_no_form(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "kravspesifikasjon.xlsx"
    file.write_bytes(write_specification(specification()))
    result = run("read-answers", file, status=2)
    assert "ikke et skjema som Kravspor har laget" in result.stderr


def test_a_form_with_macros_is_refused(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "makro.xlsx"
    content = write_answer_form(answer_form())
    file.write_bytes(content.replace(b"xl/theme/theme1.xml", b"xl/vbaProject99.bin"))
    assert "makroer" in run("read-answers", file, status=2).stderr
