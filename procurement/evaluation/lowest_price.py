"""The method lowest_price: the price alone decides."""

from fractions import Fraction

from procurement.evaluation.contest import Contest
from procurement.evaluation.outcome import Outcome, criterion_results
from procurement.evaluation.priced_quality import leaf_scores


def lowest_price(contest: Contest) -> Outcome:
    """Return the prices of the admitted bids; the lowest wins.

    total = P

    P is the sum of the bid's prices over all price and cost criteria, in the currency of the
    bundle; 0 and negative prices are ordinary. Quality counts only through minimum scores, but
    an admitted bid must be scored on every leaf all the same.

    Raises:
        EvaluationError: there is no price criterion, a score or price is missing, or points were
            given in the place of a price.

    Source: DFØ's guide to evaluating tenders (laveste pris).

    """
    columns = contest.price_columns()
    prices = contest.price_totals(columns)
    scores = leaf_scores(contest)
    nothing = dict.fromkeys(scores.points, Fraction(0))
    amounts = {code: [Fraction(0)] * len(prices) for code in scores.points}
    criteria = criterion_results(contest, scores, nothing, amounts)
    return Outcome(prices, criteria, columns, {"price": prices})
