"""Revisions: how a need or a requirement read after each change; filters that people keep."""

from datetime import datetime
from enum import StrEnum, auto
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import JSON
from sqlmodel import Field, SQLModel, UniqueConstraint

from procurement.domain.storage import SHORT, choice, one_of


class Subject(StrEnum):
    """What a revision is of."""

    need = auto()
    requirement = auto()


class Revision(SQLModel, table=True):
    """A need or a requirement as it stood after a change; kept also after it is removed."""

    __table_args__ = (UniqueConstraint("thing_id", "number"), one_of("subject", Subject))

    id: UUID = Field(default_factory=uuid4, primary_key=True)
    procurement_id: UUID = Field(foreign_key="procurement.id", index=True, ondelete="CASCADE")
    subject: Subject = choice(Subject)
    thing_id: UUID = Field(index=True)
    code: str = Field(max_length=20)
    number: int = Field(ge=1)  # the version of the row
    at: datetime
    actor: str = Field(max_length=SHORT)
    why: str = Field(default="", max_length=1000)
    removed: bool = False
    fingerprint: str = Field(default="", max_length=64)
    content: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)


class SavedFilter(SQLModel, table=True):
    """A list as somebody wants to see it again."""

    __tablename__ = "saved_filter"
    __table_args__ = (UniqueConstraint("membership_id", "page", "name"),)

    id: UUID = Field(default_factory=uuid4, primary_key=True)
    membership_id: UUID = Field(foreign_key="membership.id", index=True, ondelete="CASCADE")
    page: str = Field(max_length=60)
    name: str = Field(max_length=SHORT, min_length=1)
    query: str = Field(default="", max_length=2000)  # as in the address
