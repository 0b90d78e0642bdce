"""How often a bid is first, and ahead of another, if all weights are equally likely; exact."""

from collections import Counter
from collections.abc import Mapping, Sequence
from fractions import Fraction
from itertools import combinations, permutations
from math import prod
from typing import TypeAlias

from procurement.evaluation.cones import Cone, all_weights, cut, volume
from procurement.evaluation.folding import Matrix, Row, dot, integers
from procurement.evaluation.weight_ranges import WeightRange

MOST_CRITERIA = 6  # for volumes; their work grows fast with the number of weights
MOST_BIDS = 20
MOST_LEADS = 300  # criteria for one pair: a tenth of a second and a thousand digits each

Pairs: TypeAlias = dict[tuple[str, str], Fraction]  # that the one is strictly ahead of the other


def win_probability(matrix: Matrix, weights: WeightRange) -> dict[str, Fraction] | None:
    """Return the share of the weights in the range at which each bid is first, or ties.

    Bids with the same points share their part, each with the whole of it. It is the volume of
    {w : (x_i - x_k) w >= 0 for all k} over that of the range. None if there are more than 6
    weights or more than 20 bids.

    Source: Lahdelma, Hokkanen and Salminen, European Journal of Operational Research 106(1),
    1998 (rank acceptability).
    """
    if len(matrix.criteria) > MOST_CRITERIA or len(matrix.bids) > MOST_BIDS:
        return None
    cone = weight_cone(weights)
    whole = volume(cone)
    return {
        bid: _size(cone, matrix.leads(number)) / whole for number, bid in enumerate(matrix.bids)
    }


def pairwise(matrix: Matrix, weights: WeightRange) -> Pairs | None:
    """Return for every ordered pair the probability that the first is strictly ahead.

    Bids with the same points are never ahead of each other. None if there are more than 300
    weights or, where the range is limited, if `win_probability` has none.
    """
    numbers = range(len(matrix.bids))
    if weights.is_everything and len(matrix.criteria) <= MOST_LEADS:
        ahead = {pair: ahead_probability(matrix.lead(*pair)) for pair in combinations(numbers, 2)}
    elif len(matrix.criteria) > MOST_CRITERIA or len(matrix.bids) > MOST_BIDS:
        return None
    else:
        cone = weight_cone(weights)
        whole = volume(cone)
        ahead = {
            pair: _size(cone, [matrix.lead(*pair)]) / whole for pair in combinations(numbers, 2)
        }
    found = {}
    for one, other in permutations(numbers, 2):
        part = ahead.get((one, other))
        if part is None:
            part = 1 - ahead[other, one]
        tie = not any(matrix.lead(one, other))
        found[matrix.bids[one], matrix.bids[other]] = Fraction(0) if tie else part
    return found


def expected_rank(matrix: Matrix, pairs: Pairs) -> dict[str, Fraction]:
    """Return 1 + the sum of the probabilities that another bid is ahead, for every bid."""
    return {
        bid: 1 + sum((pairs[rival, bid] for rival in matrix.bids if rival != bid), Fraction(0))
        for bid in matrix.bids
    }


def ahead_probability(lead: Row) -> Fraction:
    """Return the probability that sum(lead x weight) > 0 for uniform weights.

    P = sum over the different u > 0 among the m leads of the residue at u of
    z^(m - 1) / product of (z - lead)

    It is the divided difference of max(z, 0)^(m - 1) over the leads (Hermite and Genocchi), and
    a lead that several criteria have is one pole of as many folds. O(m^2) for m criteria.

    >>> str(ahead_probability((Fraction(3), Fraction(-5), Fraction(2))))
    '31/56'

    Source: Ali, Pacific Journal of Mathematics 48(2), 1973; Varsi, the same 46(1), 1973, has the
    recursion that the tests compare this with.
    """
    times = Counter(integers(lead))
    return sum((_residue(own, times, len(lead)) for own in times if own > 0), Fraction(0))


def _residue(own: int, times: Mapping[int, int], count: int) -> Fraction:
    """Return the residue at one pole: coefficient folds - 1 of the series beside it.

    A series f follows from its start and from q = f'/f by n f_n = sum of q_k f_(n - 1 - k).
    """
    gaps = [(own - other, folds) for other, folds in times.items() if other != own]
    series = [Fraction(own ** (count - 1), prod(gap**folds for gap, folds in gaps))]
    ratios: list[Fraction] = []
    for number in range(1, times[own]):
        poles = (Fraction(folds, gap**number) for gap, folds in gaps)
        ratio = Fraction(count - 1, own**number) - sum(poles)
        ratios.append(ratio if number % 2 else -ratio)
        series.append(dot(ratios, series[::-1]) / number)
    return series[-1]


def weight_cone(weights: WeightRange) -> Cone:
    """Return the weights of a range as a cone."""
    count = len(weights.lowest)
    cone = all_weights(count)
    for number, (low, high) in enumerate(zip(weights.lowest, weights.highest, strict=True)):
        own = [Fraction(each == number) for each in range(count)]
        if low > 0:
            cone = cut(cone, integers([each - low for each in own]))
        if high < 1:
            cone = cut(cone, integers([high - each for each in own]))
    return cone


def _size(cone: Cone, leads: Sequence[Row]) -> Fraction:
    """Return the volume of the part of a cone in which all leads are 0 or more."""
    for lead in leads:
        cone = cut(cone, integers(lead))
    return volume(cone)
