"""The model test report says what the pages say, for every set of bids, and who signed."""

from decimal import Decimal
from io import BytesIO

import pytest
from docx import Document
from factories import Make
from pypdf import PdfReader
from worlds import whole

from procurement.domain import Method, Phase, PriceFormula
from procurement.services.criteria import model_of
from procurement.services.documents import documents_of, write
from procurement.services.documents.model_test import model_test_report
from procurement.services.model_check import checked
from procurement.services.model_test import scenarios_of, try_weights
from procurement.services.sign_off import SignOffDraft, sign_model, sign_off_view
from procurement.services.work import Work


@pytest.fixture
def work(make: Make) -> Work:
    """Return a lead's work on a draft with one set of invented bids."""
    return make.work(whole(make, Phase.drafting).members["lead"])


def headings(work: Work) -> list[str]:
    return [part.heading for part in model_test_report(work).parts if part.heading]


def test_it_says_what_the_page_says(work: Work):
    (scenario,) = scenarios_of(work)
    view, report = try_weights(work, scenario, {}).view, model_test_report(work)

    assert view is not None and report.summary == (
        f"Thought up: {view.verdict}",
        "Nobody has signed the model yet.",
    )
    texts = [text for part in report.parts for text in part.texts]
    assert f"{view.verdict} {view.turning}" in texts and view.cost_sentence not in ("", None)
    pictures = [part.picture.name for part in report.parts if part.picture]
    assert pictures == ["price-curve", "point-cost", "reigns", "stability", "forces", "simulated"]
    tables = [part.table.rows for part in report.parts if part.table and part.heading]
    found = tuple(each.finding.text for each in checked(work, scenario))
    assert tuple(row[1] for row in tables[-2]) == found


def test_every_set_of_bids_has_its_chapter(make: Make, work: Work):
    make.scenario(
        [{"code": "X", "name": "Alone", "price": "5", "scores": {"K1": "1"}}], name="Another"
    )

    report = model_test_report(work)

    assert [h for h in headings(work) if h.startswith("Tried on")] == [
        "Tried on: Another",
        "Tried on: Thought up",
    ]
    assert report.summary[0] == "Another: Alone is the only bid left."


def test_the_signature_stands_with_its_reason_until_the_model_changes(work: Work):
    sign_model(work, SignOffDraft("It holds.", "One warning.", sign_off_view(work).digest))
    assert "signed this model" in model_test_report(work).summary[-1]
    texts = [text for part in model_test_report(work).parts for text in part.texts]
    assert "It holds." in texts and "Known and accepted: One warning." in texts

    model_of(work).zero_at = Decimal(3)

    assert "Changed since: the method" in model_test_report(work).summary[-1]


def test_a_model_that_cannot_rank_the_bids_is_told(work: Work):
    model_of(work).price_formula = PriceFormula.bands

    report = model_test_report(work)

    assert "band" in report.summary[0]
    assert "What the checks found" in headings(work)


@pytest.mark.parametrize("method", [Method.lowest_price, Method.percentage_markup])
def test_a_method_without_points_has_a_report(work: Work, method: Method):
    model_of(work).method = method

    report = model_test_report(work)

    assert "kr ahead of" in report.summary[0]
    assert "From price to points" not in headings(work)


def test_it_is_written_in_both_formats_for_whoever_reads_the_procurement(make: Make, work: Work):
    contact = make.member(email="contact@buyer.example")
    reader = make.work(contact)
    offered = {each.name: each.closed for each in documents_of(reader)}
    assert offered["modelltest.pdf"] == offered["modelltest.docx"] == ""

    pdf = PdfReader(BytesIO(write(reader, "modelltest.pdf")))
    word = Document(BytesIO(write(reader, "modelltest.docx")))

    shown = "".join("".join(page.extract_text().split()) for page in pdf.pages)
    assert "Goodwins,2.20pointsaheadofCheap." in shown
    assert any("Good wins, 2.20 points" in paragraph.text for paragraph in word.paragraphs)
