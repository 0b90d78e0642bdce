"""Why: sources, what they say word for word, and the needs that follow."""

from datetime import date, datetime
from enum import StrEnum, auto
from typing import TYPE_CHECKING, Any, ClassVar
from uuid import UUID, uuid4

from sqlalchemy import JSON
from sqlmodel import Field, Relationship, SQLModel, UniqueConstraint

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
from procurement.domain.trace import NeedQuote, NeedRequirement

if TYPE_CHECKING:
    from procurement.domain.requirement import Requirement


class SourceKind(StrEnum):
    """How a source came about."""

    document = auto()
    interview = auto()
    workshop = auto()
    survey = auto()


class NeedKind(StrEnum):
    """What kind of finding a need is."""

    situation = auto()
    challenge = auto()
    need = auto()
    gap = auto()
    measure = auto()
    desired_state = auto()
    benefit = auto()
    risk = auto()


class NeedPriority(StrEnum):
    """How much a need matters."""

    high = auto()
    medium = auto()
    low = auto()


class Source(SQLModel, table=True):
    """A document, interview, workshop or survey that the needs rest on."""

    __table_args__ = (UniqueConstraint("procurement_id", "code"), one_of("kind", SourceKind))

    id: UUID = Field(default_factory=uuid4, primary_key=True)
    procurement_id: UUID = Field(foreign_key="procurement.id", index=True, ondelete="CASCADE")
    code: str = Field(max_length=30, min_length=1)
    title: str = Field(max_length=300, min_length=1)
    kind: SourceKind = choice(SourceKind)
    publisher: str | None = Field(default=None, max_length=SHORT)
    dated: date | None = None
    note: str = Field(default="", max_length=LONG)

    quotes: list["Quote"] = Relationship(
        back_populates="source", sa_relationship_kwargs={"order_by": "Quote.position"}
    )


class SourceText(SQLModel, table=True):
    """The whole text of a source, pasted or read from a file, in which quotes are marked."""

    __tablename__ = "source_text"

    source_id: UUID = Field(foreign_key="source.id", primary_key=True, ondelete="CASCADE")
    text: str = Field(min_length=1)
    file_name: str = Field(default="", max_length=SHORT)
    sha256: str = Field(max_length=64)
    added_at: datetime
    added_by: str = Field(max_length=SHORT)


class Quote(SQLModel, table=True):
    """What a source says, and where in it."""

    __table_args__ = (UniqueConstraint("procurement_id", "code"),)

    id: UUID = Field(default_factory=uuid4, primary_key=True)
    procurement_id: UUID = Field(foreign_key="procurement.id", index=True, ondelete="CASCADE")
    source_id: UUID = Field(foreign_key="source.id", index=True, ondelete="CASCADE")
    code: str = Field(max_length=30, min_length=1)
    place: str = Field(default="", max_length=300)
    text: str = Field(max_length=LONG, min_length=1)
    position: int = 0
    begins: int | None = Field(default=None, ge=0)  # where in the text of the source
    ends: int | None = Field(default=None, ge=0)

    source: "Source" = Relationship(back_populates="quotes")
    needs: list["Need"] = Relationship(
        back_populates="quotes",
        link_model=NeedQuote,
        sa_relationship_kwargs={"order_by": "Need.code"},
    )


class Need(Versioned, Fingerprinted, table=True):
    """One thing the buyers need, in a sentence of their own."""

    __table_args__ = (
        UniqueConstraint("procurement_id", "code"),
        one_of("kind", NeedKind),
        one_of("priority", NeedPriority),
    )
    MATERIAL: ClassVar[tuple[str, ...]] = ("statement", "kind")

    id: UUID = Field(default_factory=uuid4, primary_key=True)
    procurement_id: UUID = Field(foreign_key="procurement.id", index=True, ondelete="CASCADE")
    code: str = spelled(CODE, max_length=20)
    statement: str = Field(max_length=1000, min_length=1)
    area: str = Field(max_length=SHORT, min_length=1)
    kind: NeedKind = choice(NeedKind)
    priority: NeedPriority = choice(NeedPriority, default=NeedPriority.medium)
    merged_into_id: UUID | None = Field(default=None, foreign_key="need.id", index=True)

    quotes: list["Quote"] = Relationship(
        back_populates="needs",
        link_model=NeedQuote,
        sa_relationship_kwargs={"order_by": "Quote.code"},
    )
    traces: list["NeedRequirement"] = Relationship(
        back_populates="need", cascade_delete=True, passive_deletes=True
    )

    @property
    def requirements(self) -> list["Requirement"]:
        """Return the requirements that answer this need, by code."""
        return sorted((trace.requirement for trace in self.traces), key=lambda r: r.code)


class NeedMerge(SQLModel, table=True):
    """A need that was taken up in another: what moved with it, so that it can be undone."""

    __tablename__ = "need_merge"

    id: UUID = Field(default_factory=uuid4, primary_key=True)
    procurement_id: UUID = Field(foreign_key="procurement.id", index=True, ondelete="CASCADE")
    kept_id: UUID = Field(foreign_key="need.id", index=True, ondelete="CASCADE")
    merged_id: UUID = Field(foreign_key="need.id", index=True, ondelete="CASCADE")
    why: str = Field(default="", max_length=1000)
    made_at: datetime
    made_by: str = Field(max_length=SHORT)
    undone_at: datetime | None = None
    undone_by: str = Field(default="", max_length=SHORT)
    moved: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)
