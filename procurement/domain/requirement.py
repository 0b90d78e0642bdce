"""What: the chapters of the specification and the requirements in them."""

from enum import StrEnum, auto
from typing import TYPE_CHECKING, ClassVar, Optional
from uuid import UUID, uuid4

from sqlmodel import Field, Relationship, UniqueConstraint

from procurement.domain.storage import (
    CODE,
    LONG,
    SHORT,
    Fingerprinted,
    Versioned,
    choice,
    one_of,
    spelled,
)
from procurement.domain.trace import NeedRequirement, RequirementCriterion

if TYPE_CHECKING:
    from procurement.domain.need import Need


class RequirementClass(StrEnum):
    """What a requirement does to a bid."""

    minimum = auto()
    evaluated = auto()
    minimum_evaluated = auto()
    information = auto()
    option = auto()
    contract = auto()

    @property
    def letter(self) -> str:
        """Return the letter that the class is known by in Norwegian tenders."""
        return CLASS_LETTERS[self]

    @property
    def is_evaluated(self) -> bool:
        """True if bids get points for it."""
        return self in (RequirementClass.evaluated, RequirementClass.minimum_evaluated)

    @property
    def is_minimum(self) -> bool:
        """True if a bid must fulfil it."""
        return self in (RequirementClass.minimum, RequirementClass.minimum_evaluated)


CLASS_LETTERS = {
    RequirementClass.minimum: "A",
    RequirementClass.evaluated: "V",
    RequirementClass.minimum_evaluated: "AV",
    RequirementClass.information: "I",
    RequirementClass.option: "O",
    RequirementClass.contract: "K",
}


class AnswerForm(StrEnum):
    """In what form the supplier answers."""

    accept = auto()
    degree = auto()
    yes_no_text = auto()
    text = auto()
    number = auto()
    choice = auto()
    file = auto()
    price = auto()


class Verification(StrEnum):
    """How the buyer checks that the requirement is met."""

    test = auto()
    demonstration = auto()
    documentation = auto()
    description = auto()
    control = auto()
    measurement = auto()
    price = auto()


class Deviation(StrEnum):
    """What follows when a bid does not meet a minimum requirement."""

    shall_reject = auto()
    may_reject = auto()


class Fulfilment(StrEnum):
    """When the requirement must be met."""

    contract = auto()
    acceptance = auto()
    agreed = auto()


class RequirementStatus(StrEnum):
    """How far a requirement has come."""

    draft = auto()
    in_review = auto()
    approved = auto()
    locked = auto()


class Chapter(Versioned, table=True):
    """A chapter; its number is rendered from its place in the tree."""

    id: UUID = Field(default_factory=uuid4, primary_key=True)
    procurement_id: UUID = Field(foreign_key="procurement.id", index=True, ondelete="CASCADE")
    parent_id: UUID | None = Field(default=None, foreign_key="chapter.id", index=True)
    position: int = 0
    title: str = Field(max_length=SHORT, min_length=1)
    responsible_id: UUID | None = Field(
        default=None, foreign_key="membership.id", index=True, ondelete="SET NULL"
    )


class Requirement(Versioned, Fingerprinted, table=True):
    """One obligation, one sentence, one way to verify it (ISO/IEC/IEEE 29148, 5.2.5)."""

    __table_args__ = (
        UniqueConstraint("procurement_id", "code"),
        one_of("requirement_class", RequirementClass),
        one_of("answer_form", AnswerForm),
        one_of("verification", Verification),
        one_of("deviation", Deviation),
        one_of("fulfilment", Fulfilment),
        one_of("status", RequirementStatus),
    )
    MATERIAL: ClassVar[tuple[str, ...]] = (
        "statement",
        "requirement_class",
        "answer_form",
        "answer_instruction",
        "choices",
        "word_limit",
        "unit",
        "verification",
        "deviation",
        "fulfilment",
    )

    id: UUID = Field(default_factory=uuid4, primary_key=True)
    procurement_id: UUID = Field(foreign_key="procurement.id", index=True, ondelete="CASCADE")
    chapter_id: UUID = Field(foreign_key="chapter.id", index=True)
    position: int = 0
    code: str = spelled(CODE, max_length=20)
    title: str = Field(default="", max_length=SHORT)
    statement: str = Field(max_length=LONG, min_length=1)
    why: str = Field(default="", max_length=LONG)
    requirement_class: RequirementClass = choice(RequirementClass)
    answer_form: AnswerForm = choice(AnswerForm, default=AnswerForm.accept)
    answer_instruction: str = Field(default="", max_length=LONG)
    choices: str = Field(default="", max_length=LONG)  # one answer on each line
    word_limit: int | None = Field(default=None, ge=1)
    unit: str | None = Field(default=None, max_length=30)
    verification: Verification = choice(Verification, default=Verification.documentation)
    deviation: Deviation | None = choice(Deviation, default=None, nullable=True)
    fulfilment: Fulfilment = choice(Fulfilment, default=Fulfilment.acceptance)
    legal_basis: str = Field(default="", max_length=LONG)
    integration_point: str = Field(default="", max_length=1000)  # why a product may be named
    status: RequirementStatus = choice(RequirementStatus, default=RequirementStatus.draft)
    catalogue_key: str | None = Field(default=None, max_length=20)
    catalogue_digest: str | None = Field(default=None, max_length=80)

    chapter: Optional["Chapter"] = Relationship()
    traces: list["NeedRequirement"] = Relationship(
        back_populates="requirement", cascade_delete=True, passive_deletes=True
    )
    shares: list["RequirementCriterion"] = Relationship(
        back_populates="requirement", cascade_delete=True, passive_deletes=True
    )

    @property
    def needs(self) -> list["Need"]:
        """Return the needs that this requirement answers, by code."""
        return sorted((trace.need for trace in self.traces), key=lambda n: n.code)
