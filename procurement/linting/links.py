"""S01 to S06: what is missing between needs, requirements and criteria, and wrong weights."""

from collections.abc import Iterator
from decimal import Decimal

from procurement.linting.checks import Settings
from procurement.linting.set_model import RequirementSet, SetCriterion, SetHit, SetRequirement


def requirements_without_need(
    rule: str, whole: RequirementSet, _settings: Settings
) -> Iterator[SetHit]:
    """Yield the requirements that no need asks for."""
    needs = frozenset(whole.needs)
    for requirement in whole.requirements:
        if needs.isdisjoint(requirement.needs):
            yield SetHit(rule, requirement.code)


def needs_without_requirement(
    rule: str, whole: RequirementSet, _settings: Settings
) -> Iterator[SetHit]:
    """Yield the needs that no requirement answers."""
    answered = {need for requirement in whole.requirements for need in requirement.needs}
    for need in whole.needs:
        if need not in answered:
            yield SetHit(rule, need)


def scored_without_criterion(
    rule: str, whole: RequirementSet, settings: Settings
) -> Iterator[SetHit]:
    """Yield the requirements that should be scored but stand under no criterion."""
    criteria = {criterion.code for criterion in whole.criteria}
    for requirement in whole.requirements:
        is_scored = requirement.requirement_class in settings["scored"]
        if is_scored and not any(share.criterion in criteria for share in requirement.shares):
            yield SetHit(rule, requirement.code)


def weight_on_minimum(rule: str, whole: RequirementSet, settings: Settings) -> Iterator[SetHit]:
    """Yield the minimum requirements with a weight or a share of a criterion."""
    for requirement in whole.requirements:
        if requirement.requirement_class in settings["unweighted"] and _is_weighted(requirement):
            criteria = tuple(share.criterion for share in requirement.shares)
            yield SetHit(rule, requirement.code, criteria)


def weights_not_total(rule: str, whole: RequirementSet, settings: Settings) -> Iterator[SetHit]:
    """Yield the first of each group of sibling criteria whose weights do not add up."""
    for siblings in _families(whole).values():
        weights = [criterion.weight for criterion in siblings]
        is_weighted = any(weight is not None for weight in weights)
        total = sum((weight or Decimal(0) for weight in weights), Decimal(0))
        if is_weighted and total != settings["total"]:
            first, *others = (criterion.code for criterion in siblings)
            yield SetHit(rule, first, tuple(others))


def too_many_main_criteria(
    rule: str, whole: RequirementSet, settings: Settings
) -> Iterator[SetHit]:
    """Yield the first main criterion beyond the number that is enough."""
    main = [criterion.code for criterion in _families(whole).get(None, ())]
    if len(main) > settings["main_criteria"]:
        number = settings["main_criteria"]
        yield SetHit(rule, main[number], tuple(main[:number] + main[number + 1 :]))


def _is_weighted(requirement: SetRequirement) -> bool:
    return bool(requirement.weight) or any(share.share != 0 for share in requirement.shares)


def _families(whole: RequirementSet) -> dict[str | None, list[SetCriterion]]:
    families: dict[str | None, list[SetCriterion]] = {}
    for criterion in whole.criteria:
        families.setdefault(criterion.parent, []).append(criterion)
    return families
