"""Backing: what each municipality has, wants or objects to, and which chapters it has read."""

from datetime import datetime
from enum import StrEnum, auto
from typing import ClassVar
from uuid import UUID, uuid4

from sqlmodel import Field, SQLModel, UniqueConstraint

from procurement.domain.storage import SHORT, Resting, Versioned, choice, one_of


class Stance(StrEnum):
    """Where a municipality stands on a need."""

    has = auto()
    wants = auto()
    objects = auto()


class NeedBacking(Versioned, Resting, table=True):
    """A municipality's stance on a need, as the need stood then."""

    __tablename__ = "need_backing"
    __table_args__ = (UniqueConstraint("need_id", "organisation_id"), one_of("stance", Stance))
    RESTS_ON: ClassVar[dict[str, str]] = {"need_fingerprint": "need_id"}

    id: UUID = Field(default_factory=uuid4, primary_key=True)
    need_id: UUID = Field(foreign_key="need.id", index=True, ondelete="CASCADE")
    organisation_id: UUID = Field(foreign_key="organisation.id", index=True, ondelete="CASCADE")
    stance: Stance = choice(Stance)
    importance: int | None = Field(default=None, ge=1, le=5)
    reason: str = Field(default="", max_length=1000)
    need_fingerprint: str = Field(default="", max_length=64)
    saved_at: datetime
    saved_by: str = Field(max_length=SHORT)


class ChapterReading(SQLModel, table=True):
    """A municipality has read a chapter."""

    __tablename__ = "chapter_reading"

    chapter_id: UUID = Field(foreign_key="chapter.id", primary_key=True, ondelete="CASCADE")
    organisation_id: UUID = Field(
        foreign_key="organisation.id", primary_key=True, index=True, ondelete="CASCADE"
    )
    read_at: datetime
    read_by: str = Field(max_length=SHORT)
