"""Check the weight of environment against the rule in force on the date of the notice."""

from collections.abc import Iterator
from fractions import Fraction

from procurement.evaluation.checks.finding import Finding, Severity, percent
from procurement.evaluation.checks.force import spread
from procurement.evaluation.checks.subject import Subject
from procurement.evaluation.criteria import Kind
from procurement.evaluation.numbers import fraction_text
from procurement.evaluation.rules import EnvironmentRule
from procurement.i18n import format_day
from procurement.i18n import gettext as _


def environment(subject: Subject) -> Iterator[Finding]:
    """Find an environment weight below the rule of FOA § 7-9 without a ground that holds.

    Only leaves of the kind environment count, so a criterion about the environment of the
    supplier rather than of the delivery must have another kind (KOFA 2025/0999).
    """
    day = subject.bundle.notice_date
    rule = subject.rules.environment_on(day)
    if day is None and rule.valid_from is not None:
        yield Finding(
            check="environment",
            severity=Severity.info,
            text=_(
                "The date of the notice is not known; the rules from %(day)s are used.",
                day=format_day(rule.valid_from),
            ),
            advice=_("Set the date of the notice."),
            figures={"from": rule.valid_from.isoformat(), "source": rule.source},
        )
    share = environment_share(subject)
    figures = {
        "share": fraction_text(share),
        "rule": fraction_text(rule.share),
        "source": rule.source,
    }
    if share < rule.share:
        yield _too_low(subject, rule, figures, share)
    elif subject.has_weights:
        yield from _too_weak(subject, rule, figures)


def environment_share(subject: Subject) -> Fraction:
    """Return the share of the root, or where only values count, of the sum of values."""
    if subject.has_weights:
        return subject.share(Kind.environment)
    values = {leaf.code: leaf.max_value or Fraction(0) for leaf in subject.bundle.leaves()}
    whole = sum(values.values(), Fraction(0))
    green = sum((values[leaf.code] for leaf in subject.leaves(Kind.environment)), Fraction(0))
    return green / whole if whole and subject.method != "lowest_price" else Fraction(0)


def _too_low(
    subject: Subject, rule: EnvironmentRule, figures: dict[str, str], share: Fraction
) -> Finding:
    """Say whether the ground for a lower weight holds."""
    given = subject.bundle.environment
    severity = Severity.info
    advice = _("Keep the reasons with the procurement documents.")
    if given is None:
        severity = Severity.error
        advice = _("Raise the weight, or state the ground for a lower one and the reasons.")
    elif given.ground not in rule.accepted | rule.disputed:
        severity = Severity.error
        advice = _("The ground that is given is not in the rules of that date; choose another.")
    elif not given.reason:
        severity = Severity.error
        advice = _("Write the reasons, with a comparison and what it rests on.")
    elif given.ground in rule.disputed:
        severity = Severity.warning
        advice = _("The complaints board has accepted this ground, but the guide disagrees.")
    return Finding(
        check="environment",
        severity=severity,
        text=_(
            "Environment weighs %(share)s %%, less than the %(rule)s %% of FOA § 7-9.",
            share=percent(share),
            rule=percent(rule.share),
        ),
        advice=advice,
        figures=figures | ({} if given is None else {"ground": str(given.ground)}),
    )


def _too_weak(
    subject: Subject, rule: EnvironmentRule, figures: dict[str, str]
) -> Iterator[Finding]:
    """Find an environment weight that the expected bids hardly feel."""
    if subject.method != "weighted_points" or not subject.ranked:
        return
    spreads = {leaf.code: spread(subject, leaf.code) for leaf in subject.bundle.leaves()}
    whole = sum(spreads.values(), Fraction(0))
    green = sum((spreads[leaf.code] for leaf in subject.leaves(Kind.environment)), Fraction(0))
    if whole and green / whole < rule.share:
        yield Finding(
            check="environment",
            severity=Severity.warning,
            text=_(
                "With these bids environment separates as if it weighed %(share)s %%.",
                share=percent(green / whole),
            ),
            advice=_("Choose environment criteria on which bids differ, or a scale that shows it."),
            figures=figures | {"effective": fraction_text(green / whole)},
        )
