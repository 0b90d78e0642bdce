"""Checks of weights and of published ranges of weights."""

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import combinations

from procurement.evaluation.checks.finding import Finding, Severity, written
from procurement.evaluation.checks.subject import Subject
from procurement.evaluation.criteria import Criterion
from procurement.evaluation.numbers import fraction_text
from procurement.i18n import gettext as _


def weights(subject: Subject) -> Iterator[Finding]:
    """Find weights of siblings that do not add up to 100; below the top they need not."""
    if not subject.has_weights:
        return
    for parent, siblings in subject.groups():
        total = sum((each.weight for each in siblings), Fraction(0))
        if total != 100:
            yield Finding(
                check="weights",
                severity=Severity.error if parent is None else Severity.info,
                text=_("The weights of the main criteria add up to %(sum)s.", sum=written(total))
                if parent is None
                else _(
                    "The weights below %(name)s add up to %(sum)s and count as shares of that.",
                    name=parent.name,
                    sum=written(total),
                ),
                advice=_("Change the weights so that they add up to exactly 100."),
                criterion=None if parent is None else parent.code,
                figures={"sum": fraction_text(total)},
            )


def weight_range(subject: Subject) -> Iterator[Finding]:
    """Find published ranges that are too wide, miss the weight used, or leave the order open."""
    for _parent, siblings in subject.groups():
        ranged = [each for each in siblings if each.weight_range is not None]
        for each in ranged:
            yield from _one_range(subject, each)
        if ranged:
            yield from _together(siblings)


def _one_range(subject: Subject, criterion: Criterion) -> Iterator[Finding]:
    lowest, highest = _limits(criterion)
    figures = {"lowest": fraction_text(lowest), "highest": fraction_text(highest)}
    if not lowest <= criterion.weight <= highest:
        yield Finding(
            check="weight_range",
            severity=Severity.error,
            text=_(
                "The weight %(weight)s of %(name)s is outside its published range.",
                weight=written(criterion.weight),
                name=criterion.name,
            ),
            advice=_("Use a weight inside the range that bidders were told."),
            criterion=criterion.code,
            figures=figures | {"weight": fraction_text(criterion.weight)},
        )
    if highest - lowest > subject.rules.widest_range:
        yield Finding(
            check="weight_range",
            severity=Severity.warning,
            text=_(
                "The range of %(name)s is %(width)s wide, more than %(most)s.",
                name=criterion.name,
                width=written(highest - lowest),
                most=written(subject.rules.widest_range),
            ),
            advice=_("Publish a fixed weight, or a narrower range."),
            criterion=criterion.code,
            figures=figures,
        )


def _together(siblings: Sequence[Criterion]) -> Iterator[Finding]:
    whole = sum((each.weight for each in siblings), Fraction(0))
    least = sum((_limits(each)[0] for each in siblings), Fraction(0))
    most = sum((_limits(each)[1] for each in siblings), Fraction(0))
    if not least <= whole <= most:
        yield Finding(
            check="weight_range",
            severity=Severity.error,
            text=_("No weights inside the ranges add up to %(sum)s.", sum=written(whole)),
            advice=_("Change the ranges so that the weights can add up."),
            criterion=siblings[0].code,
            figures={"lowest": fraction_text(least), "highest": fraction_text(most)},
        )
        return
    for one, other in combinations(siblings, 2):
        if can_lead(one, other, siblings, whole) and can_lead(other, one, siblings, whole):
            yield Finding(
                check="weight_range",
                severity=Severity.error,
                text=_(
                    "The ranges leave open whether %(one)s or %(other)s weighs more.",
                    one=one.name,
                    other=other.name,
                ),
                advice=_("Choose ranges that do not overlap, or fixed weights."),
                criterion=one.code,
                figures={"other": other.code},
            )


def can_lead(
    one: Criterion, other: Criterion, siblings: Sequence[Criterion], whole: Fraction
) -> bool:
    """Return True if some weights inside the ranges, adding up, put one above the other.

    With t for the sum of the two, the largest lead is 2 min(highest of one, t - lowest of the
    other) - t; it is greatest where t is nearest to highest + lowest.
    """
    rest = [_limits(each) for each in siblings if each is not one and each is not other]
    (low, high), (other_low, other_high) = _limits(one), _limits(other)
    least = max(low + other_low, whole - sum((top for _bottom, top in rest), Fraction(0)))
    most = min(high + other_high, whole - sum((bottom for bottom, _top in rest), Fraction(0)))
    both = min(max(high + other_low, least), most)
    return 2 * min(high, both - other_low) > both


def _limits(criterion: Criterion) -> tuple[Fraction, Fraction]:
    return criterion.weight_range or (criterion.weight, criterion.weight)
