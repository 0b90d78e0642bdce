"""The evaluation report: texts as typed, fonts embedded, the same bytes each time."""

import unicodedata
from dataclasses import replace
from io import BytesIO

import pytest
from pypdf import PdfReader

from procurement.exporting.pdf import write_evaluation_report
from procurement.exporting.pdf_text import REGULAR, font_runs, markup
from procurement.exporting.views import EvaluationReport, ReasonRow

from . import samples
from .report_samples import report

HARD = samples.HARD


def read(view: EvaluationReport) -> PdfReader:
    return PdfReader(BytesIO(write_evaluation_report(view)))


def text_of(view: EvaluationReport) -> str:
    return "\n".join(page.extract_text() for page in read(view).pages)


def with_reasons(view: EvaluationReport, *reasons: str) -> EvaluationReport:
    """Put reasons on the first bid."""
    rows = tuple(ReasonRow(f"KR-{at:03}", "Krav", "7", text) for at, text in enumerate(reasons))
    first = replace(view.bids[0], reasons=(("K1", rows),))
    return replace(view, bids=(first, *view.bids[1:]))


@pytest.fixture(scope="module")
def reader() -> PdfReader:
    return read(report())


def squeezed(text: str) -> str:
    """Return a text without the white space and invisible characters that no page shows."""
    return "".join(text.replace("\u00ad", "").replace("\u200b", "").split())


@pytest.mark.parametrize("text", HARD)
def test_texts_can_be_read_back(text: str) -> None:
    shown = unicodedata.normalize("NFC", text_of(with_reasons(report(), text)))
    expected = unicodedata.normalize("NFC", text)
    assert squeezed(expected) in squeezed(shown)


def test_summary_comes_first_and_facts_last(reader: PdfReader) -> None:
    pages = [page.extract_text() for page in reader.pages]
    view = report()
    assert squeezed(view.summary) in squeezed(pages[0])
    assert squeezed(view.chart_description) in squeezed(pages[0])
    assert view.facts[-1].label in pages[-1]
    for bid in view.bids:
        assert bid.total in pages[0] and bid.name in pages[0]
        for contribution in bid.contributions:
            assert pages[0].count(contribution) >= 2  # in the table and on the chart


def test_every_reason_is_there(reader: PdfReader) -> None:
    shown = squeezed("".join(page.extract_text() for page in reader.pages))
    for bid in report().bids:
        for _criterion, rows in bid.reasons:
            for row in rows:
                assert squeezed(f"{row.code} {row.title}") in shown
                assert squeezed(row.reason) in shown


def test_the_same_content_gives_the_same_bytes() -> None:
    assert write_evaluation_report(report()) == write_evaluation_report(report())


def test_properties_and_language(reader: PdfReader) -> None:
    information = reader.metadata
    assert information is not None
    assert information.title == "Evalueringsrapport – Felles ERP for Helgeland"
    assert information.author == "Digitale Helgeland på vegne av deltakerne"
    assert reader.trailer["/Root"]["/Lang"] == "nb-NO"
    assert reader.trailer["/Root"]["/ViewerPreferences"]["/DisplayDocTitle"]


def test_every_font_is_embedded() -> None:
    fonts = {
        font.get_object()["/BaseFont"]: "/FontFile2" in font.get_object()["/FontDescriptor"]
        for page in read(with_reasons(report(), *HARD)).pages
        for font in page["/Resources"]["/Font"].values()
    }
    assert fonts and all(fonts.values())
    assert {name.split("+")[1] for name in fonts} >= {"Inter-Regular", "NotoEmoji-Regular"}


def test_every_page_says_version_and_page(reader: PdfReader) -> None:
    count = len(reader.pages)
    assert count > 4
    for number, page in enumerate(reader.pages, 1):
        text = page.extract_text()
        assert "sha256:3f9a1c07be52" in text
        forms = page["/Resources"]["/XObject"]
        assert any(name.endswith(f"page_number_{number}") for name in forms)


def test_the_outline_leads_to_each_bid(reader: PdfReader) -> None:
    titles = [str(each["/Title"]) for each in reader.outline if not isinstance(each, list)]
    for bid, title in zip(report().bids, titles, strict=False):
        assert bid.name in title
    places = [
        reader.get_destination_page_number(each)
        for each in reader.outline
        if not isinstance(each, list)
    ]
    assert places == sorted(places) and len(set(places)) > 2


def test_a_long_reason_flows_over_pages() -> None:
    long = "Dette er en lang begrunnelse. " * 1500
    reader = read(with_reasons(report(), long, "x" * 15_000))
    assert len(reader.pages) > 10
    shown = squeezed("".join(page.extract_text() for page in reader.pages))
    assert shown.count(squeezed("Dette er en lang begrunnelse.")) == 1500


def test_an_excluded_bid_is_listed_with_its_reason_and_is_not_in_the_chart() -> None:
    view = report()
    excluded = replace(
        view.bids[2],
        rank="",
        total="",
        contributions=("",) * 4,
        contribution_values=(0.0,) * 4,
        excluded="Avvik fra KR-014 & KR-015.",
    )
    shown = text_of(replace(view, bids=(*view.bids[:2], excluded)))
    assert "Avvik fra KR-014 & KR-015." in shown


@pytest.mark.parametrize("count", [1, 2, 9])
def test_any_number_of_main_criteria_fits(count: int) -> None:
    view = report()
    bids = tuple(
        replace(
            bid,
            contributions=tuple(f"{at},11" for at in range(count)),
            contribution_values=tuple(0.1 - at % 3 for at in range(count)),
        )
        for bid in view.bids
    )
    columns = tuple(f"Hovedkriterium {at} {100 // count} %" for at in range(count))
    assert len(read(replace(view, bids=bids, columns=columns)).pages) > 3


def test_a_report_without_bids_is_still_a_report() -> None:
    assert len(read(replace(report(), bids=())).pages) >= 1


def test_characters_get_a_font_that_holds_them() -> None:
    assert list(font_runs("Ørsta", REGULAR)) == [(REGULAR, "Ørsta")]
    assert [font for font, _run in font_runs("a🙂b", REGULAR)] == [
        REGULAR,
        "NotoEmoji-Regular",
        REGULAR,
    ]
    assert list(font_runs("e\u0301", REGULAR)) == [(REGULAR, "é")]
    assert list(font_runs("q\u0301", REGULAR)) == [("DejaVuSans", "q\u0301")]
    assert list(font_runs("中", REGULAR)) == [(REGULAR, "[U+4E2D]")]


def test_markup_is_shown_and_not_followed() -> None:
    assert "&lt;b&gt;&amp;" in markup("<b>&")
