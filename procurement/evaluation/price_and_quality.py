"""The methods that set one price against one sum of quality points."""

from dataclasses import dataclass
from fractions import Fraction

from procurement.evaluation.contest import Column, Contest
from procurement.evaluation.numbers import exact_sum
from procurement.evaluation.outcome import Outcome, criterion_results
from procurement.evaluation.places import fail, shown
from procurement.evaluation.scoring import Scores, score
from procurement.evaluation.tree import PLACE, Tree
from procurement.i18n import gettext as _


def percentage_markup(contest: Contest) -> Outcome:
    """Return the prices with a percentage for the missing quality; the lowest wins.

    total = P x (1 + (M - Q) / M x w_q / w_p)

    P is the sum of the bid's prices in the currency of the bundle and must be above 0. Q is the
    points of the quality part: the weighted mean over all quality leaves, each weighing its
    share of the root; w_q and w_p are the shares of the root of all quality and all price
    leaves, M is `max_points`. Contributions add up to the total (those of the leaves of a
    normalised group excepted).

    Raises:
        EvaluationError: there is no price criterion, quality or price has no weight, a score or
            price is missing, a price is 0 or less, or points were given in the place of a price.

    Source: Abakus' percentage mark-up; e-Avrop's påslag is the same with w_q / w_p = a.

    """
    part = _quality_part(contest)
    top = contest.bundle.model.max_points
    whole = part.quality_weight / part.price_weight
    percentages = [(top - points) / top * whole for points in part.quality]
    totals = [
        price * (1 + percentage) for price, percentage in zip(part.prices, percentages, strict=True)
    ]
    steps = [price / (part.price_weight * top) for price in part.prices]
    amounts = {
        code: [
            step * ((top - points) * part.shares[code])
            for step, points in zip(steps, column, strict=True)
        ]
        for code, column in part.scores.points.items()
    }
    figures = {"price": part.prices, "quality": part.quality, "percentage": percentages}
    criteria = criterion_results(contest, part.scores, part.shares, amounts)
    return Outcome(totals, criteria, part.columns, figures)


def price_per_quality(contest: Contest) -> Outcome:
    """Return what each bid asks for one point of quality; the lowest wins.

    total = P / Q

    P and Q as in `percentage_markup`; both must be above 0. The total is in the currency of the
    bundle per point. The contribution of a quality criterion is what it adds to Q, that of a
    price what it adds to P.

    Raises:
        EvaluationError: as in `percentage_markup`, or a bid has no quality points.

    Source: price per quality point as in MnDOT's best value rule; Negometrix' value for money
    is its inverse.

    """
    part = _quality_part(contest)
    for number, points in zip(contest.admitted, part.quality, strict=True):
        if points == 0:
            bid = shown(contest.admitted[number].code)
            fail(
                _("Bid %(bid)s has no quality points to divide its price by.", bid=bid),
                ("bids", number, "scores"),
            )
    totals = [price / points for price, points in zip(part.prices, part.quality, strict=True)]
    shares = {code: part.shares[code] / part.quality_weight for code in part.scores.points}
    amounts = {
        code: [shares[code] * points for points in column]
        for code, column in part.scores.points.items()
    }
    figures = {"price": part.prices, "quality": part.quality}
    criteria = criterion_results(contest, part.scores, part.shares, amounts)
    return Outcome(totals, criteria, part.columns, figures)


@dataclass(frozen=True)
class _Part:
    """The price and the quality of every admitted bid, kept apart."""

    columns: dict[str, Column]  # prices by criterion
    prices: Column
    quality: Column  # 0 to max_points
    scores: Scores  # of quality leaves, and of groups without a price
    shares: dict[str, Fraction]
    price_weight: Fraction
    quality_weight: Fraction


def _quality_part(contest: Contest) -> _Part:
    columns = contest.price_columns()
    prices = contest.price_totals(columns, above_0=True)
    scores = score(contest, contest.scored)
    tree = Tree(contest.bundle, scores)
    for leaf in contest.priced:  # so that the total is that of quality alone
        scores.points[leaf.code] = [Fraction(0)] * len(prices)
    total = tree.total()
    price_weight = exact_sum((tree.shares[leaf.code] for leaf in contest.priced), PLACE)
    if price_weight in (0, 1):
        fail(_("The method needs a weight on price and one on quality."), PLACE)
    for each in contest.bundle.walk():
        if any(inner.is_priced for inner in each.walk()):
            del scores.points[each.code]
    return _Part(
        columns=columns,
        prices=prices,
        quality=[each / (1 - price_weight) for each in total],
        scores=scores,
        shares=tree.shares,
        price_weight=price_weight,
        quality_weight=1 - price_weight,
    )
