"""Checks of what a third bid, or a large lead in quality, can do to the order of two bids."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations

from procurement.evaluation.checks.curve import Curve
from procurement.evaluation.checks.finding import Finding, Severity, written
from procurement.evaluation.checks.subject import Subject
from procurement.evaluation.numbers import fraction_text
from procurement.evaluation.price_formulas import points_of
from procurement.i18n import gettext as _

_TRIALS = 12  # prices of a third bid, from half the lowest to twice the highest
_NEGLIGIBLE = Fraction(1, 10**40)  # what the digits of a logarithm leave
_TWO = (Fraction(100), Fraction(120))  # two prices, and a third one below or above them
_THIRDS = (Fraction(60), Fraction(300))


def independence(subject: Subject) -> Iterator[Finding]:
    """Find formulas by which a third bid can turn the order of two others.

    The order is independent if points = g(own price) + h(all prices): that is tested by mixed
    differences, and where it fails a third price is tried on each pair of the expected bids.
    """
    for curve in subject.curves:
        if is_separable(curve):
            continue
        turned, tried = _reversals(subject, curve)
        yield Finding(
            check="independence",
            severity=Severity.warning if turned else Severity.info,
            text=_(
                "On %(name)s a third price turned the order of two bids in %(turned)s of "
                "%(tried)s trials.",
                name=curve.leaf.name,
                turned=turned,
                tried=tried,
            )
            if tried
            else _("On %(name)s a third price can turn the order of two.", name=curve.leaf.name),
            advice=_("Consider fixed price limits, or a method that puts a price on quality."),
            criterion=curve.leaf.code,
            figures={"turned": str(turned), "tried": str(tried)},
        )


def is_separable(curve: Curve) -> bool:
    """Return True if a third price leaves the difference between two others as it was."""
    if curve.is_absolute:
        return True
    leads = []
    for third in _THIRDS:
        one, other, _third = points_of(curve.formula, [*_TWO, third], curve.max_points)
        leads.append(one - other)
    return abs(leads[0] - leads[1]) < _NEGLIGIBLE * curve.max_points


def _reversals(subject: Subject, curve: Curve) -> tuple[int, int]:
    """Return in how many trials a third price turned the order of two bids, and of how many."""
    if not curve.complete:
        return 0, 0
    lowest, highest = min(curve.prices) / 2, max(curve.prices) * 2
    rests = _rests(subject, curve)
    today = _totals(rests, curve, curve.prices)
    turned = tried = 0
    for number in range(_TRIALS):
        third = lowest + (highest - lowest) * number / (_TRIALS - 1)
        then = _totals(rests, curve, [*curve.prices, third])
        for one, other in combinations(range(len(rests)), 2):
            tried += 1
            turned += (today[one] - today[other]) * (then[one] - then[other]) < 0
    return turned, tried


def _totals(rests: Sequence[Fraction], curve: Curve, prices: Sequence[Fraction]) -> list[Fraction]:
    points = points_of(curve.formula, prices, curve.max_points)
    return [rest + curve.share * each for rest, each in zip(rests, points, strict=False)]


def _rests(subject: Subject, curve: Curve) -> list[Fraction]:
    """Return the totals of the ranked bids without the points of a price criterion."""
    return [
        total - bid.criteria[curve.leaf.code].contribution
        for total, bid in zip(subject.exact_totals, subject.ranked, strict=True)
    ]


@dataclass(frozen=True)
class _Pair:
    """The winner and a rival, as the cheaper and the better of the two."""

    cheaper: Fraction  # its price
    dearer: Fraction
    gain: Fraction  # what the dearer one has more on everything else, above 0
    cheaper_wins: bool


def decoy(subject: Subject) -> Iterator[Finding]:
    """Find a price at which a losing bid would put another bid before the winner.

    In closed form for the linear formula without a floor, the proportional and the high-low one;
    reported where the price lies between half the lowest and twice the highest of the bids.
    """
    for curve in subject.curves:
        if not curve.complete:
            continue
        rests = _rests(subject, curve)
        for number, rival in enumerate(subject.ranked[1:], start=1):
            pair = _pair(curve, rests, number)
            price = None if pair is None else _threshold(curve, pair)
            if price is not None:
                yield Finding(
                    check="decoy",
                    severity=Severity.warning,
                    text=_(
                        "A losing bid with a price of %(price)s would put %(rival)s before "
                        "%(winner)s.",
                        price=written(price),
                        rival=rival.name,
                        winner=subject.ranked[0].name,
                    ),
                    advice=_("Consider fixed price limits, or a method with a price on quality."),
                    criterion=curve.leaf.code,
                    figures={"price": fraction_text(price), "rival": rival.code},
                )


def _pair(curve: Curve, rests: Sequence[Fraction], rival: int) -> _Pair | None:
    """Return the winner and a rival if one is cheaper and the other better."""
    price, gain = curve.prices[rival] - curve.prices[0], rests[rival] - rests[0]
    if price * gain <= 0:
        return None
    low, high = sorted((curve.prices[0], curve.prices[rival]))
    return _Pair(low, high, abs(gain), cheaper_wins=price > 0)


def _threshold(curve: Curve, pair: _Pair) -> Fraction | None:
    """Return the price of a third bid at which the two are equal, if it may well be offered."""
    weight = curve.share * curve.max_points
    lowest, highest = min(curve.prices), max(curve.prices)
    apart = weight * (pair.dearer - pair.cheaper) / pair.gain
    price = None
    if curve.formula.name == "linear" and curve.formula.floor is None and not pair.cheaper_wins:
        price = apart / (curve.formula.zero_at - 1)
    elif curve.formula.name == "proportional" and pair.cheaper_wins:
        price = pair.gain / (weight * (1 / pair.cheaper - 1 / pair.dearer))
    elif curve.formula.name == "high_low" and pair.cheaper_wins:
        price = lowest + apart
    return price if price is not None and lowest / 2 <= price <= highest * 2 else None


def immunity(subject: Subject) -> Iterator[Finding]:
    """Find a lead in quality that no price can outweigh."""
    found = subject.curves
    heights = [_height(curve) for curve in found]
    known = [height for height in heights if height is not None]
    quality = 1 - sum((curve.share for curve in found), Fraction(0))
    top = subject.bundle.model.max_points
    if not found or len(known) < len(heights) or not quality:
        return
    lead = sum(known, Fraction(0)) / quality
    if lead >= top:
        return
    points = [_quality(subject, bid, found) / quality for bid in range(len(subject.ranked))]
    reached = bool(points) and max(points) - min(points) > lead
    yield Finding(
        check="immunity",
        severity=Severity.warning if reached else Severity.info,
        text=_(
            "A bid that leads by more than %(lead)s quality points wins at any price.",
            lead=written(lead),
        ),
        advice=_("Give price more weight, or choose a formula without a lower limit."),
        figures={"lead": fraction_text(lead)},
    )


def _height(curve: Curve) -> Fraction | None:
    """Return the most that price can separate two bids in the total; None if without limit."""
    formula, top = curve.formula, curve.max_points
    bands = [band.points for band in formula.bands]
    heights: dict[str, Fraction | None] = {
        "linear": None if formula.floor is None else top - formula.floor,
        "proportional": top,
        "hybrid": top,
        "high_low": top,
        "fixed": top if formula.clamp else None,
        "bands": max(bands, default=top) - min(bands, default=top),
    }
    height = heights.get(formula.name)
    return None if height is None else curve.share * height


def _quality(subject: Subject, number: int, found: Sequence[Curve]) -> Fraction:
    """Return what a bid has got for everything but its prices."""
    prices = (subject.ranked[number].criteria[curve.leaf.code].contribution for curve in found)
    return subject.exact_totals[number] - sum(prices, Fraction(0))
