"""How sure the ranks are if every score could as well have been a little other; no sampling."""

import math
from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction

from procurement.evaluation.bundle import Bundle
from procurement.evaluation.folding import Standing, nearest_float, standings
from procurement.evaluation.places import fail
from procurement.evaluation.ranking import ranks
from procurement.i18n import gettext as _

_STEPS = 8  # per standard deviation; the error falls faster than any power of the step
_WIDTH = 9  # standard deviations on either side; beyond lies less than 1e-18


def rank_probabilities(
    bundle: Bundle, deviations: Mapping[str, Fraction]
) -> dict[str, list[float]]:
    """Return for every bid the probabilities of rank 1, 2, ... under noise in the scores.

    Every score varies independently and normally around the one given, with the standard
    deviation of its criterion on that criterion's own scale; prices, and criteria that are not
    named, do not vary. So all totals have the variance sum (share x deviation x M / max)^2,
    and a bid's rank is one more than the number of others above a given value, summed over all
    values of its own total (a Poisson-binomial recursion). Ends of scales and rounding are
    left out of account. The result is in floats.

    A bias that one assessor has towards all bids is not independent, and cancels out.

    Raises:
        EvaluationError: the method has no weights, points are normalised in proportion to the
            best bid, or the bundle cannot be evaluated.

    """
    if bundle.model.normalisation.form == "proportional":
        fail(
            _("Noise in the scores cannot be followed through proportional normalisation."),
            ("model", "normalisation"),
        )
    bids = standings(bundle)
    deviation = _deviation(bundle, bids[0], deviations)
    totals = [bid.total for bid in bids]
    if not deviation:
        found = ranks(totals)
        return {
            bid.code: [(rank == place) / 1 for place in range(1, len(bids) + 1)]
            for bid, rank in zip(bids, found, strict=True)
        }
    return {
        bid.code: _distribution(
            [(bid.total - other) / deviation for other in _without(totals, number)]
        )
        for number, bid in enumerate(bids)
    }


def _deviation(bundle: Bundle, bid: Standing, deviations: Mapping[str, Fraction]) -> Fraction:
    """Return the standard deviation of a total, as a fraction near the square root."""
    variance = Fraction(0)
    for leaf in bundle.leaves():
        if leaf.code in deviations and not leaf.is_priced:
            share = bid.criteria[leaf.code].share
            step = share * deviations[leaf.code] * bundle.model.max_points / leaf.maximum
            variance += step * step
    return Fraction(math.sqrt(variance))


def _without(totals: Sequence[Fraction], number: int) -> list[Fraction]:
    return [total for other, total in enumerate(totals) if other != number]


def _distribution(leads: Sequence[Fraction]) -> list[float]:
    """Return the probabilities of every rank, from the leads over the others in deviations."""
    ahead = [nearest_float(lead) for lead in leads]
    whole, weight = [0 / 1] * (len(leads) + 1), 0 / 1
    for step in range(-_STEPS * _WIDTH, _STEPS * _WIDTH + 1):
        own = step / _STEPS
        density = math.exp(-own * own / 2)
        weight += density
        above = _above(math.erfc((own + lead) / math.sqrt(2)) / 2 for lead in ahead)
        whole = [total + density * part for total, part in zip(whole, above, strict=True)]
    return [part / weight for part in whole]


def _above(chances: Iterable[float]) -> list[float]:
    """Return the probabilities that 0, 1, 2, ... of some independent events happen."""
    found = [1 / 1]
    for chance in chances:
        longer = [part * (1 - chance) for part in found] + [0 / 1]
        for number, part in enumerate(found):
            longer[number + 1] += part * chance
        found = longer
    return found
