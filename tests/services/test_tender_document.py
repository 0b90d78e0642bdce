"""The konkurransegrunnlag shows what is stored: options, weights, rule and worked example."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from factories import NOW, Make
from sqlmodel import select

from procurement.db import Database
from procurement.domain import (
    CriterionKind,
    Deadline,
    DeadlineKind,
    Organisation,
    ParticipationStatus,
    PriceFormula,
    Procedure,
    Procurement,
    TenderText,
)
from procurement.evaluation import points_of
from procurement.i18n import format_money, format_number
from procurement.services.criteria import model_of
from procurement.services.demonstration import load_demonstration
from procurement.services.documents.tender import tender_document
from procurement.services.price_example import formula_of
from procurement.services.quantities import divide
from procurement.services.tender_texts import blanks_of, fill_place
from procurement.services.work import Work


@pytest.fixture
def work(make: Make) -> Work:
    """Return the work of a lead with a small model."""
    lead = make.member()
    make.criterion("80", code="P", name="Price", kind=CriterionKind.price)
    make.criterion("20", code="M", name="Climate", kind=CriterionKind.environment, position=1)
    return make.work(lead)


def test_only_those_who_are_named_may_use_the_contract(work: Work, make: Make):
    for status in ParticipationStatus:
        make.municipality(f"{status} kommune", status=status)

    shown = [row.name for row in tender_document(work).participants]
    assert shown == ["option kommune", "participates kommune"]


def test_an_option_has_the_quantities_that_are_divided_to_it(work: Work, make: Make):
    make.municipality("Far kommune", status=ParticipationStatus.option)
    make.municipality("Near kommune", status=ParticipationStatus.option)
    far = work.session.exec(select(Organisation).where(Organisation.name == "Far kommune")).one()
    line = make.price_line(code="PL-01", name="Roll-out", unit="municipality")
    other = make.price_line(code="PL-02", name="Days", unit="day", position=1)
    divide(
        work, line, {(far.id, 1): Decimal(1), (far.id, 2): Decimal("0.5"), (None, 1): Decimal(3)}
    )
    divide(work, other, {(far.id, 1): Decimal(4)})

    volumes = {row.name: row.volume for row in tender_document(work).options}
    assert volumes == {
        "Far kommune": "PL-01 Roll-out: 1.5 municipality\nPL-02 Days: 4 day",
        "Near kommune": "",
    }


def test_a_range_and_an_unpublished_weight_give_nothing_away(work: Work, make: Make):
    parent = make.criterion(
        "50", code="K", name="Quality", position=2, weight_least=40, weight_most=60
    )
    make.criterion("100", code="K1", name="Below", parent_id=parent.id)
    make.criterion("10", code="S", name="Secret", position=3, is_published=False)

    shown = {row.code: (row.weight, row.effective) for row in tender_document(work).criteria}
    assert shown["K"] == ("40–60 %", "–")
    assert shown["K1"] == ("100 %", "–")
    assert shown["S"] == ("Not given", "–")
    assert shown["P"][0] == "80 %"


@pytest.mark.parametrize("formula", [f for f in PriceFormula if f is not PriceFormula.bands])
def test_the_worked_example_is_what_the_engine_computes(work: Work, formula: PriceFormula):
    model = model_of(work)
    model.price_formula = formula
    model.full_price, model.zero_price = Decimal(9_000_000), Decimal(20_000_000)
    model.lowest_price, model.highest_price = Decimal(41_000_000), Decimal(71_000_000)
    low, high = (9, 20) if formula is PriceFormula.fixed else (10, 15)
    three = [Fraction(each * 500_000) for each in (low * 2, low + high, high * 2)]

    shown = tender_document(work).example
    expected = points_of(formula_of(model), three, Fraction(model.max_points))
    assert [row.price for row in shown] == [format_money(price) for price in three]
    assert [row.points for row in shown] == [format_number(each, 2) for each in expected]
    assert all(row.working.endswith(row.points) for row in shown)
    assert not [row for row in shown if row.price.startswith(("41", "71"))]  # what is expected


def test_the_environment_rule_is_that_of_the_date_of_the_notice(work: Work):
    model = model_of(work)
    model.notice_date = date(2026, 6, 30)
    before = tender_document(work)
    model.notice_date = date(2026, 7, 1)
    after = tender_document(work)

    assert "until 30 June 2026" in before.environment_facts.rule
    assert "from 1 July 2026" in after.environment_facts.rule
    assert "20.0 %, less than the 30 %" in after.environment_facts.weight
    assert after.deadlines[0].label == "Notice of the competition"


def test_an_open_procedure_has_no_deadline_for_requests(work: Work, make: Make):
    for kind in DeadlineKind:
        make.session.add(Deadline(procurement_id=make.here.id, kind=kind, at=NOW))
    make.session.commit()
    assert len(tender_document(work).deadlines) == 3

    work.procurement.procedure = Procedure.open
    document = tender_document(work)
    assert [each.label for each in document.deadlines if "participate" in each.label] == []
    assert "Bids (open procedure)" in [each.label for each in document.deadlines]
    assert not document.is_negotiated


def test_what_is_filled_in_stands_in_the_document(work: Work):
    fill_place(work, "scope", "All of it.", 0)

    texts = tender_document(work).texts
    assert (texts.scope, texts.background) == ("All of it.", "")


def test_the_draft_of_the_demonstration_leaves_three_places_blank(sqlite: Database):
    with sqlite.transaction() as session:
        load_demonstration(session)
    with sqlite.read() as session:
        held: dict[str, set[str]] = {}
        for text, here in session.exec(select(TenderText, Procurement).join(Procurement)):
            held.setdefault(here.slug, set()).add(text.name)

    blank = held["helgeland-erp"] - held["helgeland-erp-utkast"]
    assert blank == {"lots", "validity", "negotiation"}


def test_everything_required_is_blank_at_first(work: Work):
    assert {each.place.name for each in blanks_of(work)} > {"background", "scope", "validity"}
