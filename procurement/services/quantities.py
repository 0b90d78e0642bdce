"""How much of each line of the price form is bought, by municipality and year."""

from collections.abc import Mapping
from decimal import Decimal
from uuid import UUID

from sqlmodel import col, delete, select

from procurement.domain import PriceLine, PriceQuantity
from procurement.services.work import Work

Share = tuple[UUID | None, int]  # a municipality, or all together, and a year of the contract


def quantities_of(work: Work) -> dict[UUID, dict[Share, Decimal]]:
    """Return the quantities by line; a line that is not divided has none."""
    rows = work.session.exec(
        select(PriceQuantity)
        .join(PriceLine)
        .where(PriceLine.procurement_id == work.procurement.id)
        .order_by(col(PriceQuantity.year))
    )
    found: dict[UUID, dict[Share, Decimal]] = {}
    for row in rows:
        found.setdefault(row.line_id, {})[row.organisation_id, row.year] = row.quantity
    return found


def divide(work: Work, line: PriceLine, shares: Mapping[Share, Decimal]) -> None:
    """Divide a line among municipalities and years; its quantity becomes what they add up to.

    Without shares the line keeps its quantity and is divided no more.
    """
    work.session.exec(delete(PriceQuantity).where(col(PriceQuantity.line_id) == line.id))
    for (organisation_id, year), quantity in shares.items():
        work.session.add(
            PriceQuantity(
                line_id=line.id, organisation_id=organisation_id, year=year, quantity=quantity
            )
        )
    if shares:
        line.quantity = sum(shares.values(), Decimal(0))
        work.session.add(line)
    work.session.flush()
