"""Who takes part: municipalities, people, their sessions and their roles."""

from datetime import datetime
from enum import StrEnum, auto
from uuid import UUID, uuid4

from sqlmodel import Field, SQLModel, UniqueConstraint

from procurement.domain.storage import SHORT, Versioned, choice, one_of


class Role(StrEnum):
    """What a member does in a procurement."""

    lead = auto()
    working_group = auto()
    contact = auto()
    evaluator = auto()
    chair = auto()
    price_officer = auto()
    observer = auto()


class Organisation(SQLModel, table=True):
    """A municipality or another buyer; what is not known is null and shown as unknown."""

    id: UUID = Field(default_factory=uuid4, primary_key=True)
    name: str = Field(max_length=SHORT, unique=True, min_length=1)
    organisation_number: str | None = Field(default=None, max_length=9)
    municipality_number: str | None = Field(default=None, max_length=4)
    population: int | None = Field(default=None, ge=0)


class User(Versioned, table=True):
    """A person who can sign in."""

    __tablename__ = "user_account"

    id: UUID = Field(default_factory=uuid4, primary_key=True)
    email: str = Field(max_length=SHORT, unique=True, min_length=3)
    name: str = Field(max_length=SHORT, min_length=1)
    password_hash: str = Field(max_length=200)
    language: str = Field(default="nb", max_length=2)
    is_active: bool = True


class UserSession(SQLModel, table=True):
    """A signed-in browser; the cookie holds a token of which only the digest is stored."""

    __tablename__ = "user_session"

    token_sha256: str = Field(primary_key=True, max_length=64)
    user_id: UUID = Field(foreign_key="user_account.id", index=True, ondelete="CASCADE")
    created: datetime
    last_seen: datetime


class SignInAttempt(SQLModel, table=True):
    """A failed sign-in, kept to slow down guessing."""

    __tablename__ = "sign_in_attempt"

    id: UUID = Field(default_factory=uuid4, primary_key=True)
    email: str = Field(max_length=SHORT, index=True)
    at: datetime


class Membership(SQLModel, table=True):
    """A user's role in one procurement, on behalf of an organisation where there is one."""

    __table_args__ = (UniqueConstraint("procurement_id", "user_id"), one_of("role", Role))

    id: UUID = Field(default_factory=uuid4, primary_key=True)
    procurement_id: UUID = Field(foreign_key="procurement.id", index=True, ondelete="CASCADE")
    user_id: UUID = Field(foreign_key="user_account.id", index=True)
    organisation_id: UUID | None = Field(default=None, foreign_key="organisation.id", index=True)
    role: Role = choice(Role)
