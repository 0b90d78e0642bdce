"""The methods that put a price on quality: a deduction from the price, or a mark-up on it."""

from fractions import Fraction

from procurement.evaluation.contest import Column, Contest
from procurement.evaluation.criteria import Criterion
from procurement.evaluation.numbers import exact_sum
from procurement.evaluation.outcome import Outcome, criterion_results
from procurement.evaluation.places import fail, shown
from procurement.evaluation.scoring import Scores, score
from procurement.i18n import gettext as _

PLACE = ("criteria",)


def quality_deduction(contest: Contest) -> Outcome:
    """Return the prices less what the quality is worth; the lowest wins.

    total = P - sum over the quality leaves of v x points / M

    P is the sum of the bid's prices and v the `max_value` of a leaf, what full points are worth,
    both in the currency of the bundle; M is `max_points`. Contributions add up to the total.
    A total may be negative.

    Raises:
        EvaluationError: there is no price criterion, a score, a price or a max_value is missing,
            points were given in the place of a price, or a group would be normalised.

    Source: DFØ's guide to evaluating tenders (prissetting av kvalitet, fradrag); Negometrix'
    award on value.

    """
    return _priced(contest, deduct=True)


def quality_markup(contest: Contest) -> Outcome:
    """Return the prices plus what the missing quality would be worth; the lowest wins.

    total = P + sum over the quality leaves of v x (1 - points / M)

    Symbols, units and errors as in `quality_deduction`. The two differ by the sum of all v, so
    they rank alike.

    Source: DFØ's guide to evaluating tenders (prissetting av kvalitet, påslag).

    """
    return _priced(contest, deduct=False)


def _priced(contest: Contest, deduct: bool) -> Outcome:
    prices = contest.price_columns()
    sums = contest.price_totals(prices)
    values = max_values(contest)
    scores = leaf_scores(contest)
    top = contest.bundle.model.max_points
    amounts = {
        code: [value / top * (each if deduct else top - each) for each in scores.points[code]]
        for code, value in values.items()
    }
    parts = column_sums(amounts, len(sums))
    if deduct:
        amounts = {code: [-each for each in column] for code, column in amounts.items()}
    totals = [
        price - part if deduct else price + part for price, part in zip(sums, parts, strict=True)
    ]
    figures = {"price": sums, "deduction" if deduct else "markup": parts}
    criteria = criterion_results(contest, scores, value_shares(values), amounts)
    return Outcome(totals, criteria, prices, figures)


def leaf_scores(contest: Contest) -> Scores:
    """Return the points on the quality leaves, for a method in which groups have no points.

    Raises EvaluationError if the model normalises main criteria and one of them is a group.
    """
    model = contest.bundle.model
    groups = [
        each
        for each in contest.bundle.criteria
        if any(not leaf.is_priced and leaf.is_leaf and leaf is not each for leaf in each.walk())
    ]
    if groups and model.normalisation.form != "none" and model.normalisation.level == "criterion":
        fail(
            _(
                "In this method %(code)s has no points of its own; normalise at the level leaf.",
                code=shown(groups[0].code),
            ),
            ("model", "normalisation", "level"),
        )
    return score(contest, contest.scored)


def max_values(contest: Contest) -> dict[str, Fraction]:
    """Return what full points are worth by quality leaf; refuse a leaf that does not say."""
    return {leaf.code: _max_value(contest, leaf) for leaf in contest.scored}


def _max_value(contest: Contest, leaf: Criterion) -> Fraction:
    if leaf.max_value is None:
        fail(
            _("The method needs the max_value of %(code)s.", code=shown(leaf.code)),
            (*contest.bundle.place_of(leaf.code), "max_value"),
        )
    return leaf.max_value


def value_shares(values: dict[str, Fraction]) -> dict[str, Fraction]:
    """Return the share that each leaf has of the sum of values; all 0 where the sum is.

    >>> value_shares({"a": Fraction(1), "b": Fraction(3)})
    {'a': Fraction(1, 4), 'b': Fraction(3, 4)}
    """
    whole = exact_sum(values.values(), PLACE)
    return {code: value / whole if whole else Fraction(0) for code, value in values.items()}


def column_sums(columns: dict[str, Column], number: int) -> Column:
    """Return the sum of all columns for each of a number of bids.

    >>> column_sums({"a": [Fraction(1), Fraction(2)], "b": [Fraction(3), Fraction(4)]}, 2)
    [Fraction(4, 1), Fraction(6, 1)]
    """
    return [exact_sum((column[bid] for column in columns.values()), PLACE) for bid in range(number)]
