"""Checks of what a model says and leaves unsaid; they need no bids."""

from collections.abc import Iterator

from procurement.evaluation.checks.finding import Finding, Severity
from procurement.evaluation.checks.subject import Subject
from procurement.evaluation.criteria import Criterion, Kind
from procurement.i18n import gettext as _
from procurement.i18n import ngettext

_VALUED = ("quality_deduction", "quality_markup", "effective_price")


def completeness(subject: Subject) -> Iterator[Finding]:
    """Find what is left open: price formula, value of quality, tie rule, missing numbers."""
    for leaf in subject.bundle.leaves():
        yield from _open_leaf(subject, leaf)
    if subject.bundle.model.tie_rule is None:
        yield Finding(
            check="completeness",
            severity=Severity.warning,
            text=_("The model does not say what happens when two bids have equal totals."),
            advice=_(
                "Write a rule for equal totals, for instance that the lower price goes first."
            ),
        )
    if subject.fault is not None and subject.bundle.bids:
        yield Finding(
            check="completeness",
            severity=Severity.error,
            text=_("The bids cannot be evaluated: %(cause)s", cause=subject.fault.args[0]),
            advice=_("Put right what is named here; until then the checks with bids are not run."),
            figures={"place": subject.fault.place},
        )


def _open_leaf(subject: Subject, leaf: Criterion) -> Iterator[Finding]:
    model = subject.bundle.model
    if model.method in _VALUED and not leaf.is_priced and leaf.max_value is None:
        yield Finding(
            check="completeness",
            severity=Severity.error,
            text=_("%(name)s has no value for full points.", name=leaf.name),
            advice=_("State what full points on the criterion are worth."),
            criterion=leaf.code,
        )
    formula = leaf.formula or model.price_formula
    if model.method == "weighted_points" and leaf.is_priced and formula is None:
        yield Finding(
            check="completeness",
            severity=Severity.error,
            text=_("%(name)s has no formula that turns the price into points.", name=leaf.name),
            advice=_("Choose a price formula, and print it in the procurement documents."),
            criterion=leaf.code,
        )


def bids(subject: Subject) -> Iterator[Finding]:
    """Say that some checks were not run for want of bids."""
    if not subject.ranked:
        yield Finding(
            check="bids",
            severity=Severity.info,
            text=_("There are not two bids to compare, so only the model itself was checked."),
            advice=_("Add bids such as you expect: a cheap and plain one, a dear and good one."),
        )


def main_criteria(subject: Subject) -> Iterator[Finding]:
    """Find more main criteria than the guide thinks useful."""
    number, most = len(subject.bundle.criteria), subject.rules.most_main_criteria
    if number > most:
        yield Finding(
            check="main_criteria",
            severity=Severity.warning,
            text=_(
                "There are %(number)s main criteria; three or four are enough in most cases.",
                number=number,
            ),
            advice=_("Make some of them sub-criteria of others, or leave them out."),
            figures={"number": str(number), "most": str(most)},
        )


def documentation(subject: Subject) -> Iterator[Finding]:
    """Find main criteria that do not say what bidders must document them with."""
    for each in subject.bundle.criteria:
        missing = _undocumented(each)
        if missing:
            yield Finding(
                check="documentation",
                severity=Severity.warning,
                text=ngettext(
                    "%(name)s lacks a documentation demand on %(number)s criterion.",
                    "%(name)s lacks documentation demands on %(number)s criteria.",
                    missing,
                    name=each.name,
                ),
                advice=_("Say for each award criterion what the bidder must document it with."),
                criterion=each.code,
                figures={"number": str(missing)},
            )


def _undocumented(criterion: Criterion) -> int:
    """Return on how many quality leaves nothing asks for documentation."""
    if criterion.documentation is not None or criterion.is_priced:
        return 0
    return sum(map(_undocumented, criterion.children)) if criterion.children else 1


def unpublished_weight(subject: Subject) -> Iterator[Finding]:
    """Find weights that bidders do not know."""
    for parent, siblings in subject.groups():
        for each in siblings:
            if each.published:
                continue
            yield Finding(
                check="unpublished_weight",
                severity=Severity.error if parent is None else Severity.warning,
                text=_("The weight of %(name)s is not published.", name=each.name),
                advice=_("Publish the weight.")
                if parent is None
                else _("Publish the weight, or freeze it before any bid is opened."),
                criterion=each.code,
            )


def minimum_with_weight(subject: Subject) -> Iterator[Finding]:
    """Find criteria that both exclude bids and give points."""
    for leaf in subject.bundle.leaves():
        counts = subject.shares[leaf.code] if subject.has_weights else leaf.max_value
        if leaf.minimum is not None and counts:
            yield Finding(
                check="minimum_with_weight",
                severity=Severity.warning,
                text=_(
                    "%(name)s is both a minimum requirement and a criterion with weight.",
                    name=leaf.name,
                ),
                advice=_(
                    "Say that only what goes beyond the minimum gives points, or part the two."
                ),
                criterion=leaf.code,
            )


def price_in_quality(subject: Subject) -> Iterator[Finding]:
    """Find main criteria in which price and quality are mixed."""
    for each in subject.bundle.criteria:
        leaves = [inner for inner in each.walk() if inner.is_leaf]
        priced = [leaf for leaf in leaves if leaf.is_priced]
        named_price = each.kind in (Kind.price, Kind.cost)
        if priced and (len(priced) < len(leaves) or not named_price):
            yield Finding(
                check="price_in_quality",
                severity=Severity.warning,
                text=_(
                    "%(name)s holds the price criterion %(price)s beside or below quality.",
                    name=each.name,
                    price=priced[0].name,
                ),
                advice=_("Keep all prices in a main criterion of their own."),
                criterion=each.code,
                figures={"price": priced[0].code},
            )
