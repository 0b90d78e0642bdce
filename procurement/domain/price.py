"""The price form: its lines, and how much of each is bought by whom and when."""

from decimal import Decimal
from uuid import UUID, uuid4

from sqlmodel import Field, SQLModel, UniqueConstraint

from procurement.domain.storage import SHORT, exact


class PriceLine(SQLModel, table=True):
    """One line of the price form."""

    __tablename__ = "price_line"
    __table_args__ = (UniqueConstraint("procurement_id", "code"),)

    id: UUID = Field(default_factory=uuid4, primary_key=True)
    procurement_id: UUID = Field(foreign_key="procurement.id", index=True, ondelete="CASCADE")
    position: int = 0
    code: str = Field(max_length=20, min_length=1)
    name: str = Field(max_length=SHORT, min_length=1)
    unit: str = Field(max_length=30)
    quantity: Decimal = exact(ge=0)
    is_option: bool = False


class PriceQuantity(SQLModel, table=True):
    """How much of a line one municipality, or all together, buys in one year of the contract.

    A line has either none of these or so many that they add up to its quantity.
    """

    __tablename__ = "price_quantity"
    __table_args__ = (UniqueConstraint("line_id", "organisation_id", "year"),)

    id: UUID = Field(default_factory=uuid4, primary_key=True)
    line_id: UUID = Field(foreign_key="price_line.id", index=True, ondelete="CASCADE")
    organisation_id: UUID | None = Field(
        default=None, foreign_key="organisation.id", index=True, ondelete="CASCADE"
    )
    year: int = Field(ge=1, le=40)
    quantity: Decimal = exact(ge=0)
