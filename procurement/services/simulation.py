"""Simulate bids whose scores and prices, or weights, could as well be a little other."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum, auto
from fractions import Fraction
from math import isqrt
from typing import Any

from procurement.evaluation import (
    Bundle,
    Criterion,
    Expectations,
    Outlook,
    Simulation,
    read_number,
    simulate,
    simulate_expectations,
)
from procurement.evaluation.price_formulas import fits
from procurement.exporting.pictures import Picture, Table
from procurement.exporting.price_pictures import Bar, bar_chart
from procurement.i18n import format_number, format_share
from procurement.i18n import gettext as _
from procurement.services.analysis import Trial
from procurement.services.model_data import plain
from procurement.services.runs import Job

DRAWS = (10_000, 100_000, 1_000_000, 10_000_000)


class Doubt(StrEnum):
    """What is not known for certain."""

    scores = auto()
    weights = auto()
    all_weights = auto()


@dataclass(frozen=True)
class SimulationDraft:
    """What to simulate: how much may differ, how many draws, from which seed."""

    doubt: Doubt = Doubt.scores
    points: Decimal = Decimal(1)
    price_percent: Decimal = Decimal(5)
    weight_points: Decimal = Decimal(5)
    draws: int = 100_000
    seed: int = 1


@dataclass(frozen=True)
class SimulationView:
    """What came out, with its uncertainty."""

    sentence: str
    picture: Picture
    places: Table
    margin: str = ""


def job_for(trial: Trial, ranges: Mapping[str, Mapping[str, Any]], draft: SimulationDraft) -> Job:
    """Return the work of a simulation; the ranges are those typed for bids, by bid code."""
    bundle = trial.bundle
    if draft.doubt is Doubt.scores:
        expected = expectations(bundle, ranges, draft)
        return lambda progress: simulate_expectations(
            bundle, expected, draft.draws, draft.seed, progress
        )
    near = f"around:{plain(draft.weight_points)}"
    weights = "uniform" if draft.doubt is Doubt.all_weights else near
    return lambda progress: simulate(bundle, draft.draws, draft.seed, weights, progress=progress)


def expectations(
    bundle: Bundle, ranges: Mapping[str, Mapping[str, Any]], draft: SimulationDraft
) -> Expectations:
    """Return the ranges of all bids: those typed for a bid, else so much on either side."""
    scores, prices = {}, {}
    priced = [leaf for leaf in bundle.leaves() if leaf.is_priced]
    admitted = [bid for bid in bundle.bids if bid.excluded is None]
    for bid in admitted:
        own = ranges.get(bid.code, {})
        scores[bid.code] = {
            leaf.code: _ends(own.get("score_ranges", {}).get(leaf.code))
            or _around(bid.scores[leaf.code], Fraction(draft.points), leaf)
            for leaf in bundle.leaves()
            if not leaf.is_priced and leaf.code in bid.scores
        }
        part = Fraction(draft.price_percent) / 100
        prices[bid.code] = {
            leaf.code: ends
            for leaf in priced
            if (price := bid.prices.get(leaf.code, bid.price)) is not None
            and leaf.code not in bid.scores
            and _takes(
                bundle,
                leaf,
                ends := _ends(own.get("price_range")) or (price * (1 - part), price * (1 + part)),
            )
        }
    return Expectations(scores, prices)


def _ends(given: Any) -> tuple[Fraction, Fraction] | None:
    return (read_number(given[0]), read_number(given[1])) if given else None


def _around(score: Fraction, points: Fraction, leaf: Criterion) -> tuple[Fraction, Fraction]:
    low = max(score - points, leaf.minimum or Fraction(0))
    return min(low, score), min(score + points, leaf.maximum)


def _takes(bundle: Bundle, leaf: Criterion, ends: tuple[Fraction, Fraction]) -> bool:
    formula = leaf.formula or bundle.model.price_formula
    return formula is not None and all(fits(formula, end) for end in ends)


def simulation_view(
    outcome: Outlook | Simulation, names: Mapping[str, str], draft: SimulationDraft
) -> SimulationView:
    """Return what a simulation says, each share with its standard error."""
    found = {bid: counts[0] for bid, counts in outcome.rank_counts.items()}
    order = sorted(found, key=lambda bid: found[bid], reverse=True)
    shares = {bid: Fraction(found[bid], outcome.draws) for bid in order}
    errors = {bid: standard_error(found[bid], outcome.draws) for bid in order}
    shown = {bid: f"{format_share(shares[bid], 1)} ± {_error(errors[bid])}" for bid in order}
    title = _("How often each bid is first")
    description = " ".join(f"{names[bid]}: {shown[bid]}." for bid in order)
    rows = tuple(
        (
            names[bid],
            format_share(shares[bid], 2),
            _("%(error)s percentage points", error=format_number(errors[bid] * 100, 3)),
        )
        for bid in order
    )
    table = Table((_("Bid"), _("First in"), _("Standard error")), rows, numbers=(1, 2))
    bars = [Bar(names[bid], shares[bid], shown[bid]) for bid in order]
    sentence = _(
        "In %(share)s of %(draws)s draws %(winner)s is first.",
        share=format_share(shares[order[0]], 1),
        draws=format_number(outcome.draws),
        winner=names[order[0]],
    )
    return SimulationView(
        sentence=f"{sentence} {_meaning(draft)}",
        picture=bar_chart("simulated", (title, description), bars, table),
        places=_places(outcome, names, order),
        margin=_margin(outcome),
    )


def standard_error(first: int, draws: int) -> Fraction:
    """Return sqrt(p (1 - p) / draws) for p = first / draws, rounded down to 12 decimals."""
    scale = 10**12
    return Fraction(isqrt(first * (draws - first) * scale**2 // draws**3), scale)


def _error(error: Fraction) -> str:
    return format_number(error * 100, 2)


def _meaning(draft: SimulationDraft) -> str:
    """Say what was drawn."""
    if draft.doubt is Doubt.all_weights:
        return _("All weights that add up to 100 were equally likely.")
    if draft.doubt is Doubt.weights:
        return _(
            "Each weight was drawn up to %(points)s percentage points up or down.",
            points=format_number(draft.weight_points),
        )
    return _(
        "Points were drawn up to %(points)s up or down and prices up to %(percent)s per cent, or "
        "within the ranges that stand on the bid.",
        points=format_number(draft.points),
        percent=format_number(draft.price_percent),
    )


def _places(outcome: Outlook | Simulation, names: Mapping[str, str], order: list[str]) -> Table:
    """Return how often each bid gets each place."""
    heads = (_("Bid"), *(_("Place %(number)s", number=n + 1) for n in range(len(order))))
    rows = tuple(
        (
            names[bid],
            *(
                format_share(Fraction(times, outcome.draws), 1)
                for times in outcome.rank_counts[bid]
            ),
        )
        for bid in order
    )
    return Table(heads, rows, numbers=tuple(range(1, len(order) + 1)))


def _margin(outcome: Outlook | Simulation) -> str:
    if isinstance(outcome, Simulation):
        return ""
    margin = format_number(Decimal(str(round(outcome.median_margin, 2))), 2)
    return _("In half of the draws the winner leads by more than %(margin)s points.", margin=margin)
