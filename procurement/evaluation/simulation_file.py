"""The file in which a simulation is stored."""

from fractions import Fraction

from procurement.evaluation.flips import NearestFlip
from procurement.evaluation.numbers import decimal_text, fraction_text
from procurement.evaluation.simulation import Simulation

FORMAT = "kravspor-simulation/1"


def simulation_document(simulation: Simulation) -> dict[str, object]:
    """Return the simulation as plain data in the format `kravspor-simulation/1`.

    Exact numbers are written "a/b" in lowest terms, whole ones "a"; estimates and their
    standard errors are decimal strings. What cannot be had exactly is null.
    """
    return {
        "format": FORMAT,
        "draws": simulation.draws,
        "seed": simulation.seed,
        "weights": simulation.weights,
        "rank_counts": dict(simulation.rank_counts),
        "win_probability": {bid: _probability(simulation, bid) for bid in simulation.bids},
        "expected_rank": _expected_ranks(simulation),
        "pairwise": _pairwise(simulation),
        "stability": [
            {
                "criterion": each.criterion,
                "weight": fraction_text(each.weight),
                "from": fraction_text(each.lowest),
                "to": fraction_text(each.highest),
            }
            for each in simulation.stability
        ],
        "nearest_flip": _nearest_flip(simulation.nearest_flip),
        "can_win": {bid: str(simulation.can_win[bid]) for bid in simulation.bids},
        "score_flips": [
            {
                "bid": each.bid,
                "criterion": each.criterion,
                "change": _text(each.change),
                "feasible": each.feasible,
            }
            for each in simulation.score_flips
        ],
    }


def _text(value: Fraction | None) -> str | None:
    return None if value is None else fraction_text(value)


def _probability(simulation: Simulation, bid: str) -> dict[str, str | None]:
    return {
        "estimate": decimal_text(simulation.estimate(bid)),
        "standard_error": decimal_text(simulation.standard_error(bid)),
        "exact": _text(simulation.exact[bid]) if simulation.exact else None,
    }


def _expected_ranks(simulation: Simulation) -> dict[str, str | None]:
    found = simulation.expected_ranks
    return {bid: _text(found[bid]) if found else None for bid in simulation.bids}


def _pairwise(simulation: Simulation) -> dict[str, str | None]:
    found = simulation.pairs
    return {
        f"{one}>{other}": _text(found[one, other]) if found else None
        for one in simulation.bids
        for other in simulation.bids
        if one != other
    }


def _nearest_flip(found: NearestFlip | None) -> dict[str, object] | None:
    if found is None:
        return None
    return {
        "rival": found.rival,
        "moved": fraction_text(found.moved),
        "weights": {code: fraction_text(weight) for code, weight in found.weights.items()},
    }
