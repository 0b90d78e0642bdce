"""Numbers and moments come back as they went in."""

from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal

import pytest
from factories import Make
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlmodel import select

from procurement.domain import Deadline, DeadlineKind, Phase, PriceAnswer, Procurement, Scenario

EXACT = ["0", "0.1", "12.50", "100", "0.0000000001", "123456789012345.6789", "1E+3", "0.30"]


@pytest.mark.parametrize("amount", EXACT)
def test_a_decimal_is_exact(make_anywhere: Make, amount: str):
    make_anywhere.price(make_anywhere.bid(), make_anywhere.price_line(), amount)

    with make_anywhere.database.read() as session:
        stored = session.exec(select(PriceAnswer)).one().unit_price
    assert isinstance(stored, Decimal)
    assert stored == Decimal(amount)


def test_a_third_of_a_crown_is_not_rounded_on_the_way(make_anywhere: Make):
    thirds = Decimal("0.1") + Decimal("0.2")
    make_anywhere.price(make_anywhere.bid(), make_anywhere.price_line(), str(thirds))

    with make_anywhere.database.read() as session:
        assert session.exec(select(PriceAnswer)).one().unit_price * 3 == Decimal("0.9")


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.decimals(min_value=0, max_value=10**12, places=6))
def test_every_decimal_comes_back(make: Make, amount: Decimal):
    answer = make.price(make.bid(make._next("S")), make.price_line(), str(amount))

    with make.database.read() as session:
        stored = session.exec(select(PriceAnswer).where(PriceAnswer.id == answer.id)).one()
    assert stored.unit_price == amount


MOMENTS = [
    datetime(2027, 3, 28, 2, 30, tzinfo=timezone(timedelta(hours=1))),
    datetime(2026, 10, 25, 0, 30, tzinfo=UTC),
    datetime(2027, 5, 28, 12, 0, 0, 123456, tzinfo=timezone(timedelta(hours=2))),
]


@pytest.mark.parametrize("moment", MOMENTS, ids=str)
def test_a_moment_keeps_its_place_in_time(make_anywhere: Make, moment: datetime):
    kind = DeadlineKind.tenders
    row = Deadline(procurement_id=make_anywhere.here.id, kind=kind, at=moment)
    make_anywhere.session.add(row)
    make_anywhere.session.commit()

    with make_anywhere.database.read() as session:
        stored = session.exec(select(Deadline)).one().at
    assert stored.tzinfo is not None
    assert stored == moment


def test_a_moment_without_a_zone_is_refused(make_anywhere: Make):
    row = Deadline(
        procurement_id=make_anywhere.here.id,
        kind=DeadlineKind.tenders,
        at=datetime(2027, 5, 28, 12, 0),
    )
    make_anywhere.session.add(row)
    with pytest.raises(Exception, match=r"(?i)zone|aware|naive"):
        make_anywhere.session.commit()


def test_an_enumeration_comes_back_as_its_member(make_anywhere: Make):
    make_anywhere.procurement(Phase.quality_locked)

    with make_anywhere.database.read() as session:
        assert session.exec(select(Procurement)).one().phase is Phase.quality_locked


def test_hypothetical_bids_come_back_as_they_were_written(make_anywhere: Make):
    bids = [{"code": "T1", "name": "Fjørå", "price": "0.10", "scores": {"K": "7.50"}}]
    make_anywhere.scenario(bids)

    with make_anywhere.database.read() as session:
        assert session.exec(select(Scenario)).one().bids == bids
