"""Bids as they stand: who, what they answered, what they cost."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any, cast
from uuid import UUID

from sqlalchemy.orm import selectinload
from sqlmodel import col, select

from procurement.domain import Answer, Bid, BidRound, PriceAnswer, PriceLine, Requirement
from procurement.services.work import Work


@dataclass(frozen=True)
class PricedLine:
    """A line of the price form as one bid filled it in."""

    line: PriceLine
    unit_price: Decimal | None

    @property
    def amount(self) -> Decimal | None:
        """Return quantity times unit price; unknown when the line is blank."""
        return None if self.unit_price is None else self.line.quantity * self.unit_price


def bids_of(work: Work) -> list[Bid]:
    """Return the final bids, by the code of the supplier."""
    found = work.session.exec(
        select(Bid)
        .where(Bid.procurement_id == work.procurement.id, Bid.round == BidRound.final)
        .options(selectinload(cast(Any, Bid.supplier)))
    )
    return sorted(found, key=lambda bid: bid.supplier.code)


def price_lines(work: Work) -> list[PriceLine]:
    """Return the lines of the price form, in their order."""
    return list(
        work.session.exec(
            select(PriceLine)
            .where(PriceLine.procurement_id == work.procurement.id)
            .order_by(col(PriceLine.position))
        )
    )


def priced_lines(work: Work) -> dict[UUID, list[PricedLine]]:
    """Return for each bid its price form; callers must hold the right to see prices."""
    lines = price_lines(work)
    answers = work.session.exec(
        select(PriceAnswer).join(Bid).where(Bid.procurement_id == work.procurement.id)
    )
    given = {(answer.bid_id, answer.line_id): answer.unit_price for answer in answers}
    return {
        bid.id: [PricedLine(line, given.get((bid.id, line.id))) for line in lines]
        for bid in bids_of(work)
    }


def evaluated_price(lines: list[PricedLine]) -> Decimal | None:
    """Return the sum of all lines that are no options; unknown when one of them is blank."""
    amounts = [priced.amount for priced in lines if not priced.line.is_option]
    if not amounts or any(amount is None for amount in amounts):
        return None
    return sum((amount for amount in amounts if amount is not None), Decimal(0))


def answers_of(work: Work, requirement_id: UUID | None = None) -> dict[tuple[UUID, UUID], Answer]:
    """Return the answers by bid and requirement."""
    statement = select(Answer).join(Bid).where(Bid.procurement_id == work.procurement.id)
    if requirement_id is not None:
        statement = statement.where(Answer.requirement_id == requirement_id)
    return {(a.bid_id, a.requirement_id): a for a in work.session.exec(statement)}


def evaluated_requirements(work: Work) -> list[Requirement]:
    """Return the requirements that bids get points for, in the order of the specification."""
    found = work.session.exec(
        select(Requirement)
        .where(Requirement.procurement_id == work.procurement.id)
        .order_by(col(Requirement.position))
    )
    return [r for r in found if r.requirement_class.is_evaluated]
