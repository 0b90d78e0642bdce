"""How bids are judged: the criteria tree, the scale, the model, the price form, scenarios."""

from decimal import Decimal
from enum import StrEnum, auto
from typing import Any, ClassVar
from uuid import UUID, uuid4

from sqlalchemy import JSON
from sqlmodel import Field, Relationship, SQLModel, UniqueConstraint

from procurement.domain.storage import (
    LONG,
    SHORT,
    Fingerprinted,
    Versioned,
    between,
    choice,
    exact,
    one_of,
)
from procurement.domain.trace import RequirementCriterion


class CriterionKind(StrEnum):
    """What a criterion measures."""

    quality = auto()
    environment = auto()
    price = auto()
    cost = auto()


class Method(StrEnum):
    """How the total of a bid is computed."""

    weighted_points = auto()


class PriceFormula(StrEnum):
    """How a price becomes points."""

    linear = auto()
    proportional = auto()
    high_low = auto()


class Criterion(Versioned, Fingerprinted, table=True):
    """A node of the weight tree; weights of siblings are relative to each other."""

    __table_args__ = (
        UniqueConstraint("procurement_id", "code"),
        one_of("kind", CriterionKind),
        between("weight", 0, 100),
    )
    MATERIAL: ClassVar[tuple[str, ...]] = ("name", "kind", "documentation")

    id: UUID = Field(default_factory=uuid4, primary_key=True)
    procurement_id: UUID = Field(foreign_key="procurement.id", index=True, ondelete="CASCADE")
    parent_id: UUID | None = Field(default=None, foreign_key="criterion.id", index=True)
    position: int = 0
    code: str = Field(max_length=20, min_length=1)
    name: str = Field(max_length=SHORT, min_length=1)
    kind: CriterionKind = choice(CriterionKind)
    weight: Decimal = exact(ge=0, le=100)
    documentation: str = Field(default="", max_length=LONG)

    shares: list["RequirementCriterion"] = Relationship(
        back_populates="criterion", cascade_delete=True, passive_deletes=True
    )

    @property
    def is_priced(self) -> bool:
        """True if prices and not scores give its points."""
        return self.kind in (CriterionKind.price, CriterionKind.cost)


class ScaleStep(SQLModel, table=True):
    """What a number of points means in words; the scale is the same for all criteria."""

    __tablename__ = "scale_step"
    __table_args__ = (UniqueConstraint("procurement_id", "points"),)

    id: UUID = Field(default_factory=uuid4, primary_key=True)
    procurement_id: UUID = Field(foreign_key="procurement.id", index=True, ondelete="CASCADE")
    points: Decimal = exact(ge=0)
    text: str = Field(max_length=300, min_length=1)


class EvaluationModel(Versioned, table=True):
    """Everything that decides how points become a ranking; frozen with the documents."""

    __tablename__ = "evaluation_model"
    __table_args__ = (
        UniqueConstraint("procurement_id"),
        one_of("method", Method),
        one_of("price_formula", PriceFormula),
    )

    id: UUID = Field(default_factory=uuid4, primary_key=True)
    procurement_id: UUID = Field(foreign_key="procurement.id", ondelete="CASCADE")
    method: Method = choice(Method, default=Method.weighted_points)
    max_points: Decimal = exact(default=Decimal(10), gt=0)
    price_formula: PriceFormula = choice(PriceFormula, default=PriceFormula.linear)
    zero_at: Decimal = exact(default=Decimal(2), gt=1)
    floor: Decimal | None = exact(default=None)
    rounding_points: int | None = Field(default=None, ge=0, le=6)
    rounding_total: int | None = Field(default=None, ge=0, le=6)
    tie_rule: str = Field(default="", max_length=LONG)


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


class Scenario(Versioned, table=True):
    """Hypothetical bids for the model test, each with a price and points per criterion."""

    __table_args__ = (UniqueConstraint("procurement_id", "name"),)

    id: UUID = Field(default_factory=uuid4, primary_key=True)
    procurement_id: UUID = Field(foreign_key="procurement.id", index=True, ondelete="CASCADE")
    name: str = Field(max_length=SHORT, min_length=1)
    note: str = Field(default="", max_length=LONG)
    bids: list[dict[str, Any]] = Field(default_factory=list, sa_type=JSON)
