"""How values are stored: named constraints, exact decimals, enumerations as text, row versions."""

import hashlib
import json
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any, ClassVar

from sqlalchemy import CheckConstraint, Dialect, Numeric, String, TypeDecorator
from sqlalchemy.orm import declared_attr
from sqlmodel import Field, SQLModel

SQLModel.metadata.naming_convention = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}

SHORT = 120
LONG = 8_000
CODE = r"^[A-ZÆØÅ]+-[0-9]+$"  # what people call a need or a requirement: B-07, KR-014


class ExactDecimal(TypeDecorator[Decimal]):
    """A decimal that comes back as it went in: text on SQLite, numeric on PostgreSQL."""

    impl = String(40)
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> Any:
        """Choose the column type of the database at hand."""
        if dialect.name == "postgresql":
            return dialect.type_descriptor(Numeric())
        return dialect.type_descriptor(String(40))

    def process_bind_param(self, value: Decimal | None, dialect: Dialect) -> Any:
        """Hand the decimal over in the database's own form."""
        if value is None or dialect.name == "postgresql":
            return value
        return format(value, "f")

    def process_result_value(self, value: Any, dialect: Dialect) -> Decimal | None:
        """Read the stored value back as a decimal."""
        return None if value is None else Decimal(value)


class EnumText(TypeDecorator[StrEnum]):
    """An enumeration stored as its value and read back as its member."""

    impl = String(32)
    cache_ok = True

    def __init__(self, members: type[StrEnum]) -> None:
        super().__init__()
        self.members = members

    def process_bind_param(self, value: StrEnum | None, dialect: Dialect) -> str | None:
        """Store the value of the member; anything else is an error."""
        return None if value is None else self.members(value).value

    def process_result_value(self, value: str | None, dialect: Dialect) -> StrEnum | None:
        """Read the stored value back as a member."""
        return None if value is None else self.members(value)


def one_of(column: str, members: type[StrEnum]) -> CheckConstraint:
    """Return the constraint that a column holds one of the members."""
    values = ", ".join(f"'{member.value}'" for member in members)
    return CheckConstraint(f"{column} IN ({values})", name=column)


def between(column: str, low: int, high: int) -> CheckConstraint:
    """Return the constraint that a decimal column lies within two bounds."""
    return CheckConstraint(f"CAST({column} AS REAL) BETWEEN {low} AND {high}", name=column)


def choice(members: type[StrEnum], **settings: Any) -> Any:
    """Declare a field that holds a member of an enumeration."""
    return Field(sa_type=EnumText(members), **settings)


def exact(**settings: Any) -> Any:
    """Declare a field that holds an exact decimal."""
    return Field(sa_type=ExactDecimal, **settings)


def spelled(pattern: str, **settings: Any) -> Any:
    """Declare a text that has a given form; `regex` is a setting that SQLModel does not apply."""
    return Field(schema_extra={"pattern": pattern}, **settings)


class Versioned(SQLModel):
    """A row whose version is checked when it is saved, so that no edit is lost silently."""

    version: int = Field(default=1, nullable=False)

    @declared_attr.directive
    @classmethod
    def __mapper_args__(cls) -> dict[str, Any]:
        """Let the mapper compare and raise the version at each update."""
        return {"version_id_col": cls.__table__.c.version}  # type: ignore[attr-defined]


class Fingerprinted(SQLModel):
    """A row with a digest of what it means, so that whatever rests on it can tell a change."""

    MATERIAL: ClassVar[tuple[str, ...]] = ()

    fingerprint: str = Field(default="", max_length=64)

    def take_fingerprint(self) -> None:
        """Compute the digest of the material fields."""
        values = [getattr(self, name) for name in self.MATERIAL]
        text = json.dumps([None if v is None else str(v) for v in values], ensure_ascii=False)
        self.fingerprint = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


class Checked(SQLModel):
    """A link that may be looked at again once an end has changed: by whom, when and why."""

    checked_by: str = Field(default="", max_length=SHORT)
    checked_at: datetime | None = Field(default=None)
    checked_why: str = Field(default="", max_length=1000)


class Resting(SQLModel):
    """A row that rests on others as they stood when it was made; each field of RESTS_ON names one.

    A new row, and one whose field is emptied, takes the fingerprint that stands when it is saved.
    """

    RESTS_ON: ClassVar[dict[str, str]] = {}  # field with the fingerprint: field with the id
