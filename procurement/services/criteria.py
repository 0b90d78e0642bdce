"""The criteria tree: effective weights, sums of siblings, saving weights."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any, cast
from uuid import UUID

from sqlalchemy import select as select_columns
from sqlalchemy.orm import selectinload
from sqlmodel import col, func, select

from procurement.domain import (
    Action,
    Criterion,
    EvaluationModel,
    Requirement,
    RequirementCriterion,
    ScaleStep,
)
from procurement.errors import NotFoundError
from procurement.i18n import gettext as _
from procurement.services.work import Work, require_version


@dataclass(frozen=True)
class Judged:
    """A requirement that is judged under a criterion, and how much it counts there."""

    requirement_id: UUID
    code: str
    title: str
    share: Decimal


@dataclass(frozen=True)
class CriterionNode:
    """A criterion in reading order, with what its weight comes to."""

    criterion: Criterion
    depth: int
    parent: str | None
    children: tuple[str, ...]
    effective: Fraction  # share of the whole, 0 to 1
    sibling_sum: Decimal
    weight: Decimal  # among its siblings, as stored or as tried
    judged: int  # how many requirements are judged directly under it
    shares: tuple["Judged", ...] = ()  # those requirements in their order, if they were asked for

    @property
    def is_leaf(self) -> bool:
        """True if no criterion lies below it."""
        return not self.children


@dataclass(frozen=True)
class _Tree:
    """The criteria by their parent, with the weights and the numbers that the nodes show."""

    children: Mapping[UUID | None, list[Criterion]]
    weighed: Mapping[str, Decimal]
    judged: Mapping[UUID, int]
    shares: Mapping[UUID, Sequence[Judged]]

    def walk(self, parent: Criterion | None, whole: Fraction, depth: int) -> list[CriterionNode]:
        """Return the nodes below a criterion in reading order."""
        siblings = self.children.get(parent.id if parent else None, [])
        total = sum((self.weighed[c.code] for c in siblings), Decimal(0))
        nodes: list[CriterionNode] = []
        for criterion in siblings:
            part = Fraction(self.weighed[criterion.code]) / Fraction(total) if total else 0
            nodes.append(
                CriterionNode(
                    criterion,
                    depth,
                    parent.code if parent else None,
                    tuple(c.code for c in self.children.get(criterion.id, [])),
                    whole * part,
                    total,
                    self.weighed[criterion.code],
                    self.judged.get(criterion.id, 0),
                    tuple(self.shares.get(criterion.id, ())),
                )
            )
            nodes += self.walk(criterion, whole * part, depth + 1)
        return nodes


def criteria_of(work: Work) -> list[Criterion]:
    """Return all criteria."""
    return list(
        work.session.exec(
            select(Criterion)
            .where(Criterion.procurement_id == work.procurement.id)
            .order_by(col(Criterion.position), col(Criterion.code))
        )
    )


def criteria_tree(
    work: Work, weights: Mapping[str, Decimal] | None = None, with_shares: bool = False
) -> list[CriterionNode]:
    """Return the tree in reading order; `weights` by code replace the stored ones.

    Whoever reads the shares of the nodes asks for them; they may be thousands.
    """
    criteria = criteria_of(work)
    children: dict[UUID | None, list[Criterion]] = {}
    for criterion in criteria:
        children.setdefault(criterion.parent_id, []).append(criterion)
    weighed = {c.code: (weights or {}).get(c.code, c.weight) for c in criteria}
    shares = _shares(work) if with_shares else {}
    return _Tree(children, weighed, _judged(work), shares).walk(None, Fraction(1), 1)


def _shares(work: Work) -> dict[UUID, list[Judged]]:
    """Return what is judged under each criterion, as plain rows."""
    columns = (Requirement.id, Requirement.code, Requirement.title, RequirementCriterion.share)
    rows = work.session.execute(
        select_columns(col(RequirementCriterion.criterion_id), *map(col, columns))
        .join(Requirement)
        .where(col(Requirement.procurement_id) == work.procurement.id)
        .order_by(col(Requirement.position), col(Requirement.code))
    )
    shares: dict[UUID, list[Judged]] = {}
    for criterion_id, *values in rows:
        shares.setdefault(criterion_id, []).append(Judged(*values))
    return shares


def _judged(work: Work) -> dict[UUID, int]:
    """Count the requirements judged under each criterion."""
    criterion_id = col(RequirementCriterion.criterion_id)
    counted = work.session.exec(
        select(criterion_id, func.count())
        .join(Criterion)
        .where(Criterion.procurement_id == work.procurement.id)
        .group_by(criterion_id)
    )
    return dict(counted.all())


def judged_under(
    work: Work, criterion: Criterion, start: int, most: int
) -> list[RequirementCriterion]:
    """Return some of the requirements judged under a criterion, in their order."""
    return list(
        work.session.exec(
            select(RequirementCriterion)
            .join(Requirement)
            .where(RequirementCriterion.criterion_id == criterion.id)
            .order_by(col(Requirement.position), col(Requirement.code))
            .offset(start)
            .limit(most)
            .options(selectinload(cast(Any, RequirementCriterion.requirement)))
        )
    )


def get_criterion(work: Work, code: str) -> CriterionNode:
    """Return one criterion with its place in the tree."""
    for node in criteria_tree(work):
        if node.criterion.code == code:
            return node
    raise NotFoundError(_("There is no criterion %(code)s here.", code=code))


def leaves_below(tree: list[CriterionNode], code: str) -> list[CriterionNode]:
    """Return the leaves at or below a criterion, in reading order."""
    by_code = {node.criterion.code: node for node in tree}
    node = by_code[code]
    if node.is_leaf:
        return [node]
    return [leaf for child in node.children for leaf in leaves_below(tree, child)]


def save_weights(work: Work, weights: Mapping[str, Decimal], seen: Mapping[str, int]) -> list[str]:
    """Save changed weights and return the codes of the criteria that changed."""
    changed = []
    for criterion in criteria_of(work):
        wanted = weights.get(criterion.code, criterion.weight)
        if wanted == criterion.weight:
            continue
        require_version(criterion, seen[criterion.code])
        before, criterion.weight = criterion.weight, wanted
        changed.append(f"{criterion.code} {before} → {wanted}")
    work.session.flush()
    if changed:
        work.record(Action.weights_changed, ", ".join(changed))
    return changed


def model_of(work: Work) -> EvaluationModel:
    """Return the evaluation model; a procurement without one has none to show."""
    model = work.session.exec(
        select(EvaluationModel).where(EvaluationModel.procurement_id == work.procurement.id)
    ).first()
    if model is None:
        raise NotFoundError(_("This procurement has no evaluation model yet."))
    return model


def scale_of(work: Work) -> list[ScaleStep]:
    """Return the steps of the scale, lowest first."""
    steps = work.session.exec(
        select(ScaleStep).where(ScaleStep.procurement_id == work.procurement.id)
    )
    return sorted(steps, key=lambda step: step.points)
