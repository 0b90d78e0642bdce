"""Bids: who offers, what they answer, and at what price."""

from decimal import Decimal
from enum import StrEnum, auto
from uuid import UUID, uuid4

from sqlmodel import Field, Relationship, SQLModel, UniqueConstraint

from procurement.domain.storage import LONG, SHORT, choice, exact, one_of


class BidRound(StrEnum):
    """Which bid of a supplier it is."""

    initial = auto()
    revised = auto()
    final = auto()


class Supplier(SQLModel, table=True):
    """A firm that offers; the code is the short name used in tables."""

    __table_args__ = (UniqueConstraint("procurement_id", "code"),)

    id: UUID = Field(default_factory=uuid4, primary_key=True)
    procurement_id: UUID = Field(foreign_key="procurement.id", index=True, ondelete="CASCADE")
    code: str = Field(max_length=20, min_length=1)
    name: str = Field(max_length=SHORT, min_length=1)
    note: str = Field(default="", max_length=LONG)


class Bid(SQLModel, table=True):
    """One bid of a supplier in one round."""

    __table_args__ = (UniqueConstraint("supplier_id", "round"), one_of("round", BidRound))

    id: UUID = Field(default_factory=uuid4, primary_key=True)
    procurement_id: UUID = Field(foreign_key="procurement.id", index=True, ondelete="CASCADE")
    supplier_id: UUID = Field(foreign_key="supplier.id", index=True, ondelete="CASCADE")
    round: BidRound = choice(BidRound, default=BidRound.final)
    excluded: str | None = Field(default=None, max_length=LONG)

    supplier: "Supplier" = Relationship()


class Answer(SQLModel, table=True):
    """What a bid answers to a requirement."""

    id: UUID = Field(default_factory=uuid4, primary_key=True)
    __table_args__ = (UniqueConstraint("bid_id", "requirement_id"),)

    bid_id: UUID = Field(foreign_key="bid.id", index=True, ondelete="CASCADE")
    requirement_id: UUID = Field(foreign_key="requirement.id", index=True, ondelete="CASCADE")
    value: str | None = Field(default=None, max_length=300)
    text: str = Field(default="", max_length=32_000)


class PriceAnswer(SQLModel, table=True):
    """The unit price of a bid for a line of the price form."""

    __tablename__ = "price_answer"
    __table_args__ = (UniqueConstraint("bid_id", "line_id"),)

    id: UUID = Field(default_factory=uuid4, primary_key=True)
    bid_id: UUID = Field(foreign_key="bid.id", index=True, ondelete="CASCADE")
    line_id: UUID = Field(foreign_key="price_line.id", index=True, ondelete="CASCADE")
    unit_price: Decimal = exact(ge=0)
