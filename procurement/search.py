"""Search: an index of parts of words, kept by each flush, so that «faktura» finds «Fakturaene»."""

from collections.abc import Iterable
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
_REMOVE = text("DELETE FROM search_index WHERE thing_id = :thing")
_ADD = text("INSERT INTO search_index VALUES (:kind, :thing, :procurement, :body)")


@event.listens_for(Session, "after_flush")
def _keep_index(session: Session, _context: Any) -> None:
    gone = [row for row in session.deleted if type(row) in _BODY]
    kept = [row for row in (*session.new, *session.dirty) if type(row) in _BODY]
    known = [row for row in (*gone, *kept) if row not in session.new]
    if known:
        session.execute(_REMOVE, [{"thing": str(row.id)} for row in known])
    if kept:
        session.execute(_ADD, [_entry(row) for row in kept])


def _entry(row: Any) -> dict[str, str]:
    body = "\n".join(getattr(row, name) for name in _BODY[type(row)])
    return {
        "kind": _KINDS[type(row)],
        "thing": str(row.id),
        "procurement": str(row.procurement_id),
        "body": body.casefold(),
    }


def search(
    session: Session, procurement: UUID, words: str, table: type[Quote | Need | Requirement]
) -> set[UUID]:
    """Return what holds all the words, in any of their endings."""
    parts = [_stem(word) for word in words.casefold().split()]
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


def _stem(word: str) -> str:
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST_STEM:
            return word.removesuffix(ending)
    return word
