"""The chapter tree, with the numbers that its order gives, and whose each chapter is."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias
from uuid import UUID

from sqlmodel import col, select

from procurement.access import Permission, answers_for
from procurement.domain import Chapter, Requirement
from procurement.errors import ForbiddenError, NotFoundError
from procurement.i18n import gettext as _
from procurement.services.members import names_of
from procurement.services.work import Work

_Children: TypeAlias = dict[UUID | None, list[tuple[UUID, str, UUID | None]]]


@dataclass(frozen=True)
class ChapterNode:
    """A chapter in reading order."""

    id: UUID
    number: str
    title: str
    depth: int
    parent_id: UUID | None = None
    responsible_id: UUID | None = None  # of the chapter, or of the nearest one above it

    @property
    def heading(self) -> str:
        """Return number and title."""
        return f"{self.number} {self.title}"


@dataclass(frozen=True)
class FilledChapter:
    """A chapter with the requirements in it."""

    chapter: ChapterNode
    requirements: list[Requirement]


def chapter_tree(work: Work) -> list[ChapterNode]:
    """Return all chapters, a parent before its children, numbered by their order."""
    chapters = work.session.exec(
        select(Chapter.id, Chapter.parent_id, Chapter.title, Chapter.responsible_id)
        .where(Chapter.procurement_id == work.procurement.id)
        .order_by(col(Chapter.position), Chapter.title, col(Chapter.id))
    )
    children: _Children = {}
    for one, parent, title, responsible in chapters:
        children.setdefault(parent, []).append((one, title, responsible))
    return _numbered(children, None)


def _numbered(children: _Children, parent: ChapterNode | None) -> list[ChapterNode]:
    nodes: list[ChapterNode] = []
    above = (f"{parent.number}.", parent.depth) if parent else ("", 0)
    held = parent.id if parent else None
    for place, (one, title, responsible) in enumerate(children.get(held, []), start=1):
        answers = responsible or (parent.responsible_id if parent else None)
        node = ChapterNode(one, f"{above[0]}{place}", title, above[1] + 1, held, answers)
        nodes += [node, *_numbered(children, node)]
    return nodes


def find_chapter(tree: Sequence[ChapterNode], chapter: UUID) -> ChapterNode:
    """Return a chapter of the tree."""
    found = next((node for node in tree if node.id == chapter), None)
    if found is None:
        raise NotFoundError(_("There is no such chapter here."))
    return found


def below(tree: Sequence[ChapterNode], chapter: UUID) -> set[UUID]:
    """Return a chapter and all chapters below it."""
    inside = {chapter}
    for node in tree:
        if node.parent_id in inside:
            inside.add(node.id)
    return inside


def may_edit_chapter(work: Work, node: ChapterNode) -> bool:
    """Return True if this person may write in a chapter now."""
    mine = answers_for(work.member.role, work.member.id, node.responsible_id)
    return mine and work.may(Permission.edit_requirements)


def refuse_other_chapter(
    work: Work, chapter: UUID, tree: Sequence[ChapterNode] | None = None
) -> None:
    """Refuse to change what somebody else is responsible for."""
    node = find_chapter(tree or chapter_tree(work), chapter)
    if not answers_for(work.member.role, work.member.id, node.responsible_id):
        name = names_of(work).get(node.responsible_id, "") if node.responsible_id else ""
        text = _(
            "%(name)s is responsible for the chapter %(chapter)s. Write a comment, or ask first.",
            name=name,
            chapter=node.heading,
        )
        raise ForbiddenError(text)


def without_empty(filled: list[FilledChapter]) -> list[FilledChapter]:
    """Return the chapters that hold something, themselves or below them."""
    used = [chapter.chapter.number for chapter in filled if chapter.requirements]
    return [
        chapter
        for chapter in filled
        if any(f"{number}.".startswith(f"{chapter.chapter.number}.") for number in used)
    ]


def fill(tree: Sequence[ChapterNode], requirements: Sequence[Requirement]) -> list[FilledChapter]:
    """Put requirements into their chapters, in the order of the tree."""
    by_chapter: dict[UUID, list[Requirement]] = {}
    for requirement in requirements:
        by_chapter.setdefault(requirement.chapter_id, []).append(requirement)
    return [FilledChapter(node, by_chapter.get(node.id, [])) for node in tree]
