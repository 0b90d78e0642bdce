"""Rank the bids of a bundle by whichever method its model names."""

from collections.abc import Callable, Mapping, Sequence

from procurement.evaluation.admission import Exclusion, exclusions
from procurement.evaluation.bids import Bid
from procurement.evaluation.bundle import Bundle
from procurement.evaluation.contest import Contest
from procurement.evaluation.effective_price import effective_price
from procurement.evaluation.lowest_price import lowest_price
from procurement.evaluation.numbers import round_half_up
from procurement.evaluation.outcome import Outcome, row
from procurement.evaluation.price_and_quality import percentage_markup, price_per_quality
from procurement.evaluation.priced_quality import quality_deduction, quality_markup
from procurement.evaluation.ranking import ranks
from procurement.evaluation.result import BidResult, Result
from procurement.evaluation.weighted_points import weighted_points

_METHODS: Mapping[str, Callable[[Contest], Outcome]] = {
    "weighted_points": weighted_points,
    "lowest_price": lowest_price,
    "quality_deduction": quality_deduction,
    "quality_markup": quality_markup,
    "percentage_markup": percentage_markup,
    "price_per_quality": price_per_quality,
    "effective_price": effective_price,
}


def evaluate(bundle: Bundle) -> Result:
    """Rank the bids of a bundle; each method's own function tells its formula and its errors.

    The total is rounded half up where the model says so, and equal totals share a rank.

    Raises:
        EvaluationError: no bid is admitted, or the method refuses; names the place.

    """
    reasons = exclusions(bundle)
    admitted = {number: bid for number, bid in enumerate(bundle.bids) if reasons[number] is None}
    outcome = _METHODS[bundle.model.method](Contest(bundle, admitted))
    lowest_wins = bundle.model.method != "weighted_points"
    ranked = _ranked(bundle, list(admitted.values()), outcome, lowest_wins)
    return Result(
        method=bundle.model.method,
        bids=(*ranked, *_excluded(bundle.bids, reasons)),
        lowest_wins=lowest_wins,
        approximate=outcome.approximate,
    )


def _ranked(
    bundle: Bundle, bids: Sequence[Bid], outcome: Outcome, lowest_wins: bool
) -> list[BidResult]:
    """Return the admitted bids, best first; equal ones in the order of the bundle."""
    totals = [round_half_up(total, bundle.model.rounding.total) for total in outcome.totals]
    places = ranks(totals, highest_wins=not lowest_wins)
    return [
        BidResult(
            code=bids[number].code,
            name=bids[number].name,
            rank=places[number],
            total=totals[number],
            criteria=outcome.criteria[number],
            prices=row(outcome.prices, number),
            figures=row(outcome.figures, number),
        )
        for number in sorted(range(len(bids)), key=places.__getitem__)
    ]


def _excluded(bids: Sequence[Bid], reasons: Sequence[Exclusion | None]) -> list[BidResult]:
    return [
        BidResult(bid.code, bid.name, None, None, {}, reason)
        for bid, reason in zip(bids, reasons, strict=True)
        if reason is not None
    ]
