"""What goes out: the buyer's own words and masters, previews, the seal, and later addenda."""

from datetime import datetime
from uuid import UUID, uuid4

from sqlmodel import Field, SQLModel, UniqueConstraint

from procurement.domain.storage import LONG, SHORT, Versioned


class TenderText(Versioned, table=True):
    """What the buyer fills in at one named place of the documents; no row means it is blank."""

    __tablename__ = "tender_text"
    __table_args__ = (UniqueConstraint("procurement_id", "name"),)

    id: UUID = Field(default_factory=uuid4, primary_key=True)
    procurement_id: UUID = Field(foreign_key="procurement.id", index=True, ondelete="CASCADE")
    name: str = Field(max_length=60, min_length=1)  # of the place, as the document set declares it
    text: str = Field(max_length=LONG, min_length=1)


class MasterFile(Versioned, table=True):
    """A Word master of the buyer's own that is used instead of the one that is shipped."""

    __tablename__ = "master_file"
    __table_args__ = (UniqueConstraint("procurement_id", "deliverable"),)

    id: UUID = Field(default_factory=uuid4, primary_key=True)
    procurement_id: UUID = Field(foreign_key="procurement.id", index=True, ondelete="CASCADE")
    deliverable: str = Field(max_length=60, min_length=1)
    file_name: str = Field(max_length=SHORT, min_length=1)
    content: bytes
    sha256: str = Field(max_length=64)
    uploaded_at: datetime
    uploaded_by: str = Field(max_length=SHORT)


class HouseStyle(Versioned, table=True):
    """The buyer's logo and colour, used in the documents that have a place for them."""

    __tablename__ = "house_style"
    __table_args__ = (UniqueConstraint("procurement_id"),)

    id: UUID = Field(default_factory=uuid4, primary_key=True)
    procurement_id: UUID = Field(foreign_key="procurement.id", ondelete="CASCADE")
    logo: bytes | None = None  # PNG
    logo_text: str = Field(default="", max_length=SHORT)  # what the logo says, for who cannot see
    colour: str = Field(default="", max_length=7)  # «#1a4d7a» of headings, or the master's own


class Preview(SQLModel, table=True):
    """The newest PDF of a document, and what it was made of."""

    __table_args__ = (UniqueConstraint("procurement_id", "name"),)

    id: UUID = Field(default_factory=uuid4, primary_key=True)
    procurement_id: UUID = Field(foreign_key="procurement.id", index=True, ondelete="CASCADE")
    name: str = Field(max_length=SHORT, min_length=1)  # of the document
    edition: str = Field(max_length=80)  # the baseline or draft it shows
    made_by: str = Field(max_length=SHORT)
    made_at: datetime
    writer: str = Field(max_length=SHORT)  # what turned it into PDF
    content: bytes


class Seal(Versioned, table=True):
    """Two people freeze a document set: one proposes, another confirms the same digest."""

    __table_args__ = (UniqueConstraint("procurement_id", "number"),)

    id: UUID = Field(default_factory=uuid4, primary_key=True)
    procurement_id: UUID = Field(foreign_key="procurement.id", index=True, ondelete="CASCADE")
    number: int = Field(ge=1)
    digest: str = Field(max_length=80)  # of what stood when it was proposed
    proposed_by: UUID = Field(foreign_key="membership.id", index=True, ondelete="CASCADE")
    proposed_at: datetime
    confirmed_by: UUID | None = Field(
        default=None, foreign_key="membership.id", index=True, ondelete="CASCADE"
    )
    confirmed_at: datetime | None = None
    baseline: int | None = None  # number of the baseline that the seal made
    manifest: str = ""  # names and digests of all files, as JSON


class SealedFile(SQLModel, table=True):
    """A document as it was when the set was sealed; never written again."""

    __tablename__ = "sealed_file"
    __table_args__ = (UniqueConstraint("seal_id", "name"),)

    id: UUID = Field(default_factory=uuid4, primary_key=True)
    seal_id: UUID = Field(foreign_key="seal.id", index=True, ondelete="CASCADE")
    name: str = Field(max_length=SHORT, min_length=1)
    sha256: str = Field(max_length=64)
    content: bytes


class Addendum(Versioned, table=True):
    """Numbered additional information after sealing: answers to questions, and changes."""

    __table_args__ = (UniqueConstraint("procurement_id", "number"),)

    id: UUID = Field(default_factory=uuid4, primary_key=True)
    procurement_id: UUID = Field(foreign_key="procurement.id", index=True, ondelete="CASCADE")
    number: int = Field(ge=1)
    title: str = Field(max_length=SHORT, min_length=1)
    text: str = Field(default="", max_length=LONG)  # questions and answers, as they go out
    deadline: datetime | None = None  # the new deadline for tenders, if it is put off
    why_material: str = Field(default="", max_length=LONG)  # what was thought of the deadline
    made_by: str = Field(max_length=SHORT)
    made_at: datetime
    published_at: datetime | None = None
    baseline_before: int | None = None
    baseline_after: int | None = None


class AddendumChange(Versioned, table=True):
    """One field of a requirement that an addendum changes, with the text before and after."""

    __tablename__ = "addendum_change"
    __table_args__ = (UniqueConstraint("addendum_id", "requirement_id", "field"),)

    id: UUID = Field(default_factory=uuid4, primary_key=True)
    addendum_id: UUID = Field(foreign_key="addendum.id", index=True, ondelete="CASCADE")
    requirement_id: UUID = Field(foreign_key="requirement.id", index=True, ondelete="CASCADE")
    field: str = Field(max_length=60, min_length=1)
    before: str = Field(default="", max_length=LONG)
    after: str = Field(default="", max_length=LONG)
    reason: str = Field(default="", max_length=LONG)
