"""The method weighted_points: the weighted mean of points, the highest total wins."""

from procurement.evaluation.contest import Contest
from procurement.evaluation.outcome import Outcome, criterion_results
from procurement.evaluation.scoring import score
from procurement.evaluation.tree import Tree


def weighted_points(contest: Contest) -> Outcome:
    """Return the weighted points of the admitted bids; the highest wins.

    points of a group = sum(w x points of the child) / sum(w), and the total is the points of
    the root; a contribution is the criterion's share of the root x its points, so that the
    contributions of the main criteria add up to the total before rounding (and those of the
    leaves too, unless a group is normalised).

    Points are on the scale 0..max_points (price points may be outside it). Everything is exact
    but the points of a logarithm; the points of a leaf are rounded half up, and main criteria
    or leaves are normalised, only where the model says so.

    Raises:
        EvaluationError: an admitted bid lacks a score or a price, a price that its formula
            cannot take, or a group with a price that would be normalised.

    Source: DFØ's guide to evaluating tenders (poengmodell); Fishburn, Operations Research
    15(3), 1967.

    """
    scores = score(contest, contest.bundle.leaves())
    tree = Tree(contest.bundle, scores)
    totals = tree.total()
    return Outcome(
        totals,
        criterion_results(contest, scores, tree.shares),
        approximate=tuple(scores.approximate),
    )
