"""Search: an index of parts of words, kept by each flush, so that «faktura» finds «Fakturaene»."""

from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import event, text
from sqlalchemy.orm import Session

from procurement.domain import Need, Quote, Requirement

_BODY: dict[type[Any], tuple[str, ...]] = {
    Quote: ("code", "place", "text"),
    Need: ("code", "statement", "area"),
    Requirement: ("code", "title", "statement", "why", "answer_instruction", "legal_basis"),
}
_KINDS = {table: str(table.__tablename__) for table in _BODY}
_ENDINGS = ("enes", "anes", "ene", "ane", "ens", "ets", "en", "et", "er", "ar", "a", "e", "s")
_SHORTEST_STEM = 4
# the index of SQLite finds a row by its number only, and that of PostgreSQL by the id of the thing
_REMOVE = {
    "sqlite": text("DELETE FROM search_index WHERE rowid = :row"),
    "postgresql": text("DELETE FROM search_index WHERE thing_id = :thing"),
}
_ADD = {
    "sqlite": text(
        "INSERT INTO search_index (rowid, kind, thing_id, procurement_id, body) "
        "VALUES (:row, :kind, :thing, :procurement, :body)"
    ),
    "postgresql": text("INSERT INTO search_index VALUES (:kind, :thing, :procurement, :body)"),
}


@event.listens_for(Session, "after_flush")
def _keep_index(session: Session, _context: Any) -> None:
    gone = [row for row in session.deleted if type(row) in _BODY]
    kept = [row for row in (*session.new, *session.dirty) if type(row) in _BODY]
    known = [row for row in (*gone, *kept) if row not in session.new]
    if known:
        session.execute(_REMOVE[_kind_of(session)], [_key(row) for row in known])
    add_to_index(session, kept)


def add_to_index(session: Session, rows: Sequence[Any]) -> None:
    """Let rows be found that are not in the index yet."""
    if rows:
        session.execute(_ADD[_kind_of(session)], [_entry(row) for row in rows])


def _kind_of(session: Session) -> str:
    return session.get_bind().dialect.name


def _key(row: Any) -> dict[str, Any]:
    return {"thing": str(row.id), "row": row.id.int >> 65}  # a row number has 63 bits


def _entry(row: Any) -> dict[str, Any]:
    body = "\n".join(getattr(row, name) for name in _BODY[type(row)])
    return _key(row) | {
        "kind": _KINDS[type(row)],
        "procurement": str(row.procurement_id),
        "body": body.casefold(),
    }


def search(
    session: Session, procurement: UUID, words: str, table: type[Quote | Need | Requirement]
) -> set[UUID]:
    """Return what holds all the words, in any of their endings."""
    parts = [stem(word) for word in words.casefold().split()]
    if not parts:
        return set()
    conditions = " AND ".join(_condition(part, place) for place, part in enumerate(parts))
    found = session.execute(
        text(
            "SELECT thing_id FROM search_index "
            f"WHERE procurement_id = :procurement AND kind = :kind AND {conditions}"
        ),
        {"procurement": str(procurement), "kind": _KINDS[table], **dict(_patterns(parts))},
    )
    return {UUID(thing) for (thing,) in found}


def _condition(part: str, place: int) -> str:
    """SQLite uses its index only for patterns without an escape."""
    return f"body LIKE :word{place}" + (" ESCAPE '\\'" if part != _escaped(part) else "")


def _patterns(parts: Iterable[str]) -> Iterable[tuple[str, str]]:
    for place, part in enumerate(parts):
        yield f"word{place}", f"%{_escaped(part)}%"


def _escaped(part: str) -> str:
    return part.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")


def stem(word: str) -> str:
    """Return a word without its ending, so that all its forms are found."""
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST_STEM:
            return word.removesuffix(ending)
    return word
