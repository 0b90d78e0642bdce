"""Check an evaluation model before it is published."""

from collections.abc import Callable, Iterator, Sequence

from procurement.evaluation.bundle import Bundle
from procurement.evaluation.checks.comparison import dominance, exclusion, normalisation, rounding
from procurement.evaluation.checks.environment import environment
from procurement.evaluation.checks.finding import Finding, Severity, findings_document
from procurement.evaluation.checks.force import dead_criterion, effective_weight, robustness
from procurement.evaluation.checks.form import (
    bids,
    completeness,
    documentation,
    main_criteria,
    minimum_with_weight,
    price_in_quality,
    unpublished_weight,
)
from procurement.evaluation.checks.influence import decoy, immunity, independence
from procurement.evaluation.checks.money import money_per_point
from procurement.evaluation.checks.prices import monotone, plateau, predictability, price_range
from procurement.evaluation.checks.subject import Subject, subject_of
from procurement.evaluation.checks.weights import weight_range, weights
from procurement.evaluation.rules import Rules, default_rules

__all__ = ["CHECKS", "Finding", "Severity", "check_model", "findings_document"]

CHECKS: Sequence[Callable[[Subject], Iterator[Finding]]] = (
    completeness,
    weights,
    weight_range,
    unpublished_weight,
    environment,
    monotone,
    independence,
    decoy,
    money_per_point,
    plateau,
    price_range,
    effective_weight,
    dead_criterion,
    dominance,
    exclusion,
    normalisation,
    immunity,
    predictability,
    rounding,
    robustness,
    main_criteria,
    documentation,
    minimum_with_weight,
    price_in_quality,
    bids,
)


def check_model(bundle: Bundle, rules: Rules | None = None) -> tuple[Finding, ...]:
    """Return what is wrong or worth knowing about a model, errors first.

    The bids of the bundle are taken as the bids that the buyer expects. Where there are not two
    admitted ones, or they cannot be evaluated, the checks that need them find nothing and a
    finding says so; of more than 20 the best 20 are compared. Optional keys of the bundle tell
    what the format has no place for: `notice_date`, `environment`, the model's `tie_rule` and,
    on a criterion, `documentation`, `weight_range` and `published`.

    Args:
        bundle: the model, with or without bids.
        rules: dated law and advice; None for the rules that come with the engine.

    Source: evaluation checks before publication; the law is named in each rule.

    """
    subject = subject_of(bundle, rules or default_rules())
    findings = [finding for check in CHECKS for finding in check(subject)]
    order = list(Severity)
    return tuple(sorted(findings, key=lambda finding: order.index(finding.severity)))
