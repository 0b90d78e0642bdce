"""What only shows when the whole specification is seen together: S04 and S06 to S09.

S01 to S03 and S05 are told on the page about traceability, each with the link that mends it.
"""

from dataclasses import dataclass
from functools import lru_cache

from sqlalchemy import String, type_coerce
from sqlmodel import col, select

from procurement.domain import (
    Criterion,
    Requirement,
    RequirementClass,
    RequirementCriterion,
)
from procurement.i18n import current_language
from procurement.linting import (
    RequirementSet,
    SetCriterion,
    SetFinding,
    SetRequirement,
    Share,
    lint_set,
    load_rules,
)
from procurement.services.chapters import chapter_tree
from procurement.services.wording_check import (
    CheckedRequirement,
    Remark,
    Waivers,
    key_of,
    waivers_of,
)
from procurement.services.work import Work

TOLD_ELSEWHERE = frozenset({"S01", "S02", "S03", "S05"})


@dataclass(frozen=True)
class CheckedSet:
    """What is said of requirements seen together, and of the set as a whole."""

    requirements: list[CheckedRequirement]
    others: list[SetFinding]


def check_set(work: Work) -> CheckedSet:
    """Return what is wrong with the set, but for what the page about traceability tells."""
    findings: dict[str, list[SetFinding]] = {}
    for finding in _linted(whole_set(work), current_language()):
        findings.setdefault(finding.code, []).append(finding)
    waivers = waivers_of(work)
    rows = work.session.exec(
        select(Requirement)
        .where(Requirement.procurement_id == work.procurement.id)
        .where(col(Requirement.code).in_(findings))
        .order_by(col(Requirement.position), Requirement.code)
    )
    checked = [_checked(row, findings.pop(row.code), waivers) for row in rows]
    return CheckedSet(checked, [finding for rest in findings.values() for finding in rest])


def _checked(row: Requirement, findings: list[SetFinding], waivers: Waivers) -> CheckedRequirement:
    remarks = tuple(Remark(finding, waivers.get(key_of(row.id, finding))) for finding in findings)
    return CheckedRequirement(row.id, row.code, row.chapter_id, row.statement, remarks)


@lru_cache(maxsize=8)
def _linted(whole: RequirementSet, _reader: str) -> tuple[SetFinding, ...]:
    return tuple(f for f in lint_set(whole, load_rules()) if f.rule not in TOLD_ELSEWHERE)


def whole_set(work: Work) -> RequirementSet:
    """Return the specification as the linter sees it, without what is told elsewhere."""
    here = work.procurement
    requirements = work.session.exec(
        select(
            col(Requirement.id),
            col(Requirement.code),
            col(Requirement.statement),
            type_coerce(col(Requirement.requirement_class), String),
        )
        .where(Requirement.procurement_id == here.id)
        .order_by(col(Requirement.position), Requirement.code)
    ).all()
    shares = _shares(work)
    return RequirementSet(
        requirements=tuple(
            SetRequirement(
                code=code,
                text=statement,
                requirement_class=kind,
                shares=tuple(shares.get(own, ())),
                language=here.language,
            )
            for own, code, statement, kind in requirements
        ),
        criteria=tuple(_main_criteria(work)),
        chapters=tuple(node.number for node in chapter_tree(work)),
    )


def _shares(work: Work) -> dict[object, list[Share]]:
    """Return the shares of minimum requirements, which should have none."""
    found: dict[object, list[Share]] = {}
    rows = work.session.exec(
        select(
            col(RequirementCriterion.requirement_id),
            col(Criterion.code),
            col(RequirementCriterion.share),
        )
        .join(Criterion)
        .join(Requirement)
        .where(Requirement.procurement_id == work.procurement.id)
        .where(Requirement.requirement_class == RequirementClass.minimum)
        .order_by(Criterion.code)
    )
    for requirement, code, share in rows:
        found.setdefault(requirement, []).append(Share(code, share))
    return found


def _main_criteria(work: Work) -> list[SetCriterion]:
    rows = work.session.exec(
        select(col(Criterion.code), col(Criterion.weight))
        .where(Criterion.procurement_id == work.procurement.id, col(Criterion.parent_id).is_(None))
        .order_by(col(Criterion.position))
    )
    return [SetCriterion(code, None, weight) for code, weight in rows]
