"""The method effective_price: the price divided by a factor that grows with quality."""

from fractions import Fraction

from procurement.evaluation.contest import Contest
from procurement.evaluation.numbers import exact_sum
from procurement.evaluation.outcome import Outcome, criterion_results
from procurement.evaluation.places import fail
from procurement.evaluation.priced_quality import (
    PLACE,
    column_sums,
    leaf_scores,
    max_values,
    value_shares,
)
from procurement.i18n import gettext as _


def effective_price(contest: Contest) -> Outcome:
    """Return the effective prices of the admitted bids; the lowest wins.

    total = P / (1 + V / (1 - Vmax)), V = sum over the quality leaves of v x points / M

    P is the sum of the bid's prices in the currency of the bundle and must be above 0; v is the
    `max_value` of a leaf, a share from 0 to 1, Vmax the sum of all v and less than 1; M is
    `max_points`. With full quality the effective price is P x (1 - Vmax). The contribution of a
    leaf is what it adds to V, that of a price what it adds to P.

    Raises:
        EvaluationError: there is no price criterion, a score, a price or a max_value is missing,
            a price is 0 or less, the shares make 1 or more, points were given in the place of a
            price, or a group would be normalised.

    Source: Prozorro's documentation of non-price criteria (features).

    """
    prices = contest.price_columns()
    sums = contest.price_totals(prices, above_0=True)
    values = max_values(contest)
    most = exact_sum(values.values(), PLACE)
    if most >= 1:
        fail(_("The max_value of all criteria together must be less than 1."), PLACE)
    scores = leaf_scores(contest)
    top = contest.bundle.model.max_points
    amounts = {
        code: [value * each / top for each in scores.points[code]] for code, value in values.items()
    }
    reached = column_sums(amounts, len(sums))
    divisors: list[Fraction] = [1 + each / (1 - most) for each in reached]
    totals = [price / divisor for price, divisor in zip(sums, divisors, strict=True)]
    figures = {"price": sums, "value": reached, "divisor": divisors}
    criteria = criterion_results(contest, scores, value_shares(values), amounts)
    return Outcome(totals, criteria, prices, figures)
