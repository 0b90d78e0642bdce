"""The specification as a spreadsheet: one row per requirement, every cell a text."""

from dataclasses import replace

import pytest

from procurement.errors import KravsporError
from procurement.exporting import xlsx
from procurement.exporting.views import RequirementRow

from . import samples
from .reading import cell_texts, workbook

HARD = samples.HARD
FIELDS = [
    name for name in RequirementRow.__dataclass_fields__ if name not in ("letter", "class_name")
]


@pytest.fixture(scope="module")
def content() -> bytes:
    return xlsx.write_specification(samples.specification())


def hard_content() -> bytes:
    view = samples.specification()
    chapter = view.chapters[1]
    rows = tuple(
        replace(chapter.requirements[0], **{name: f"{text}" for name in FIELDS}) for text in HARD
    )
    hard = replace(chapter, title=HARD[0], requirements=rows)
    return xlsx.write_specification(replace(view, chapters=(view.chapters[0], hard)))


def test_one_row_per_requirement_in_order(content: bytes) -> None:
    sheet = workbook(content).worksheets[0]
    codes = [sheet.cell(row, 3).value for row in range(5, sheet.max_row + 1)]
    assert codes == [raw[1] for raw in samples.raw_requirements()]
    assert sheet["A5"].value == "1 Økonomi"
    assert sheet["B5"].value == "1.1 Regnskap og myndighetsrapportering"
    assert sheet["N5"].value == "B-02, B-02"


def test_every_text_survives_in_every_column() -> None:
    texts = cell_texts(hard_content())
    for text in HARD:
        assert texts.count(text) == len(FIELDS)


def test_no_cell_is_a_formula() -> None:
    for row in workbook(hard_content()).worksheets[0].iter_rows():
        for cell in row:
            assert cell.value is None or cell.data_type == "s"
            starts = isinstance(cell.value, str) and cell.value.startswith(("=", "+", "-", "@"))
            assert bool(cell.quotePrefix) == starts


def test_it_is_ready_for_reading_and_printing(content: bytes) -> None:
    sheet = workbook(content).worksheets[0]
    assert sheet.freeze_panes == "E5"
    assert sheet.auto_filter.ref == "A4:N85"
    assert sheet.print_title_rows == "$4:$4"
    assert sheet.page_setup.orientation == "landscape"
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (None, 0)
    assert sheet.oddHeader.left.text == "Kravspesifikasjon"
    assert sheet.oddFooter.left.text == "Baseline 1 · sha256:3f9a1c07be52"
    assert sheet["F5"].alignment.wrap_text


def test_long_texts_get_high_rows(content: bytes) -> None:
    sheet = workbook(content).worksheets[0]
    heights = {sheet.cell(row, 3).value: sheet.row_dimensions[row].height for row in range(5, 86)}
    assert heights["KR-005"] > heights["KR-001"]


def test_an_ampersand_in_the_margin_is_no_code() -> None:
    view = samples.specification()
    frame = replace(view.frame, title="A&B", baseline="5 & 6")
    sheet = workbook(xlsx.write_specification(replace(view, frame=frame))).worksheets[0]
    assert sheet.oddHeader.left.text == "A&&B"
    assert sheet.oddFooter.left.text == "5 && 6"


def test_properties_name_document_and_buyer_only(content: bytes) -> None:
    properties = workbook(content).properties
    assert properties.title == "Kravspesifikasjon – Felles ERP for Helgeland"
    assert properties.creator == "Digitale Helgeland på vegne av deltakerne"
    assert properties.language == "nb-NO"
    assert properties.lastModifiedBy is None


def test_a_text_that_no_cell_can_hold_is_refused() -> None:
    view = samples.specification()
    chapter = view.chapters[1]
    long = replace(chapter.requirements[0], statement="x" * 32_768)
    with pytest.raises(KravsporError, match="F5"):
        xlsx.write_specification(replace(view, chapters=(replace(chapter, requirements=(long,)),)))


def test_an_emoji_counts_as_two_characters_of_a_cell() -> None:
    view = samples.specification()
    chapter = view.chapters[1]
    fits = replace(chapter.requirements[0], statement="🙂" * 16_383)
    assert fits.statement in cell_texts(
        xlsx.write_specification(replace(view, chapters=(replace(chapter, requirements=(fits,)),)))
    )
    long = replace(fits, statement="🙂" * 16_384)
    with pytest.raises(KravsporError, match="32768"):
        xlsx.write_specification(replace(view, chapters=(replace(chapter, requirements=(long,)),)))


def test_a_specification_without_requirements_is_an_empty_table() -> None:
    view = samples.specification()
    sheet = workbook(xlsx.write_specification(replace(view, chapters=()))).worksheets[0]
    assert sheet.max_row == 4
    assert sheet.auto_filter.ref == "A4:N4"
