"""Check what one point of quality may cost: the best test of what a model really says."""

from collections.abc import Iterator, Sequence
from fractions import Fraction

from procurement.evaluation.checks.curve import Curve
from procurement.evaluation.checks.finding import Finding, Severity, written
from procurement.evaluation.checks.subject import Subject
from procurement.evaluation.numbers import fraction_text
from procurement.i18n import gettext as _


def money_per_point(subject: Subject) -> Iterator[Finding]:
    """Say what one more point on all quality may cost at an equal total, and if that varies.

    In weighted points it is w_q / w_p x the price per point over each small piece of the price
    range (w_q / w_p the ratio of the shares of quality and of this price); bands have no such
    price. In the other methods it is computed for each bid.
    """
    found = subject.curves
    quality = 1 - sum((curve.share for curve in found), Fraction(0))
    for curve in found:
        yield from _finding(subject, _rates(curve, quality), curve.leaf.code)
    if not found:
        yield from _finding(subject, _direct_rates(subject), None)


def _finding(subject: Subject, rates: Sequence[Fraction], code: str | None) -> Iterator[Finding]:
    if not rates or not max(rates):
        return
    least, most = min(rates), max(rates)
    varies = most > 2 * least
    yield Finding(
        check="money_per_point",
        severity=Severity.warning if varies else Severity.info,
        text=_(
            "One quality point more may cost from %(least)s to %(most)s %(currency)s.",
            least=written(least),
            most=written(most),
            currency=subject.bundle.currency,
        )
        if least < most
        else _(
            "One quality point more may cost %(most)s %(currency)s.",
            most=written(most),
            currency=subject.bundle.currency,
        ),
        advice=_("Ask whether a point is worth that; change weights or formula if it is not."),
        criterion=code,
        figures={"least": fraction_text(least), "most": fraction_text(most)},
    )


def _rates(curve: Curve, quality: Fraction) -> list[Fraction]:
    """Return the price of a point over each piece of the range on which the points fall."""
    if curve.formula.bands:
        return []
    return [
        quality / curve.share * (piece.high - piece.low) / (piece.low_points - piece.high_points)
        for piece in curve.pieces
        if piece.low_points > piece.high_points
    ]


def _direct_rates(subject: Subject) -> list[Fraction]:
    """Return the price of a point for each ranked bid, from the parts of its total."""
    top = subject.bundle.model.max_points
    leaves = [leaf for leaf in subject.bundle.leaves() if not leaf.is_priced]
    values = sum((leaf.max_value or Fraction(0) for leaf in leaves), Fraction(0))
    priced = [leaf.code for leaf in subject.bundle.leaves() if leaf.is_priced]
    weight = sum((subject.shares[code] for code in priced), Fraction(0))
    rates: list[Fraction] = []
    for bid in subject.ranked:
        figures = bid.figures
        if subject.method in ("quality_deduction", "quality_markup"):
            rates.append(values / top)
        elif subject.method == "effective_price":
            rates.append(figures["price"] * values / (1 - values + figures["value"]) / top)
        elif subject.method == "percentage_markup":
            rates.append(figures["price"] * (1 - weight) / weight / top)
        elif subject.method == "price_per_quality":
            rates.append(figures["price"] / figures["quality"])
    return rates
