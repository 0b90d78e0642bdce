"""The table of contents shows the headings of the finished document and links to them."""

from dataclasses import replace
from typing import Any

import pytest
from docx.oxml.ns import qn

from procurement.exporting import docx

from . import samples
from .reading import word

CASES = {
    "konkurransegrunnlag": docx.write_tender_document(samples.tender_document()),
    "kravspesifikasjon": docx.write_specification(samples.specification()),
}


def entries(document: Any) -> list[tuple[str, str]]:
    """Return the target and text of each entry."""
    return [
        (
            link.get(qn("w:anchor")),
            "\t".join(text.text for text in link.iter(qn("w:t"))),
        )
        for link in document.element.body.iter(qn("w:hyperlink"))
    ]


def headings(document: Any) -> dict[str, Any]:
    """Return the headings by the bookmark on them."""
    return {
        mark.get(qn("w:name")): paragraph
        for paragraph in document.paragraphs
        if paragraph.style.name in ("Heading 1", "Heading 2")
        for mark in paragraph._p.iter(qn("w:bookmarkStart"))
    }


@pytest.mark.parametrize("content", CASES.values(), ids=list(CASES))
def test_each_heading_has_one_entry_in_order(content: bytes) -> None:
    document = word(content)
    found, targets = entries(document), headings(document)
    assert [target for target, _text in found] == list(targets)
    for target, text in found:
        assert text.split("\t")[-1] == targets[target].text.split("\t")[-1]


@pytest.mark.parametrize("content", CASES.values(), ids=list(CASES))
def test_it_is_one_field_that_opens_and_closes(content: bytes) -> None:
    marks = [
        mark.get(qn("w:fldCharType")) for mark in word(content).element.body.iter(qn("w:fldChar"))
    ]
    assert marks.count("begin") == marks.count("separate") == marks.count("end")
    assert marks[0] == "begin" and marks[-1] == "end"


def test_chapters_are_numbered_as_word_numbers_them() -> None:
    found = [text for _target, text in entries(word(CASES["konkurransegrunnlag"]))]
    assert found[0] == "1\tInnledning"
    assert found[1] == "1.1\tOppdragsgiver og kontaktpunkt"
    assert found[7:9] == ["2\tRegler for konkurransen", "2.1\tProsedyre"]
    assert found[-3] == "9\tDette må en jurist kontrollere"


def test_chapters_of_the_specification_keep_their_own_numbers() -> None:
    view = samples.specification()
    chapters = (
        replace(view.chapters[0], number="7", title="A & B\n<C>"),
        replace(view.chapters[1], number="7.4"),
    )
    document = word(docx.write_specification(replace(view, chapters=chapters)))
    assert [text for _target, text in entries(document)] == [
        "7\tA & B <C>",
        "7.4\tRegnskap og myndighetsrapportering",
    ]


def test_page_numbers_are_left_to_the_reader() -> None:
    codes = [
        code.text.split()[0]
        for code in word(CASES["kravspesifikasjon"]).element.body.iter(qn("w:instrText"))
    ]
    assert codes[0] == "TOC"
    assert set(codes[1:]) == {"PAGEREF"}
