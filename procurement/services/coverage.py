"""What covers what, from either end of the thread: gaps first, a page at a time."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, case, exists, func, or_, select
from sqlmodel import col

from procurement.domain import (
    Criterion,
    Need,
    NeedQuote,
    NeedRequirement,
    Requirement,
    RequirementClass,
    RequirementCriterion,
)
from procurement.services.criteria import CriterionNode, criteria_tree, leaves_below
from procurement.services.work import Work

MOST_CODES = 12  # a row shows so many, and says how many more there are


@dataclass(frozen=True)
class Codes:
    """The first of the things that something is linked to, and how many more there are."""

    first: tuple[str, ...] = ()
    more: int = 0

    @property
    def number(self) -> int:
        """Return how many there are."""
        return len(self.first) + self.more


@dataclass(frozen=True)
class NeedCoverage:
    """A need, how many quotes it rests on, and what answers and judges it."""

    code: str
    statement: str
    quotes: int
    requirements: Codes
    criteria: Codes


@dataclass(frozen=True)
class RequirementCoverage:
    """A requirement, what it answers, and what it is judged under."""

    code: str
    title: str
    requirement_class: RequirementClass
    needs: Codes
    criteria: Codes


@dataclass(frozen=True)
class CriterionCoverage:
    """A criterion, how many requirements are judged under it, and how many needs they answer."""

    node: CriterionNode
    requirements: int
    needs: int


_ANSWERED = exists().where(col(NeedRequirement.need_id) == col(Need.id))
_RESTS = exists().where(col(NeedQuote.need_id) == col(Need.id))
_ANSWERS = exists().where(col(NeedRequirement.requirement_id) == col(Requirement.id))
_JUDGED = exists().where(col(RequirementCriterion.requirement_id) == col(Requirement.id))
_IS_EVALUATED = col(Requirement.requirement_class).in_(
    [each for each in RequirementClass if each.is_evaluated]
)
_NEED_GAP = or_(~_ANSWERED, ~_RESTS)
_REQUIREMENT_GAP = or_(~_ANSWERS, _IS_EVALUATED & ~_JUDGED)


def count_needs(work: Work, only_gaps: bool) -> int:
    """Return how many needs there are, or how many that lack something."""
    return _count(work, Need, *_need_terms(work), *([_NEED_GAP] if only_gaps else []))


def count_requirements(work: Work, only_gaps: bool) -> int:
    """Return how many requirements there are, or how many that lack something."""
    gap = [_REQUIREMENT_GAP] if only_gaps else []
    return _count(work, Requirement, col(Requirement.procurement_id) == work.procurement.id, *gap)


def _need_terms(work: Work) -> list[ColumnElement[bool]]:
    return [col(Need.procurement_id) == work.procurement.id, col(Need.merged_into_id).is_(None)]


def _count(work: Work, table: Any, *where: ColumnElement[bool]) -> int:
    asked = select(func.count()).select_from(table).where(*where)
    number: int = work.session.execute(asked).scalar_one()
    return number


def needs_covered(work: Work, only_gaps: bool, start: int, most: int) -> list[NeedCoverage]:
    """Return some of the needs: first those without a requirement, then those without a quote."""
    code = col(Need.code)
    quotes = (
        select(func.count())
        .where(col(NeedQuote.need_id) == col(Need.id))
        .correlate(Need)
        .scalar_subquery()
    )
    asked = (
        select(col(Need.id), code, col(Need.statement), quotes)
        .where(*_need_terms(work), *([_NEED_GAP] if only_gaps else []))
        .order_by(case((~_ANSWERED, 0), (~_RESTS, 1), else_=2), func.length(code), code)
        .offset(start)
        .limit(most)
    )
    rows = work.session.execute(asked).all()
    ids = [row[0] for row in rows]
    requirements = _codes(work, _links(col(NeedRequirement.need_id), ids, Requirement))
    criteria = _codes(work, _links(col(NeedRequirement.need_id), ids, Criterion))
    return [
        NeedCoverage(code, text, number, requirements.get(id_, Codes()), criteria.get(id_, Codes()))
        for id_, code, text, number in rows
    ]


def requirements_covered(
    work: Work, only_gaps: bool, start: int, most: int
) -> list[RequirementCoverage]:
    """Return some of the requirements: first those without a need, then without a criterion."""
    code = col(Requirement.code)
    title, kind = col(Requirement.title), col(Requirement.requirement_class)
    unjudged = _IS_EVALUATED & ~_JUDGED
    asked = (
        select(col(Requirement.id), code, title, kind)
        .where(col(Requirement.procurement_id) == work.procurement.id)
        .where(*([_REQUIREMENT_GAP] if only_gaps else []))
        .order_by(case((~_ANSWERS, 0), (unjudged, 1), else_=2), func.length(code), code)
        .offset(start)
        .limit(most)
    )
    rows = work.session.execute(asked).all()
    ids = [row[0] for row in rows]
    needs = _codes(work, _links(col(NeedRequirement.requirement_id), ids, Need))
    criteria = _codes(work, _links(col(RequirementCriterion.requirement_id), ids, Criterion))
    return [
        RequirementCoverage(code, title, kind, needs.get(id_, Codes()), criteria.get(id_, Codes()))
        for id_, code, title, kind in rows
    ]


def criteria_covered(work: Work) -> list[CriterionCoverage]:
    """Return the criteria in reading order, each with what lies below it."""
    tree = criteria_tree(work)
    requirements = col(RequirementCriterion.requirement_id)
    pairs = (
        select(col(RequirementCriterion.criterion_id), col(NeedRequirement.need_id))
        .join(NeedRequirement, col(NeedRequirement.requirement_id) == requirements)
        .join(Criterion, col(Criterion.id) == col(RequirementCriterion.criterion_id))
        .where(col(Criterion.procurement_id) == work.procurement.id)
        .distinct()
    )
    needs: dict[UUID, set[UUID]] = {}
    for criterion_id, need_id in work.session.execute(pairs):
        needs.setdefault(criterion_id, set()).add(need_id)
    covered = []
    for node in tree:
        leaves = leaves_below(tree, node.criterion.code)
        below: set[UUID] = set().union(*(needs.get(leaf.criterion.id, set()) for leaf in leaves))
        covered.append(CriterionCoverage(node, sum(n.judged for n in leaves), len(below)))
    return covered


def _links(end: Any, ids: Sequence[UUID], other: Any) -> Select[Any]:
    """Return the query of the codes that some rows are linked to, by the id of the row."""
    asked = select(end, col(other.code)).distinct()
    if other is Criterion and end.class_ is NeedRequirement:
        judged = col(RequirementCriterion.requirement_id) == col(NeedRequirement.requirement_id)
        asked = asked.join(RequirementCriterion, judged)
    key = {
        Need: col(NeedRequirement.need_id),
        Requirement: col(NeedRequirement.requirement_id),
        Criterion: col(RequirementCriterion.criterion_id),
    }[other]
    return asked.join(other, col(other.id) == key).where(end.in_(ids))


def _codes(work: Work, asked: Select[Any]) -> dict[UUID, Codes]:
    found: dict[UUID, list[str]] = {}
    for id_, code in work.session.execute(asked):
        found.setdefault(id_, []).append(code)
    return {id_: _first(codes) for id_, codes in found.items()}


def _first(codes: list[str]) -> Codes:
    codes.sort(key=lambda code: (len(code), code))
    return Codes(tuple(codes[:MOST_CODES]), max(0, len(codes) - MOST_CODES))
