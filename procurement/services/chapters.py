"""The chapter tree, with the numbers that its order gives."""

from dataclasses import dataclass
from uuid import UUID

from sqlmodel import col, select

from procurement.domain import Chapter, Requirement
from procurement.services.work import Work


@dataclass(frozen=True)
class ChapterNode:
    """A chapter in reading order."""

    id: UUID
    number: str
    title: str
    depth: int

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
        select(Chapter)
        .where(Chapter.procurement_id == work.procurement.id)
        .order_by(col(Chapter.position))
    )
    children: dict[UUID | None, list[Chapter]] = {}
    for chapter in chapters:
        children.setdefault(chapter.parent_id, []).append(chapter)
    return _numbered(children, None, "", 1)


def _numbered(
    children: dict[UUID | None, list[Chapter]], parent: UUID | None, prefix: str, depth: int
) -> list[ChapterNode]:
    nodes: list[ChapterNode] = []
    for place, chapter in enumerate(children.get(parent, []), start=1):
        number = f"{prefix}{place}"
        nodes.append(ChapterNode(chapter.id, number, chapter.title, depth))
        nodes += _numbered(children, chapter.id, f"{number}.", depth + 1)
    return nodes


def without_empty(filled: list[FilledChapter]) -> list[FilledChapter]:
    """Return the chapters that hold something, themselves or below them."""
    used = [chapter.chapter.number for chapter in filled if chapter.requirements]
    return [
        chapter
        for chapter in filled
        if any(f"{number}.".startswith(f"{chapter.chapter.number}.") for number in used)
    ]


def fill(tree: list[ChapterNode], requirements: list[Requirement]) -> list[FilledChapter]:
    """Put requirements into their chapters, in the order of the tree."""
    by_chapter: dict[UUID, list[Requirement]] = {}
    for requirement in requirements:
        by_chapter.setdefault(requirement.chapter_id, []).append(requirement)
    return [FilledChapter(node, by_chapter.get(node.id, [])) for node in tree]
