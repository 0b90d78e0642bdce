"""The points of every bid on every leaf, on the model's common scale."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from procurement.evaluation.contest import Column, Contest
from procurement.evaluation.criteria import Criterion
from procurement.evaluation.normalisation import is_lifted, lifted
from procurement.evaluation.numbers import round_half_up
from procurement.evaluation.places import fail, shown
from procurement.evaluation.price_formulas import fits, points_of
from procurement.i18n import gettext as _


@dataclass(frozen=True)
class Scores:
    """The points of the admitted bids by criterion; leaves first, groups are filled in later."""

    points: dict[str, Column] = field(default_factory=dict)  # as they are weighted
    before: dict[str, Column] = field(default_factory=dict)  # normalised ones as they were
    approximate: list[str] = field(default_factory=list)  # criteria with points from a logarithm


def score(contest: Contest, leaves: Sequence[Criterion]) -> Scores:
    """Return the points of the admitted bids on some leaves.

    points = score x max_points / max, or what the price formula makes of the price; then
    normalised where the model says so, and last rounded where the model says so

    Raises:
        EvaluationError: a score or price is missing, or a price that its formula cannot take;
            the place is the missing or wrong value.

    """
    model = contest.bundle.model
    scores = Scores()
    for leaf in leaves:
        column = _column(contest, leaf, scores)
        if is_lifted(contest.bundle, leaf):
            scores.before[leaf.code] = column
            column = lifted(model.normalisation.form, column, model.max_points)
        scores.points[leaf.code] = [
            round_half_up(points, model.rounding.points) for points in column
        ]
    return scores


def _column(contest: Contest, leaf: Criterion, scores: Scores) -> Column:
    """Return the exact points of every admitted bid on one leaf."""
    points = _published(contest, leaf)
    missing = [number for number in contest.admitted if number not in points]
    if missing and leaf.is_priced:
        points = _from_prices(contest, leaf, missing, scores) | points
    elif missing:
        message = _(
            "Bid %(bid)s has no score on criterion %(code)s.", **contest.names(missing[0], leaf)
        )
        fail(message, ("bids", missing[0], "scores", leaf.code))
    return [points[number] for number in contest.admitted]


def _published(contest: Contest, leaf: Criterion) -> dict[int, Fraction]:
    """Return the points of the bids that have a score on the leaf."""
    factor = contest.bundle.model.max_points / leaf.maximum
    given = {
        number: bid.scores[leaf.code]
        for number, bid in contest.admitted.items()
        if leaf.code in bid.scores
    }
    if factor == 1:
        return given
    return {number: score * factor for number, score in given.items()}


def _from_prices(
    contest: Contest, leaf: Criterion, wanted: Sequence[int], scores: Scores
) -> dict[int, Fraction]:
    """Return the points of all bids with a price on the leaf; the wanted must have one."""
    model = contest.bundle.model
    formula = leaf.formula or model.price_formula
    if formula is None:
        fail(
            _("There is no price formula for criterion %(code)s.", code=shown(leaf.code)),
            ("model", "price_formula"),
        )
    prices = contest.prices(leaf, wanted)
    for number, price in prices.items():
        if not fits(formula, price):
            message = _misfit(formula.name) % contest.names(number, leaf)
            fail(message, contest.place_of_price(number, leaf))
    if formula.name == "logarithmic":
        scores.approximate.append(leaf.code)
    return dict(
        zip(prices, points_of(formula, list(prices.values()), model.max_points), strict=True)
    )


def _misfit(name: str) -> str:
    if name == "bands":
        return _("The price of bid %(bid)s for criterion %(code)s lies in none of the bands.")
    return _("The price of bid %(bid)s for criterion %(code)s must be above 0.")
