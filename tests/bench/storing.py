"""Lay very many rows straight into their tables, as a flush would have stored them."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import insert, text
from sqlmodel import Session

from procurement.domain import Need, Quote, Requirement
from procurement.domain.storage import Fingerprinted
from procurement.search import add_to_index

_ROWS_AT_ONCE = 2_000


def store(session: Session, rows: Iterable[Any]) -> None:
    """Lay rows into their tables, with fingerprints and the index of the search."""
    waiting: list[Any] = []
    for row in rows:
        if isinstance(row, Fingerprinted):
            row.take_fingerprint()
        if waiting and (type(waiting[0]) is not type(row) or len(waiting) == _ROWS_AT_ONCE):
            _lay(session, waiting)
            waiting = []
        waiting.append(row)
    _lay(session, waiting)
    session.execute(text("ANALYZE"))


def _lay(session: Session, rows: list[Any]) -> None:
    table = type(rows[0])
    session.execute(insert(table), [row.model_dump() for row in rows])
    if table in (Quote, Need, Requirement):
        add_to_index(session, rows)
