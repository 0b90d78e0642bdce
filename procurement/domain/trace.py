"""The links of the thread, many to many, each with what an auditor asks for."""

from decimal import Decimal
from typing import TYPE_CHECKING, ClassVar
from uuid import UUID

from sqlmodel import Field, Relationship, SQLModel

from procurement.domain.storage import Checked, Resting, between, exact

if TYPE_CHECKING:
    from procurement.domain.criterion import Criterion
    from procurement.domain.need import Need
    from procurement.domain.requirement import Requirement


class NeedQuote(SQLModel, table=True):
    """A need rests on a quote."""

    __tablename__ = "need_quote"

    need_id: UUID = Field(foreign_key="need.id", primary_key=True, ondelete="CASCADE")
    quote_id: UUID = Field(foreign_key="quote.id", primary_key=True, index=True, ondelete="CASCADE")


class NeedRequirement(Checked, Resting, table=True):
    """A requirement answers a need; the reason says why."""

    __tablename__ = "need_requirement"
    RESTS_ON: ClassVar[dict[str, str]] = {
        "need_fingerprint": "need_id",
        "requirement_fingerprint": "requirement_id",
    }

    need_id: UUID = Field(foreign_key="need.id", primary_key=True, ondelete="CASCADE")
    requirement_id: UUID = Field(
        foreign_key="requirement.id", primary_key=True, index=True, ondelete="CASCADE"
    )
    reason: str = Field(default="", max_length=1000)
    need_fingerprint: str = Field(default="", max_length=64)
    requirement_fingerprint: str = Field(default="", max_length=64)

    need: "Need" = Relationship(back_populates="traces")
    requirement: "Requirement" = Relationship(back_populates="traces")


class RequirementCriterion(Checked, Resting, table=True):
    """A requirement is judged under a criterion, with a share of it."""

    __tablename__ = "requirement_criterion"
    __table_args__ = (between("share", 0, 100),)
    RESTS_ON: ClassVar[dict[str, str]] = {
        "requirement_fingerprint": "requirement_id",
        "criterion_fingerprint": "criterion_id",
    }

    requirement_id: UUID = Field(foreign_key="requirement.id", primary_key=True, ondelete="CASCADE")
    criterion_id: UUID = Field(
        foreign_key="criterion.id", primary_key=True, index=True, ondelete="CASCADE"
    )
    share: Decimal = exact(ge=0, le=100)
    requirement_fingerprint: str = Field(default="", max_length=64)
    criterion_fingerprint: str = Field(default="", max_length=64)

    requirement: "Requirement" = Relationship(back_populates="shares")
    criterion: "Criterion" = Relationship(back_populates="shares")
