"""Chapters: add, rename, give to somebody, move, remove when nothing is in them."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from sqlalchemy import update
from sqlmodel import col, func, select

from procurement.domain import Action, Chapter, Requirement, Role
from procurement.errors import ConflictError, FieldError, ForbiddenError, NotFoundError
from procurement.i18n import gettext as _
from procurement.i18n import ngettext
from procurement.services.chapters import ChapterNode, below, chapter_tree, refuse_other_chapter
from procurement.services.history import merge, plain
from procurement.services.order import Way, hold_structure, shifted, write_order
from procurement.services.work import Work, require_version


def get_chapter(work: Work, chapter: UUID) -> Chapter:
    """Return one chapter, as it stands now."""
    found = work.session.exec(
        select(Chapter)
        .where(Chapter.id == chapter, Chapter.procurement_id == work.procurement.id)
        .execution_options(populate_existing=True)
    ).first()
    if found is None:
        raise NotFoundError(_("There is no such chapter here."))
    return found


def add_chapter(work: Work, title: str, parent: UUID | None, responsible: UUID | None) -> Chapter:
    """Add a chapter as the last one under its parent."""
    hold_structure(work)
    if parent is not None:
        refuse_other_chapter(work, parent)
    _refuse_assigning(work, None, responsible)
    chapter = Chapter(
        procurement_id=work.procurement.id,
        parent_id=parent,
        position=_end(work, parent),
        title=title,
        responsible_id=responsible,
    )
    work.session.add(chapter)
    work.session.flush()
    work.record(Action.chapter_added, title)
    return chapter


def change_chapter(work: Work, chapter: Chapter, changes: Mapping[str, Any], seen: int) -> None:
    """Change the title, who is responsible, or the chapter that it stands under."""
    hold_structure(work)
    refuse_other_chapter(work, chapter.id)
    current = get_chapter(work, chapter.id)
    theirs = {name: plain(getattr(current, name)) for name in ("title", "responsible_id")}
    mine = {name: plain(changes[name]) for name in theirs if name in changes}
    merged = merge(theirs if seen == current.version else None, theirs, mine)
    before = current.responsible_id
    _refuse_assigning(work, before, changes.get("responsible_id", before))
    for name in mine:
        if merged[name] != theirs[name]:
            setattr(current, name, changes[name])
    work.session.flush()
    if "parent_id" in changes and changes["parent_id"] != current.parent_id:
        _put_under(work, current, changes["parent_id"])
    work.record(Action.chapter_changed, current.title)


def _refuse_assigning(work: Work, before: UUID | None, wanted: UUID | None) -> None:
    if wanted != before and work.member.role != Role.lead:
        raise ForbiddenError(_("Only the project lead decides who is responsible for a chapter."))


def _put_under(work: Work, chapter: Chapter, parent: UUID | None, place: int | None = None) -> None:
    tree = chapter_tree(work)
    if parent is not None:
        refuse_other_chapter(work, parent, tree)
        if parent in below(tree, chapter.id):
            text = _("A chapter cannot stand under itself or under a chapter inside it.")
            raise FieldError("parent_id", text)
    order = [node.id for node in tree if node.parent_id == parent and node.id != chapter.id]
    values = {"parent_id": parent, "position": _end(work, parent)}
    work.session.execute(update(Chapter).where(col(Chapter.id) == chapter.id).values(values))
    order.insert(len(order) if place is None else place, chapter.id)
    write_order(work, Chapter, order)


def _end(work: Work, parent: UUID | None) -> int:
    last = select(func.max(Chapter.position)).where(
        Chapter.procurement_id == work.procurement.id, Chapter.parent_id == parent
    )
    return (work.session.exec(last).one() or 0) + 1


def move_chapter(work: Work, chapter: Chapter, way: Way) -> None:
    """Move a chapter a place up or down, into the chapter before it, or out of its parent."""
    hold_structure(work)
    tree = chapter_tree(work)
    refuse_other_chapter(work, chapter.id, tree)
    node = next(node for node in tree if node.id == chapter.id)
    siblings = [other.id for other in tree if other.parent_id == node.parent_id]
    if way in (Way.up, Way.down):
        write_order(work, Chapter, shifted(siblings, node.id, way))
    elif way is Way.into and siblings.index(node.id):
        _put_under(work, chapter, siblings[siblings.index(node.id) - 1])
    elif way is Way.out and node.parent_id is not None:
        _move_out(work, chapter, tree, node)
    work.session.expire(chapter)
    work.record(Action.chapter_changed, chapter.title)


def _move_out(work: Work, chapter: Chapter, tree: list[ChapterNode], node: ChapterNode) -> None:
    parent = next(other for other in tree if other.id == node.parent_id)
    siblings = [other.id for other in tree if other.parent_id == parent.parent_id]
    _put_under(work, chapter, parent.parent_id, siblings.index(parent.id) + 1)


def remove_chapter(work: Work, chapter: Chapter, seen: int) -> None:
    """Remove a chapter in which there is nothing."""
    hold_structure(work)
    refuse_other_chapter(work, chapter.id)
    current = get_chapter(work, chapter.id)
    require_version(current, seen)
    filled = what_is_in(work, current)
    if filled:
        raise ConflictError(filled)
    work.session.delete(current)
    work.session.flush()
    work.record(Action.chapter_removed, current.title)


def what_is_in(work: Work, chapter: Chapter) -> str:
    """Return the sentence that says why a chapter cannot be removed; nothing if it can."""
    requirements = select(func.count()).where(Requirement.chapter_id == chapter.id)
    chapters = select(func.count()).where(Chapter.parent_id == chapter.id)
    held, inside = work.session.exec(requirements).one(), work.session.exec(chapters).one()
    parts = []
    if held:
        parts.append(ngettext("%(number)s requirement", "%(number)s requirements", held))
    if inside:
        parts.append(ngettext("%(number)s chapter", "%(number)s chapters", inside))
    if not parts:
        return ""
    return _(
        "%(chapter)s holds %(what)s. Move them first; then it can be removed.",
        chapter=chapter.title,
        what=_(" and ").join(parts),
    )
