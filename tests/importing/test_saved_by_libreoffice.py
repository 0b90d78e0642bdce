"""LibreOffice opens a form, counts what is missing as we do, and what it saves reads the same."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from exporting.form_samples import answer_row, of_rows
from exporting.office import convert
from exporting.reading import workbook
from exporting.samples import HARD

from procurement.exporting.answer_sheet import write_answer_form
from procurement.importing.forms import read_form

from .returned import ANSWERS, ROWS, filled, sent
from .returned_documents import filled_document, sent_document
from .test_answer_document import COMPLETE

pytestmark = pytest.mark.libreoffice

DESCRIBED = "ett to  tre\nfire\tfem "
CASES: dict[str, dict[str, Any]] = {
    "complete": {
        "E6": "Godtas",
        "E7": "Ja",
        "E8": "Ja",
        "F8": "Slik.",
        "F9": DESCRIBED,
        "E10": 0,
        "E11": "Ikke",
        "J12": "Vedlegg 1",
    },
    "unexplained": {"E6": "Godtas ikke", "E7": "Krever tillegg", "H7": "grunn", "I8": "x"},
    "explained": {"E6": "Godtas ikke", "H6": "a", "I6": "b", "E7": "Nei", "H7": "a", "I7": "b"},
    "too_long": {"F9": "ord " * 121},
    "just_fits": {"F9": "ord " * 120},
    "not_number": {"E10": "tolv"},
}
STATUS = {
    "missing": "mangler",
    "too_long": "for langt",
    "deviation": "forklar avviket",
    "answered": "besvart",
}


@pytest.fixture(scope="module")
def saved(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, bytes]]:
    """Save the forms with LibreOffice."""
    folder = tmp_path_factory.mktemp("saved")
    contents = {name: filled(sent(), **cells) for name, cells in CASES.items()}
    hard = [
        replace(answer_row("text", f"KR-{n}", title=t, statement=t), instruction=t)
        for n, t in enumerate(HARD)
    ]
    contents |= {"untouched": sent(), "hard": write_answer_form(of_rows(*hard))}
    for name, content in contents.items():
        (folder / f"{name}.xlsx").write_bytes(content)
    made = convert([folder / f"{name}.xlsx" for name in contents], "xlsx", folder)
    yield {name: file.read_bytes() for name, file in made.items()}


def without_who_saved(said: dict[str, Any]) -> dict[str, Any]:
    problems = [each for each in said["problems"] if each["code"] != "saved_by"]
    return said | {"problems": problems, "file": {}}


def test_an_untouched_form_reads_the_same(saved: dict[str, bytes]) -> None:
    said = read_form("xlsx", saved["untouched"])
    assert [each["code"] for each in said["problems"]] == ["saved_by"]
    assert "LibreOffice" in said["problems"][0]["message"]
    assert without_who_saved(said) == without_who_saved(read_form("xlsx", sent()))


def test_hard_texts_are_not_taken_for_changed(saved: dict[str, bytes]) -> None:
    said = read_form("xlsx", saved["hard"])
    assert [each["code"] for each in said["problems"]] == ["saved_by"]
    assert len(said["answers"]) == len(HARD)


@pytest.mark.parametrize("name", CASES)
def test_answers_read_the_same(saved: dict[str, bytes], name: str) -> None:
    before = read_form("xlsx", filled(sent(), **CASES[name]))
    assert without_who_saved(read_form("xlsx", saved[name])) == without_who_saved(before)


@pytest.mark.parametrize("name", CASES)
def test_the_status_is_what_we_find(saved: dict[str, bytes], name: str) -> None:
    sheet = workbook(saved[name], values=True)[ANSWERS]
    for each in read_form("xlsx", saved[name])["answers"]:
        shown = sheet[f"K{ROWS[each['form']]}"].value
        lacks = each["lacks"]
        found = "answered" if not lacks else lacks[0] if lacks[0] in STATUS else "missing"
        if name == "not_number" and each["form"] == "number":
            assert shown == "ikke et tall"
        else:
            assert shown == STATUS[found], each


def test_words_are_counted_as_we_count_them(saved: dict[str, bytes]) -> None:
    assert workbook(saved["complete"], values=True)[ANSWERS]["G9"].value == len(DESCRIBED.split())
    assert workbook(saved["too_long"], values=True)[ANSWERS]["G9"].value == 121


def test_the_front_page_says_what_is_left(saved: dict[str, bytes]) -> None:
    counts = {
        name: {row[0].value: row[1].value for row in sheet.iter_rows()}
        for name, content in saved.items()
        for sheet in [workbook(content, values=True)["Forside"]]
    }
    assert counts["complete"]["Besvart"] == 7
    assert counts["complete"]["Mangler svar"] == 0
    assert "Skjemaet er ikke ferdig. Gjenstår: 4" in counts["complete"]
    assert counts["unexplained"]["Avvik som ikke er forklart"] == 2
    assert counts["too_long"]["Lengre enn grensen"] == 1
    assert counts["not_number"]["Svar som ikke er et tall"] == 1


@pytest.fixture(scope="module")
def saved_documents(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, bytes]]:
    """Save the Word forms with LibreOffice."""
    folder = tmp_path_factory.mktemp("documents")
    contents = {
        "untouched": sent_document(),
        "complete": filled_document(sent_document(), **COMPLETE),
    }
    for name, content in contents.items():
        (folder / f"{name}.docx").write_bytes(content)
    made = convert([folder / f"{name}.docx" for name in contents], "docx", folder)
    yield {name: file.read_bytes() for name, file in made.items()}


@pytest.mark.parametrize("name", ["untouched", "complete"])
def test_a_word_form_reads_the_same(saved_documents: dict[str, bytes], name: str) -> None:
    cells = COMPLETE if name == "complete" else {}
    before = read_form("docx", filled_document(sent_document(), **cells))
    said = read_form("docx", saved_documents[name])
    assert [each["code"] for each in said["problems"]] == ["saved_by"]
    assert without_who_saved(said) == without_who_saved(before)
