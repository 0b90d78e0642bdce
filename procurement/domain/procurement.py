"""A procurement, its phase, its deadlines, who takes part, and its frozen baselines."""

from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum, auto
from uuid import UUID, uuid4

from sqlmodel import Field, SQLModel, UniqueConstraint

from procurement.domain.storage import LONG, SHORT, Versioned, choice, exact, one_of, spelled


class Phase(StrEnum):
    """The phases of a procurement, in their order."""

    drafting = auto()
    review = auto()
    sealed = auto()
    bids_in = auto()
    quality_locked = auto()
    price_open = auto()
    decided = auto()
    closed = auto()

    def has_reached(self, other: "Phase") -> bool:
        """Return True if this phase is the other one or a later one."""
        order = list(Phase)
        return order.index(self) >= order.index(other)


class Procedure(StrEnum):
    """The procurement procedure."""

    open = auto()
    negotiated = auto()


class ParticipationStatus(StrEnum):
    """Whether an organisation takes part."""

    participates = auto()
    option = auto()
    undecided = auto()
    declined = auto()


class DeadlineKind(StrEnum):
    """What falls due."""

    questions = auto()
    applications = auto()
    tenders = auto()


class Procurement(Versioned, table=True):
    """One joint purchase, from needs to award."""

    __table_args__ = (one_of("phase", Phase), one_of("procedure", Procedure))

    id: UUID = Field(default_factory=uuid4, primary_key=True)
    slug: str = spelled(r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=60, unique=True)
    title: str = Field(max_length=SHORT, min_length=1)
    buyer: str = Field(default="", max_length=SHORT)
    language: str = Field(default="nb", max_length=2)
    procedure: Procedure = choice(Procedure, default=Procedure.negotiated)
    contract_type: str = Field(default="SSA-L", max_length=20)
    purpose: str = Field(default="", max_length=LONG)
    environment_justification: str = Field(default="", max_length=LONG)
    phase: Phase = choice(Phase, default=Phase.drafting)


class Deadline(SQLModel, table=True):
    """A date that the suppliers must keep."""

    __table_args__ = (UniqueConstraint("procurement_id", "kind"), one_of("kind", DeadlineKind))

    id: UUID = Field(default_factory=uuid4, primary_key=True)
    procurement_id: UUID = Field(foreign_key="procurement.id", index=True, ondelete="CASCADE")
    kind: DeadlineKind = choice(DeadlineKind)
    at: datetime


class Participation(SQLModel, table=True):
    """An organisation's part in a procurement, with what is known of its present system."""

    __table_args__ = (
        UniqueConstraint("procurement_id", "organisation_id"),
        one_of("status", ParticipationStatus),
    )

    id: UUID = Field(default_factory=uuid4, primary_key=True)
    procurement_id: UUID = Field(foreign_key="procurement.id", index=True, ondelete="CASCADE")
    organisation_id: UUID = Field(foreign_key="organisation.id", index=True)
    status: ParticipationStatus = choice(ParticipationStatus)
    since: date | None = None
    current_erp: str | None = Field(default=None, max_length=SHORT)
    yearly_cost: Decimal | None = exact(default=None, ge=0)
    notice_period: str | None = Field(default=None, max_length=SHORT)
    note: str = Field(default="", max_length=LONG)


class Baseline(SQLModel, table=True):
    """A frozen edition of the specification and the model; never changed, named by its digest."""

    __table_args__ = (UniqueConstraint("procurement_id", "number"),)

    id: UUID = Field(default_factory=uuid4, primary_key=True)
    procurement_id: UUID = Field(foreign_key="procurement.id", index=True, ondelete="CASCADE")
    number: int = Field(ge=1)
    digest: str = Field(max_length=80)
    content: str
    made_at: datetime
    made_by: str = Field(max_length=SHORT)
    name: str = Field(default="", max_length=SHORT)
    note: str = Field(default="", max_length=LONG)
