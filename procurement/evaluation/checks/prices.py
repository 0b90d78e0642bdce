"""Checks of the price formulas: direction, plateaus, range, predictability."""

from collections.abc import Iterator
from fractions import Fraction
from itertools import pairwise

from procurement.evaluation.checks.curve import Curve
from procurement.evaluation.checks.finding import Finding, Severity, percent, written
from procurement.evaluation.checks.subject import Subject
from procurement.evaluation.numbers import fraction_text
from procurement.evaluation.price_formulas import DIVIDING
from procurement.i18n import gettext as _


def monotone(subject: Subject) -> Iterator[Finding]:
    """Find a higher price with more points.

    Bands are looked at as they are written, other formulas through differences over the range
    of the expected prices. A higher score never has fewer points: that is how leaves are scored.
    """
    for curve in subject.curves:
        for price, rise in _rises(curve):
            if rise > 0:
                yield Finding(
                    check="monotone",
                    severity=Severity.error,
                    text=_(
                        "Above the price %(price)s a bid has %(points)s points more on %(name)s.",
                        price=written(price),
                        points=written(rise),
                        name=curve.leaf.name,
                    ),
                    advice=_("Change the formula so that a higher price never has more points."),
                    criterion=curve.leaf.code,
                    figures={"price": fraction_text(price), "rise": fraction_text(rise)},
                )


def _rises(curve: Curve) -> list[tuple[Fraction, Fraction]]:
    """Return by how many points the curve rises above each price; less than 0 if it falls."""
    if curve.formula.bands:
        return [
            (higher.above, higher.points - lower.points)
            for lower, higher in pairwise(curve.formula.bands)
            if higher.above is not None
        ]
    return [(piece.low, piece.high_points - piece.low_points) for piece in curve.pieces]


def plateau(subject: Subject) -> Iterator[Finding]:
    """Find a part of the price range in which the price has no effect; of bands it is all."""
    for curve in subject.curves:
        share = _flat_share(curve)
        if share:
            yield Finding(
                check="plateau",
                severity=Severity.warning,
                text=_("Within a band the price has no effect on %(name)s.", name=curve.leaf.name)
                if curve.formula.bands
                else _(
                    "In %(share)s %% of the price range the price has no effect on %(name)s.",
                    share=percent(share),
                    name=curve.leaf.name,
                ),
                advice=_("Move the limits out of the range that you expect, or use a slope."),
                criterion=curve.leaf.code,
                figures={"share": fraction_text(share)},
            )


def _flat_share(curve: Curve) -> Fraction:
    """Return the part of the range from the lowest to the highest price without a slope."""
    if curve.formula.bands:
        return Fraction(1)
    flat = [
        piece.high - piece.low for piece in curve.pieces if piece.low_points == piece.high_points
    ]
    return sum(flat, Fraction(0)) / (max(curve.prices) - min(curve.prices)) if flat else Fraction(0)


def price_range(subject: Subject) -> Iterator[Finding]:
    """Find points outside the scale, and prices or bids that the model cannot take."""
    found = subject.curves
    for curve in found:
        yield from _outside_scale(curve)
        yield from _outside_bands(curve)
        if curve.formula.name in DIVIDING and len(found) > 1:
            yield Finding(
                check="range",
                severity=Severity.warning,
                text=_("A price of 0 on %(name)s cannot be evaluated.", name=curve.leaf.name),
                advice=_("Ask for one total price, or choose a formula that takes 0."),
                criterion=curve.leaf.code,
            )
    yield from _undefined(subject)


def _outside_scale(curve: Curve) -> Iterator[Finding]:
    points = [each.low_points for each in curve.pieces] + [
        each.high_points for each in curve.pieces
    ]
    points += [band.points for band in curve.formula.bands]
    fewest, most = min(points, default=Fraction(0)), max(points, default=Fraction(0))
    if most > curve.max_points or fewest < 0:
        yield Finding(
            check="range",
            severity=Severity.warning if most > curve.max_points else Severity.info,
            text=_(
                "The points of %(name)s run from %(fewest)s to %(most)s on a scale to %(top)s.",
                name=curve.leaf.name,
                fewest=written(fewest),
                most=written(most),
                top=written(curve.max_points),
            ),
            advice=_("Negative points are lawful; say in the documents that they are kept."),
            criterion=curve.leaf.code,
            figures={"fewest": fraction_text(fewest), "most": fraction_text(most)},
        )


def _outside_bands(curve: Curve) -> Iterator[Finding]:
    bands = curve.formula.bands
    if bands and (bands[0].above is not None or bands[-1].up_to is not None):
        yield Finding(
            check="range",
            severity=Severity.warning,
            text=_("Some prices lie in none of the bands of %(name)s.", name=curve.leaf.name),
            advice=_("Let the first band begin and the last band end without a limit."),
            criterion=curve.leaf.code,
        )


def _undefined(subject: Subject) -> Iterator[Finding]:
    """Find bids for which the method itself has no sensible total."""
    quality = [leaf for leaf in subject.bundle.leaves() if not leaf.is_priced]
    if subject.method == "price_per_quality" and not any(leaf.minimum for leaf in quality):
        yield Finding(
            check="range",
            severity=Severity.warning,
            text=_("A bid without quality points cannot be evaluated by this method."),
            advice=_("Set a minimum score above 0 on one of the quality criteria."),
        )
    if subject.method == "quality_deduction":
        most = sum((leaf.max_value or Fraction(0) for leaf in quality), Fraction(0))
        lowest = min((bid.figures["price"] for bid in subject.ranked), default=None)
        if lowest is not None and most >= lowest:
            yield Finding(
                check="range",
                severity=Severity.warning,
                text=_(
                    "The deductions can reach %(most)s, the whole of the lowest price %(price)s.",
                    most=written(most),
                    price=written(lowest),
                ),
                advice=_("Ask whether quality is worth that much, and lower the values if not."),
                figures={"most": fraction_text(most), "price": fraction_text(lowest)},
            )


def predictability(subject: Subject) -> Iterator[Finding]:
    """Find points that a bidder cannot compute from its own bid."""
    codes = [curve.leaf.code for curve in subject.curves if not curve.is_absolute]
    normalised = subject.bundle.model.normalisation.form != "none"
    if codes or normalised:
        yield Finding(
            check="predictability",
            severity=Severity.info,
            text=_("A bidder cannot compute its points from its own bid alone."),
            advice=_("Show an example with prices in the procurement documents."),
            criterion=codes[0] if codes else None,
            figures={"normalisation": subject.bundle.model.normalisation.form},
        )
