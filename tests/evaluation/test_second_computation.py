"""The engine against a plain second computation, on a thousand bundles of every kind."""

from typing import Any

import pytest
from hypothesis import given, settings

from procurement.errors import EvaluationError
from procurement.evaluation import digest

from .bundles import evaluated
from .plain import plain_ranks, plain_totals
from .strategies import EVERYTHING, FORMULAS, METHODS, bundles

thousand = settings(max_examples=1100, deadline=None, derandomize=True)


def test_a_second_plain_computation_agrees_exactly():
    met: set[object] = set()
    digests: set[str] = set()

    @thousand
    @given(bundles(EVERYTHING))
    def agrees(data: dict[str, Any]) -> None:
        met.update(_kinds(data))
        digests.add(digest(data))
        _agrees(data)

    agrees()
    assert len(digests) >= 1000
    names = {formula["name"] for formula in FORMULAS}
    forms = {"none", "proportional", "difference"}
    assert met >= {*METHODS, *names, *forms, "criterion", "leaf", None, 0, 1, 2, "several bids"}


def _agrees(data: dict[str, Any]) -> None:
    """Assert that both give the same totals and ranks, or that neither gives any."""
    try:
        expected = plain_totals(data)
    except ZeroDivisionError:
        with pytest.raises(EvaluationError):
            evaluated(data)
        return
    admitted = [bid for bid in evaluated(data).bids if bid.rank is not None]
    assert {bid.code: bid.total for bid in admitted} == expected
    ranks = plain_ranks(expected, data["model"]["method"])
    assert {bid.code: bid.rank for bid in admitted} == ranks


def _kinds(data: dict[str, Any]) -> set[object]:
    """Return what is special about a bundle."""
    model = data["model"]
    several = {"several bids"} if len(data["bids"]) > 1 else set()
    return {
        model["method"],
        model["price_formula"]["name"],
        *model["normalisation"].values(),
        *model["rounding"].values(),
        *several,
    }
