"""What the gate lets through, and why it refuses the rest."""

from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from importing import files
from importing.files import excel, linked, package, paragraph, word
from procurement.importing import gate
from procurement.importing.gate import Kind, admit
from procurement.importing.refusal import Reason, UploadError

ALL = set(Kind)
GOOD = word(paragraph("Lønn skal være riktig."))
FAR = (
    '<sheetData><row r="1"><c r="A1"/></row><row r="1048576"><c r="XFD1048576"/></row></sheetData>'
)
DEEP = "<w:p>" * 300 + "</w:p>" * 300
LAUGHS = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><x>&b;</x>'
CELLS = "".join(f'<c r="{chr(65 + n // 20_000)}{n % 20_000 + 1}"/>' for n in range(400_001))
MACRO = '<Types><Override ContentType="application/vnd.ms-word.document.macroEnabled"/></Types>'

HOSTILE: dict[str, tuple[bytes, str, Reason]] = {
    "nothing": (b"", "a.txt", Reason.empty),
    "only spaces": (b" \r\n", "a.txt", Reason.empty),
    "too big": (b"a" * (gate.MOST_MEGABYTES * 2**20 + 1), "a.txt", Reason.too_big),
    "a PDF called Word": (b"%PDF-1.7\n", "a.docx", Reason.not_as_named),
    "Word called PDF": (GOOD, "a.pdf", Reason.not_as_named),
    "Word called text": (GOOD, "a.txt", Reason.not_as_named),
    "Word called exe": (GOOD, "a.exe", Reason.not_as_named),
    "text called Word": (b"plain text", "a.docx", Reason.not_as_named),
    "a picture called text": (b"\x89PNG\r\n\x1a\n\0\0", "a.txt", Reason.not_as_named),
    "a picture": (b"\x89PNG\r\n\x1a\n\0\0", "a.png", Reason.wrong_kind),
    "a program without a name": (b"\x7fELF\x02\x01\x01\0", "", Reason.wrong_kind),
    "rich text": (b"{\\rtf1 x}", "a.rtf", Reason.wrong_kind),
    "a zip of pictures": (package({"a.png": b"x"}), "a.zip", Reason.wrong_kind),
    "an old or locked file": (bytes.fromhex("d0cf11e0a1b11ae1") + b"x", "a.docx", Reason.protected),
    "a locked part": (files.with_flag(GOOD, 1), "a.docx", Reason.protected),
    "half a file": (GOOD[: len(GOOD) // 2], "a.docx", Reason.damaged),
    "something after the end": (GOOD + b"<script>", "a.docx", Reason.damaged),
    "something before": (b"PK\x03\x04 not a part" + GOOD, "a.docx", Reason.damaged),
    "one name twice": (files.twice(), "a.docx", Reason.damaged),
    "a way out": (word(paragraph("x"), **{"..__x_dot_xml": "<a/>"}), "a.docx", Reason.damaged),
    "a root": (word(paragraph("x"), __etc__x_dot_xml="<a/>"), "a.docx", Reason.damaged),
    "a link": (files.symbolic_link(), "a.docx", Reason.damaged),
    "broken markup": (word("<w:p>"), "a.docx", Reason.damaged),
    "entities": (word(paragraph("x"), word__styles_dot_xml=LAUGHS), "a.docx", Reason.damaged),
    "too deep": (word(DEEP), "a.docx", Reason.packed),
    "a bomb": (word(paragraph("a" * 30_000_000)), "a.docx", Reason.packed),
    "many parts": (word("", **{f"word__{n}": "" for n in range(1_001)}), "a.docx", Reason.packed),
    "many elements": (word("<a/>" * 1_600_000), "a.docx", Reason.packed),
    "macros": (word("", word__vbaProject_dot_bin=b"x"), "a.docx", Reason.active),
    "macros by type": (word("", other_dot_xml=MACRO), "a.docx", Reason.active),
    "an object": (word("", word__embeddings__a_dot_bin=b"x"), "a.docx", Reason.active),
    "a frame": (linked("frame"), "a.docx", Reason.outside),
    "a linked object": (linked("oleObject"), "a.docx", Reason.outside),
    "far cells": (excel(FAR), "a.xlsx", Reason.too_wide),
    "merged far": (
        excel('<sheetData/><mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>'),
        "a.xlsx",
        Reason.too_wide,
    ),
    "many cells": (excel(CELLS), "a.xlsx", Reason.too_wide),
}


def refused(content: bytes, name: str) -> UploadError:
    with pytest.raises(UploadError) as caught:
        admit(content, name, ALL)
    return caught.value


@pytest.mark.parametrize(("content", "name", "reason"), HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_file_is_refused_with_its_reason(content: bytes, name: str, reason: Reason):
    error = refused(content, name)

    assert error.reason is reason
    assert str(error).endswith(".") and "%(" not in str(error)


@pytest.mark.parametrize(
    ("content", "name", "kind"),
    [
        (GOOD, "Møtebok.DOCX", Kind.docx),
        (GOOD, "uten-navn", Kind.docx),
        (linked("hyperlink"), "a.docx", Kind.docx),
        (linked("attachedTemplate"), "a.docx", Kind.docx),
        (word(paragraph("x"), word__embeddings__a_dot_xlsx=b"PK"), "a.docx", Kind.docx),
        (excel('<sheetData><row r="1"><c r="A1"/></row></sheetData>'), "a.xlsx", Kind.xlsx),
        (files.pdf("Lønn"), "a.pdf", Kind.pdf),
        ("blåbær".encode(), "a.txt", Kind.txt),
        ("blåbær".encode("cp1252"), "notat.log", Kind.txt),
        ("blåbær".encode("utf-16"), "a.txt", Kind.txt),
    ],
)
def test_a_harmless_file_passes(content: bytes, name: str, kind: Kind):
    upload = admit(BytesIO(content), name, ALL)

    assert (upload.kind, upload.name, upload.content) == (kind, name, content)
    assert len(upload.sha256) == 64


def test_a_kind_that_is_not_asked_for_is_refused_with_those_that_are():
    with pytest.raises(UploadError) as caught:
        admit(files.pdf("x"), "a.pdf", {Kind.docx, Kind.xlsx})

    assert ".docx, .xlsx" in str(caught.value)


def test_no_more_is_read_than_the_limit():
    stream = BytesIO(b"a" * 200 * 2**20)

    with pytest.raises(UploadError):
        admit(stream, "a.txt", ALL)

    assert stream.tell() == gate.MOST_MEGABYTES * 2**20 + 1


def test_a_name_is_shown_without_its_path_and_what_nobody_sees():
    assert gate.shown_name("C:\\Users\\x\\notat\u202etxt.docx") == "notattxt.docx"
    assert gate.shown_name("/etc/passwd") == "passwd"
    assert gate.shown_name("a" * 500 + ".pdf").endswith("a.pdf")
    assert len(gate.shown_name("a" * 500 + ".pdf")) == 120


@settings(max_examples=300, deadline=None)
@given(st.lists(st.tuples(st.integers(0, len(GOOD) - 1), st.integers(0, 255)), min_size=1))
def test_a_file_with_wrong_bytes_passes_or_is_refused_and_nothing_else(
    flips: list[tuple[int, int]],
):
    content = bytearray(GOOD)
    for place, byte in flips:
        content[place] = byte
    try:
        assert admit(bytes(content), "a.docx", ALL).kind is Kind.docx
    except UploadError as error:
        assert error.reason in (
            Reason.damaged,
            Reason.not_as_named,
            Reason.packed,
            Reason.protected,
        )
