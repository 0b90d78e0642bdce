"""Lines of the price form divided among municipalities and years, on both databases."""

from decimal import Decimal

import pytest
from factories import Make

from procurement.db import Database
from procurement.domain import PriceQuantity
from procurement.errors import KravsporError
from procurement.i18n import language
from procurement.services.documents.prices import price_form
from procurement.services.quantities import divide, quantities_of


def test_a_divided_line_has_the_sum_as_its_quantity(database: Database) -> None:
    with Make(database) as make:
        line = make.price_line(quantity=Decimal(7))
        rana, vefsn = make.municipality("Rana"), make.municipality("Vefsn")
        work = make.work(make.member())
        shares = {
            (rana.organisation_id, 1): Decimal("1.5"),
            (rana.organisation_id, 2): Decimal("0.1"),
            (vefsn.organisation_id, 1): Decimal("0.2"),
            (None, 4): Decimal(3),
        }
        divide(work, line, shares)
        make.session.commit()

        assert line.quantity == Decimal("4.8")
        assert quantities_of(work) == {line.id: shares}
        with language("nb"):
            (form,) = price_form(work).lines
        assert [(share.buyer, share.years) for share in form.shares] == [
            ("Alle under ett", ((4, Decimal(3)),)),
            ("Rana", ((1, Decimal("1.5")), (2, Decimal("0.1")))),
            ("Vefsn", ((1, Decimal("0.2")),)),
        ]

        divide(work, line, {(None, 1): Decimal(2)})
        make.session.commit()
        assert line.quantity == 2
        divide(work, line, {})
        make.session.commit()
        assert line.quantity == 2
        assert quantities_of(work) == {}


def test_a_line_that_is_not_divided_is_for_all(make: Make) -> None:
    make.price_line(quantity=Decimal(12))
    with language("nb"):
        (line,) = price_form(make.work(make.member())).lines
    assert [(share.buyer, share.years) for share in line.shares] == [
        ("Alle under ett", ((0, Decimal(12)),))
    ]


def test_a_line_whose_parts_do_not_add_up_goes_nowhere(make: Make) -> None:
    line = make.price_line(code="PL-7", quantity=Decimal(12))
    make.session.add(PriceQuantity(line_id=line.id, year=1, quantity=Decimal(11)))
    make.session.commit()
    with pytest.raises(KravsporError, match="PL-7 add up to 11, but the line says 12"):
        price_form(make.work(make.member()))
