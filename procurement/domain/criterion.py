"""What bids are judged by: the criteria tree and the scale."""

from decimal import Decimal
from enum import StrEnum, auto
from typing import ClassVar
from uuid import UUID, uuid4

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
    max_value: Decimal | None = exact(default=None, ge=0)  # of full points, where quality has one
    weight_least: Decimal | None = exact(default=None, ge=0, le=100)  # if a range is published
    weight_most: Decimal | None = exact(default=None, ge=0, le=100)
    is_published: bool = True  # whether the bidders know the weight

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
