"""The text of files, as people read it."""

import pytest

from importing import files
from importing.files import paragraph, word
from procurement.importing.gate import Kind, admit
from procurement.importing.refusal import Reason, UploadError
from procurement.importing.texts import MOST_CHARACTERS, text_of

TABLE = (
    "<w:tbl><w:tr><w:tc>"
    + paragraph("Lønn")
    + "</w:tc><w:tc>"
    + paragraph("mye")
    + "</w:tc></w:tr>"
    "</w:tbl>"
)
CHANGED = (
    "<w:p><w:r><w:t>Vi </w:t></w:r><w:del><w:r><w:delText>må</w:delText></w:r></w:del>"
    "<w:ins><w:r><w:t>skal</w:t></w:r></w:ins><w:r><w:tab/><w:t>nå</w:t><w:br/><w:t>ut</w:t></w:r>"
    "<w:moveFrom><w:r><w:t>bort</w:t></w:r></w:moveFrom></w:p>"
)


def text(content: bytes, name: str) -> str:
    return text_of(admit(content, name, set(Kind)))


def refused(content: bytes, name: str) -> Reason:
    with pytest.raises(UploadError) as caught:
        text(content, name)
    return caught.value.reason


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_a_text_file_in_any_of_the_usual_encodings(encoding: str):
    assert text("Blåbær\r\n– og øl\n".encode(encoding), "a.txt") == "Blåbær\n– og øl"


def test_a_word_file_with_a_table_and_tracked_changes():
    content = word(paragraph("Møte &lt;1&gt;") + CHANGED + TABLE + paragraph("=1+1"))

    assert text(content, "a.docx") == "Møte <1>\nVi skal\tnå\nut\nLønn\tmye\n=1+1"


def test_a_pdf_keeps_its_pages_apart():
    assert text(files.pdf("Lønn må være riktig."), "a.pdf") == (
        "Lønn må være riktig.\n\f\nSecond page."
    )


def test_a_pdf_that_only_forbids_printing_can_be_read():
    assert "Lønn" in text(files.locked(files.pdf("Lønn"), ""), "a.pdf")


def test_what_holds_no_text_says_so():
    assert refused(files.pdf(), "a.pdf") is Reason.scanned
    assert refused(word(paragraph(" ")), "a.docx") is Reason.no_text


def test_a_pdf_with_a_password_or_a_script_is_refused():
    assert refused(files.locked(files.pdf("x"), "secret"), "a.pdf") is Reason.protected
    assert refused(files.with_script(files.pdf("x")), "a.pdf") is Reason.active


def test_a_broken_pdf_is_damaged():
    assert refused(b"%PDF-1.7\nnothing here", "a.pdf") is Reason.damaged
    assert refused(files.pdf("x")[:400], "a.pdf") is Reason.damaged


def test_a_text_may_be_long_but_not_endless():
    assert len(text(b"a" * MOST_CHARACTERS, "a.txt")) == MOST_CHARACTERS
    assert refused(b"a" * (MOST_CHARACTERS + 1), "a.txt") is Reason.too_long
