"""The answer form as a Word document: what is answered, and what was tampered with."""

from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn

from procurement.importing.forms import KINDS, form_of, read_form
from procurement.importing.gate import admit
from procurement.importing.refusal import UploadError

from .returned import CODES, ROWS, answers, sent
from .returned_documents import (
    changed,
    control,
    document_problems,
    filled_document,
    sent_document,
    write,
)

SENT = sent_document()
COMPLETE = {
    "accept_value": "Godtas",
    "degree_value": "Senere",
    "degree_text": "Kommer i 2027.",
    "degree_reason": "Modulen er ny.",
    "degree_consequence": "Manuell rutine & mer <arbeid>.",
    "yes_no_text_value": "Ja",
    "yes_no_text_text": "=1+1",
    "text_text": "Vi gjør det\ni to steg.",
    "number_value": "1 234,5",
    "choice_value": "Innen ett år, eller før",
    "file_reference": "3.1",
}


def test_an_untouched_form_says_nothing_and_nothing_is_wrong() -> None:
    said = read_form("docx", SENT)
    assert said["problems"] == []
    assert list(answers(said)) == list(ROWS)[:7]
    for each in said["answers"]:
        assert {each[name] for name in ("value", "text", "reason", "consequence")} == {None}
    assert said["form"]["rows"] == {
        code: digest for code, digest in said["form"]["rows"].items() if code in CODES.values()
    }


def test_it_says_the_same_as_the_spreadsheet() -> None:
    def shape(said: dict[str, Any]) -> list[dict[str, Any]]:
        return [
            {name: value for name, value in each.items() if name != "place"}
            for each in said["answers"]
        ]

    assert shape(read_form("docx", SENT)) == shape(read_form("xlsx", sent()))


def test_every_answer_form_is_read() -> None:
    said = read_form("docx", filled_document(SENT, **COMPLETE))
    found = answers(said)
    assert said["problems"] == []
    assert found["degree"]["consequence"] == "Manuell rutine & mer <arbeid>."
    assert found["degree"]["value"] == "later"
    assert found["yes_no_text"]["text"] == "=1+1"
    assert found["text"]["text"] == "Vi gjør det\ni to steg."
    assert found["number"]["value"] == "1234.5"
    assert found["choice"]["value"] == "Innen ett år, eller før"
    assert found["file"]["reference"] == "3.1"
    assert not [each for each in said["answers"] if each["lacks"]]


def test_who_answers_is_read() -> None:
    content = changed(SENT, lambda body: write(body, "supplier|supplier", "Fjord & Fjell AS"))
    said = read_form("docx", content)
    assert said["supplier"]["supplier"] == "Fjord & Fjell AS"
    assert said["supplier"]["email"] == ""


@pytest.mark.parametrize("text", ["Skriv her", " skriv  her ", "", " "])
def test_the_prompt_and_a_blank_are_no_answer(text: str) -> None:
    found = answers(read_form("docx", filled_document(SENT, number_value=text, text_text=text)))
    assert (found["number"]["value"], found["text"]["text"]) == (None, None)


@pytest.mark.parametrize("text", ["1.234", "12 timer", "ca. 5", "1,2,3"])
def test_what_could_be_two_numbers_is_none(text: str) -> None:
    content = filled_document(SENT, number_value=text)
    assert document_problems(content) == [("not_a_number", "KR-5: Svar")]


def test_another_text_than_the_one_sent_out_is_named() -> None:
    content = changed(SENT, lambda body: write(body, "KR-2|statement", "Et mildere krav."))
    assert document_problems(content) == [("changed_text", "KR-2")]
    content = changed(SENT, lambda body: write(body, "KR-2|letter", "V"))
    assert document_problems(content) == [("changed_text", "KR-2")]


def rows_of(body: Any, tag: str) -> list[Any]:
    row = next(each for each in control(body, tag).iterancestors(qn("w:tr")))
    return [row, *row.itersiblings()]


def test_deleted_and_repeated_rows_are_named() -> None:
    def delete(body: Any) -> None:
        for row in rows_of(body, "KR-3|code")[:6]:
            row.getparent().remove(row)

    assert document_problems(changed(SENT, delete)) == [("missing_row", "KR-3")]

    def delete_field(body: Any) -> None:
        row = rows_of(body, "KR-2|value")[0]
        row.getparent().remove(row)

    assert document_problems(changed(SENT, delete_field)) == [("missing_field", "KR-2")]


def test_a_table_in_an_answer_is_part_of_the_answer() -> None:
    def paste(body: Any) -> None:
        write(body, "KR-4|text", "Før")
        cells = "".join(f"<w:tc><w:p><w:r><w:t>{word}</w:t></w:r></w:p></w:tc>" for word in "AB")
        table = f"<w:tbl {nsdecls('w')}><w:tr>{cells}</w:tr></w:tbl>"
        control(body, "KR-4|text").find(qn("w:sdtContent")).append(parse_xml(table))

    said = read_form("docx", changed(SENT, paste))
    assert said["problems"] == []
    assert answers(said)["text"]["text"] == "Før\nA\nB"


def test_changed_marks_are_not_trusted() -> None:
    def meddle(body: Any) -> None:
        text = control(body, "kravspor").find(f".//{qn('w:t')}")
        text.text = text.text.replace("felles-erp", "andres-erp")

    said = read_form("docx", changed(SENT, meddle))
    assert [each["code"] for each in said["problems"]] == ["broken_seal"]
    assert "answers" not in said


def test_a_document_that_is_no_form_is_refused() -> None:
    content = changed(SENT, lambda body: write(body, "kravspor", "ingenting"))
    with pytest.raises(UploadError, match="ikke et skjema"):
        form_of(admit(content, "svar.docx", KINDS))


def test_the_document_is_protected_but_for_its_fields() -> None:
    with ZipFile(BytesIO(SENT)) as package:
        settings = package.read("word/settings.xml").decode()
    assert '<w:documentProtection w:edit="forms" w:enforcement="1"/>' in settings
