"""Word documents show every text exactly as it was typed."""

from dataclasses import replace

import pytest
from docx.oxml.ns import qn

from procurement.exporting import docx
from procurement.exporting.views import Fact

from . import samples
from .reading import word, word_texts

HARD = samples.HARD


def hard_specification() -> bytes:
    view = samples.specification()
    chapter = view.chapters[1]
    row = chapter.requirements[0]
    rows = tuple(
        replace(
            row,
            code=f"KR-{place}",
            title=f"title {text}",
            statement=text,
            answer_form=f"form {text}",
            answer_instruction=f"instruction {text}",
            verification=f"verification {text}",
            deviation=f"deviation {text}",
            fulfilment=f"fulfilment {text}",
            legal_basis=f"basis {text}",
            criteria=f"criteria {text}",
        )
        for place, text in enumerate(HARD)
    )
    chapters = (view.chapters[0], replace(chapter, requirements=rows))
    return docx.write_specification(replace(view, chapters=chapters))


@pytest.fixture(scope="module")
def tender_texts() -> list[str]:
    view = samples.tender_document()
    facts = tuple(Fact(text, f"value {text}") for text in HARD)
    content = docx.write_tender_document(
        replace(view, facts=facts, purpose="\n".join(HARD), environment=HARD[0])
    )
    return word_texts(content)


@pytest.fixture(scope="module")
def specification_texts() -> list[str]:
    return word_texts(hard_specification())


@pytest.mark.parametrize("text", HARD)
def test_tender_document_shows_the_text(tender_texts: list[str], text: str) -> None:
    assert text in tender_texts
    assert f"value {text}" in tender_texts


def test_a_long_text_keeps_its_line_breaks(tender_texts: list[str]) -> None:
    assert "\n".join(HARD) in tender_texts


@pytest.mark.parametrize("text", HARD)
def test_specification_shows_the_text(specification_texts: list[str], text: str) -> None:
    assert text in specification_texts
    assert f"title {text}" in specification_texts
    for label, word_of in (
        ("Hva du skal svare", "instruction"),
        ("Ved avvik", "deviation"),
        ("Rettsgrunnlag", "basis"),
        ("Kriterium", "criteria"),
    ):
        assert f"{label}: {word_of} {text}" in specification_texts


def test_control_characters_are_left_out() -> None:
    view = replace(samples.tender_document(), purpose="for\x00 og\x0b etter\ud800")
    assert "for og etter" in word_texts(docx.write_tender_document(view))


def test_every_requirement_is_there_once_and_no_need() -> None:
    view = samples.specification()
    texts = word_texts(docx.write_specification(view))
    rows = [row for chapter in view.chapters for row in chapter.requirements]
    assert len(rows) == 81
    for row in rows:
        assert texts.count(row.code) == 1
        assert row.statement in texts
    assert not any(row.needs in text for row in rows for text in texts)


def test_what_is_empty_leaves_no_label() -> None:
    view = samples.specification()
    chapter = view.chapters[1]
    row = replace(
        chapter.requirements[0], answer_instruction="", deviation="", legal_basis="", criteria=""
    )
    content = docx.write_specification(
        replace(view, chapters=(replace(chapter, requirements=(row,)),))
    )
    labels = ("Hva du skal svare", "Ved avvik", "Rettsgrunnlag", "Kriterium")
    assert not any(text.startswith(labels) for text in word_texts(content))


def test_what_the_data_lack_is_marked_for_the_buyer() -> None:
    view = replace(samples.tender_document(), purpose="", environment="")
    document = word(docx.write_tender_document(view))
    marked = [
        run.text
        for paragraph in document.paragraphs
        for run in paragraph.runs
        if run.style is not None and run.style.name == "Fyll ut"
    ]
    assert any("formålet" in text for text in marked)
    assert any("§ 7-9" in text for text in marked)
    assert all(text.startswith("[fylles ut av oppdragsgiver: ") for text in marked)


@pytest.mark.parametrize(
    "content",
    [
        docx.write_tender_document(samples.tender_document()),
        docx.write_specification(samples.specification()),
    ],
    ids=["konkurransegrunnlag", "kravspesifikasjon"],
)
class TestEveryDocument:
    """What both Word documents have."""

    def test_properties_name_document_and_buyer_only(self, content: bytes) -> None:
        properties = word(content).core_properties
        assert properties.title.endswith("– Felles ERP for Helgeland")
        assert properties.author == "Digitale Helgeland på vegne av deltakerne"
        assert properties.language == "nb-NO"
        assert not properties.last_modified_by
        assert not properties.comments

    def test_paper_language_and_margins(self, content: bytes) -> None:
        document = word(content)
        section = document.sections[0]
        assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)
        languages = document.styles.element.findall(".//" + qn("w:lang"))
        assert {each.get(qn("w:val")) for each in languages} == {"nb-NO"}
        assert "Felles ERP for Helgeland" in section.header.paragraphs[0].text
        footer = section.footer.paragraphs[0]
        assert footer.text.startswith("Baseline 1 · sha256:3f9a1c07be52\tside ")
        codes = [code.text.strip() for code in footer._p.iter(qn("w:instrText"))]
        assert codes == ["PAGE", "NUMPAGES"]

    def test_tables_repeat_their_heading_and_keep_rows_whole(self, content: bytes) -> None:
        tables = word(content).tables
        assert len(tables) > 2
        for table in tables[1:]:  # the first is the facts on the cover
            assert table.rows[0]._tr.find(".//" + qn("w:tblHeader")) is not None
            widths = [int(column.get(qn("w:w"))) for column in table._tbl.tblGrid]
            assert sum(widths) == int(table._tbl.tblPr.find(qn("w:tblW")).get(qn("w:w")))
            for row in table.rows:
                assert row._tr.find(".//" + qn("w:cantSplit")) is not None

    def test_nobody_is_asked_to_update_fields(self, content: bytes) -> None:
        document = word(content)
        assert document.settings.element.find(qn("w:updateFields")) is None
        dirty = qn("w:dirty")
        assert not [each for each in document.element.body.iter() if each.get(dirty)]

    def test_captions_are_numbered_in_order(self, content: bytes) -> None:
        document = word(content)
        captions = [p for p in document.paragraphs if p.style.name == "Caption"]
        shown = [
            "".join(text.text for text in caption._p.iter(qn("w:t"))).split(".")[0]
            for caption in captions
        ]
        assert shown == [f"Tabell {number}" for number in range(1, len(captions) + 1)]
