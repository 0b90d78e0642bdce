"""Criteria: add, change, move, remove when nothing is judged under them."""

import re
from dataclasses import dataclass
from decimal import Decimal

from sqlmodel import col, func, select

from procurement.access import Permission
from procurement.domain import (
    Action,
    Assignment,
    Criterion,
    CriterionKind,
    RequirementCriterion,
)
from procurement.errors import ConflictError, FieldError
from procurement.i18n import gettext as _
from procurement.i18n import ngettext
from procurement.services.criteria import CriterionNode, criteria_tree, get_criterion
from procurement.services.order import Way, hold_still, shifted, write_order
from procurement.services.work import Work, require_version

_CODE = re.compile(r"[A-ZÆØÅ][A-ZÆØÅ0-9]*(\.[0-9]+)*")


@dataclass(frozen=True)
class CriterionDraft:
    """What a user types to add or change a criterion; its weight has a page of its own."""

    name: str
    kind: CriterionKind
    documentation: str = ""
    weight_least: Decimal | None = None
    weight_most: Decimal | None = None
    is_published: bool = True


def next_code(work: Work, parent: str = "") -> str:
    """Return a free code for a new criterion: K4 among the main ones, K2.3 under K2."""
    taken = {node.criterion.code for node in criteria_tree(work)}
    stem = f"{parent}." if parent else "K"
    return next(code for n in range(1, len(taken) + 2) if (code := f"{stem}{n}") not in taken)


def add_criterion(work: Work, code: str, parent: str, draft: CriterionDraft) -> Criterion:
    """Add a criterion as the last one under its parent; it weighs nothing yet."""
    hold_still(work, Permission.edit_model)
    tree = criteria_tree(work)
    if not _CODE.fullmatch(code):
        raise FieldError("code", _("Write the code like K2 or K2.1."))
    if code in {node.criterion.code for node in tree}:
        raise FieldError("code", _("This code is already used in the procurement."))
    above = get_criterion(work, parent) if parent else None
    if above is not None:
        _refuse_under(above)
    _check(draft)
    last = max((node.criterion.position for node in tree), default=0)
    criterion = Criterion(
        procurement_id=work.procurement.id,
        parent_id=above.criterion.id if above else None,
        position=last + 1,
        code=code,
        weight=Decimal(0),
        **vars(draft),
    )
    work.session.add(criterion)
    work.session.flush()
    work.record(Action.criterion_changed, code)
    return criterion


def _refuse_under(above: CriterionNode) -> None:
    if above.criterion.is_priced:
        raise FieldError("parent", _("A price criterion has no criteria below it."))
    if above.judged:
        raise FieldError(
            "parent",
            _(
                "Requirements are judged directly under %(code)s. Move them first.",
                code=above.criterion.code,
            ),
        )


def _check(draft: CriterionDraft) -> None:
    least, most = draft.weight_least, draft.weight_most
    if (least is None) != (most is None):
        name = "weight_least" if least is None else "weight_most"
        raise FieldError(name, _("A range of weights has two ends."))
    if least is not None and most is not None and least > most:
        raise FieldError("weight_most", _("The end of the range must not be below its beginning."))


def change_criterion(work: Work, code: str, draft: CriterionDraft, seen: int) -> Criterion:
    """Change what a criterion is and what must be documented."""
    hold_still(work, Permission.edit_model)
    node = get_criterion(work, code)
    require_version(node.criterion, seen)
    priced = draft.kind in (CriterionKind.price, CriterionKind.cost)
    if priced and (node.children or node.judged):
        raise FieldError(
            "kind", _("Something is judged under it, so it cannot be a price criterion.")
        )
    _check(draft)
    for name, value in vars(draft).items():
        setattr(node.criterion, name, value)
    work.session.flush()
    work.record(Action.criterion_changed, code)
    return node.criterion


def move_criterion(work: Work, code: str, way: Way) -> None:
    """Move a criterion a place up or down among its siblings."""
    hold_still(work, Permission.edit_model)
    node = get_criterion(work, code)
    siblings = [n.criterion.id for n in criteria_tree(work) if n.parent == node.parent]
    write_order(work, Criterion, shifted(siblings, node.criterion.id, way))
    work.session.expire(node.criterion)
    work.record(Action.criterion_changed, code)


def remove_criterion(work: Work, code: str, seen: int) -> None:
    """Remove a criterion under which there is nothing."""
    hold_still(work, Permission.edit_model)
    node = get_criterion(work, code)
    require_version(node.criterion, seen)
    held = what_is_under(work, node)
    if held:
        raise ConflictError(held)
    work.session.delete(node.criterion)
    work.session.flush()
    work.record(Action.criterion_changed, code)


def what_is_under(work: Work, node: CriterionNode) -> str:
    """Return the sentence that says why a criterion cannot be removed; nothing if it can."""
    criteria = len(node.children)
    requirements = _count(work, RequirementCriterion, node.criterion)
    evaluators = _count(work, Assignment, node.criterion)
    parts = []
    if criteria:
        parts.append(ngettext("%(number)s criterion", "%(number)s criteria", criteria))
    if requirements:
        parts.append(ngettext("%(number)s requirement", "%(number)s requirements", requirements))
    if evaluators:
        parts.append(ngettext("%(number)s evaluator", "%(number)s evaluators", evaluators))
    if not parts:
        return ""
    return _(
        "%(code)s has %(what)s. Move them first; then it can be removed.",
        code=node.criterion.code,
        what=_(" and ").join(parts),
    )


def _count(work: Work, rows: type[RequirementCriterion | Assignment], criterion: Criterion) -> int:
    asked = select(func.count()).where(col(rows.criterion_id) == criterion.id)
    return work.session.exec(asked).one()
