"""Alembic's entry: run the migrations on the connection that the caller opened."""

from typing import Any, Literal

from alembic import context
from sqlmodel import SQLModel

from procurement import domain  # noqa: F401
from procurement.domain.storage import EnumText, ExactDecimal


def render_item(kind: str, item: Any, autogenerate: Any) -> str | Literal[False]:
    """Write our own column types in a form that needs no import of the domain."""
    if kind == "type" and isinstance(item, EnumText):
        return "sa.String(length=32)"
    if kind == "type" and isinstance(item, ExactDecimal):
        return "exact_decimal()"
    if kind == "type" and type(item).__name__ == "AutoString":
        return f"sa.String(length={item.length})" if item.length else "sa.Text()"
    if kind == "type" and type(item).__name__ == "UTCDateTime":
        return "sa.DateTime(timezone=True)"
    return False


def include_name(name: str | None, kind: str, _parents: Any) -> bool:
    """Leave out the tables of the search index, which no mapped class describes."""
    return not (kind == "table" and name is not None and name.startswith("search_index"))


connection = context.config.attributes["connection"]
context.configure(
    connection=connection,
    target_metadata=SQLModel.metadata,
    render_as_batch=connection.dialect.name == "sqlite",
    render_item=render_item,
    include_name=include_name,
    compare_type=False,
)
with context.begin_transaction():
    context.run_migrations()
