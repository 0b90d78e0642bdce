"""An answer form that comes back: what is answered, and what was tampered with."""

from datetime import date
from typing import Any

import pytest
from openpyxl.workbook import Workbook

from procurement.importing.forms import KINDS, form_of, read_form
from procurement.importing.gate import admit
from procurement.importing.refusal import Reason, UploadError

from .returned import ANSWERS, CODES, FRONT, ROWS, answers, changed, filled, problems, sent

SENT = sent()
COMPLETE = {
    "E6": "Godtas",
    "E7": "Senere",
    "F7": "Kommer i 2027.",
    "H7": "Modulen er ny.",
    "I7": "Manuell rutine i ett år.",
    "E8": "Ja",
    "F8": "Slik.",
    "F9": "Vi gjør det\ni to steg.",
    "E10": 12.5,
    "E11": "Innen ett år, eller før",
    "J12": "3.1",
}


def test_an_untouched_form_says_nothing_and_nothing_is_wrong() -> None:
    said = read_form("xlsx", SENT)
    assert said["problems"] == []
    assert list(answers(said)) == list(ROWS)[:7]
    for each in said["answers"]:
        assert [each[name] for name in ("value", "text", "reason", "consequence", "reference")] == [
            None
        ] * 5
        assert each["lacks"]
    assert set(said["supplier"].values()) == {""}
    assert said["form"]["procurement"] == "felles-erp"
    assert list(said["form"]["rows"]) == list(CODES.values())


def test_every_answer_form_is_read() -> None:
    said = read_form("xlsx", filled(SENT, **COMPLETE))
    found = answers(said)
    assert found["accept"]["value"] == "yes"
    assert found["degree"] == {
        "requirement": "KR-2",
        "form": "degree",
        "place": "Svar!A7",
        "value": "later",
        "text": "Kommer i 2027.",
        "reason": "Modulen er ny.",
        "consequence": "Manuell rutine i ett år.",
        "reference": None,
        "lacks": [],
    }
    assert (found["yes_no_text"]["value"], found["yes_no_text"]["text"]) == ("yes", "Slik.")
    assert found["text"]["text"] == "Vi gjør det\ni to steg."
    assert (found["number"]["value"], found["number"]["unit"]) == ("12.5", "timer")
    assert found["choice"]["value"] == "Innen ett år, eller før"
    assert found["file"]["reference"] == "3.1"
    assert not [each for each in said["answers"] if each["lacks"]]
    assert [each["code"] for each in said["problems"]] == ["saved_by"]


def test_who_answers_is_read() -> None:
    def write(book: Workbook) -> None:
        for row in book[FRONT].iter_rows():
            if row[0].value == "Organisasjonsnummer":
                row[1].value = 987654321
            if row[0].value == "Leverandør":
                row[1].value = "  Fjord & Fjell <AS> "

    said = read_form("xlsx", changed(SENT, write))["supplier"]
    assert said["organisation_number"] == "987654321"
    assert said["supplier"] == "  Fjord & Fjell <AS> "
    assert said["email"] == ""


@pytest.mark.parametrize("blank", ["", " ", "\n", "\u00a0", None])
def test_a_blank_is_neither_no_nor_zero(blank: str | None) -> None:
    said = read_form("xlsx", filled(SENT, E6=blank, E7=blank, E10=blank, F9=blank))
    found = answers(said)
    assert [found[form]["value"] for form in ("accept", "degree", "number")] == [None] * 3
    assert found["text"]["text"] is None
    assert found["number"]["lacks"] == ["value"]


def test_zero_is_a_number_and_no_blank() -> None:
    found = answers(read_form("xlsx", filled(SENT, E10=0)))
    assert (found["number"]["value"], found["number"]["lacks"]) == ("0", [])


@pytest.mark.parametrize(
    ("cells", "code", "place"),
    [
        ({"C7": "Et mildere krav."}, "changed_text", "Svar!C7"),
        ({"D9": "Svar om du vil."}, "changed_text", "Svar!C9"),
        ({"B6": "V"}, "changed_text", "Svar!C6"),
        ({"A7": "KR-1"}, "repeated_row", "Svar!A7"),
        ({"A7": "KR-77"}, "unknown_row", "Svar!A7"),
        ({"A7": "KR-77"}, "missing_row", "Svar"),
        ({"E10": "=2+2"}, "formula", "Svar!E10"),
        ({"F9": "=A1"}, "formula", "Svar!F9"),
        ({"H7": '=HYPERLINK("http://x.example")'}, "formula", "Svar!H7"),
        ({"E10": "12 timer"}, "not_a_number", "Svar!E10"),
        ({"E10": "1 234,5"}, "not_a_number", "Svar!E10"),
        ({"E10": date(2027, 5, 1)}, "not_a_number", "Svar!E10"),
        ({"E10": True}, "not_a_number", "Svar!E10"),
        ({"E7": "Kanskje"}, "not_a_choice", "Svar!E7"),
        ({"E6": 1}, "not_a_choice", "Svar!E6"),
        ({"E11": "Innen ett år"}, "not_a_choice", "Svar!E11"),
        ({"E9": "Ja"}, "written_outside", "Svar!E9"),
        ({"F13": "990 kr"}, "written_outside", "Svar!F13"),
        ({"F9": "ord " * 121}, "too_long", "Svar!F9"),
        ({"E7": "Nei"}, "deviation", "Svar!H7"),
        ({"E6": "Godtas ikke", "H6": "Fordi."}, "deviation", "Svar!H6"),
        ({"H9": "Fordi.", "F9": "Tekst."}, "deviation", "Svar!H9"),
        ({"E4": "Besvarelse"}, "missing_column", "Svar!E4"),
    ],
)
def test_what_is_wrong_is_named_with_its_place(
    cells: dict[str, Any], code: str, place: str
) -> None:
    assert (code, place) in problems(filled(SENT, **cells))


@pytest.mark.parametrize(
    ("text", "same"),
    [("Kravet  om\r\ndegree. ", True), ("Kravet om degree", False), ("kravet om degree.", False)],
)
def test_only_letters_count_when_a_text_is_compared(text: str, same: bool) -> None:
    assert (("changed_text", "Svar!C7") in problems(filled(SENT, C7=text))) != same


def test_an_answer_that_cannot_be_read_is_missing() -> None:
    found = answers(read_form("xlsx", filled(SENT, E10="=2+2", E7="Kanskje")))
    assert (found["number"]["value"], found["number"]["lacks"]) == (None, ["value"])
    assert (found["degree"]["value"], found["degree"]["lacks"]) == (None, ["value"])


def test_a_deleted_row_is_named_and_the_others_are_read() -> None:
    content = changed(filled(SENT, E7="Ja", F9="Tekst."), lambda book: book[ANSWERS].delete_rows(8))
    assert problems(content) == [("missing_row", "Svar")]
    assert answers(read_form("xlsx", content))["text"]["text"] == "Tekst."


def test_added_and_moved_rows_do_not_matter_to_the_others() -> None:
    def insert(book: Workbook) -> None:
        book[ANSWERS].insert_rows(1, 3)
        book[ANSWERS]["A20"], book[ANSWERS]["C20"] = "KR-99", "Et krav vi selv har lagt til"

    content = changed(filled(SENT, E7="Ja"), insert)
    assert problems(content) == [("unknown_row", "Svar!A20")]
    assert answers(read_form("xlsx", content))["degree"]["value"] == "yes"


def test_swapped_columns_are_named_and_read_by_their_headings() -> None:
    def swap(book: Workbook) -> None:
        for row in book[ANSWERS].iter_rows(min_row=4):
            row[7].value, row[8].value = row[8].value, row[7].value

    content = changed(filled(SENT, E7="Nei", H7="grunn", I7="følge"), swap)
    assert problems(content) == [("moved_column", "Svar!H4"), ("moved_column", "Svar!I4")]
    found = answers(read_form("xlsx", content))["degree"]
    assert (found["reason"], found["consequence"]) == ("grunn", "følge")


def test_a_renamed_sheet_is_named() -> None:
    def rename(book: Workbook) -> None:
        book[ANSWERS].title = "Besvarelse"

    assert problems(changed(SENT, rename)) == [("missing_sheet", "Svar")]


@pytest.mark.parametrize(("cell", "value"), [("B6", "sha256:0"), ("B1", ""), ("B40", "x")])
def test_a_changed_hidden_sheet_is_not_trusted(cell: str, value: str) -> None:
    def meddle(book: Workbook) -> None:
        book["_kravspor"][cell] = value

    if cell == "B1":
        with pytest.raises(UploadError) as caught:
            read_form("xlsx", changed(SENT, meddle))
        assert caught.value.reason == Reason.not_a_form
    else:
        said = read_form("xlsx", changed(SENT, meddle))
        assert [each["code"] for each in said["problems"]][-1] == "broken_seal"
        assert "answers" not in said


def test_a_spreadsheet_that_is_no_form_is_refused() -> None:
    def remove(book: Workbook) -> None:
        del book["_kravspor"]

    with pytest.raises(UploadError, match="ikke et skjema"):
        read_form("xlsx", changed(SENT, remove))


def test_every_problem_is_a_norwegian_sentence() -> None:
    content = filled(SENT, C7="x", E10="=1", E7="Kanskje", E9="Ja", F9="ord " * 121, A8="KR-77")
    messages = [each["message"] for each in read_form("xlsx", content)["problems"]]
    assert "Teksten i kravet KR-2 er endret. Den er ikke slik den ble sendt ut." in messages
    assert "Cellen inneholder en formel, så svaret er ikke lest." in messages
    assert "«Kanskje» er ikke et av svarene det kan velges mellom." in messages
    assert all(message.endswith(".") for message in messages)


def test_a_form_is_read_behind_the_gate_in_a_child() -> None:
    said = form_of(admit(filled(SENT, E7="Ja"), "svar fra A.xlsx", KINDS))
    assert said["file"]["name"] == "svar fra A.xlsx"
    assert answers(said)["degree"]["value"] == "yes"


def test_a_child_speaks_the_language_of_whoever_asks() -> None:
    with pytest.raises(UploadError, match="ikke et skjema"):
        form_of(admit(changed(SENT, lambda book: book.remove(book["_kravspor"])), "a.xlsx", KINDS))
