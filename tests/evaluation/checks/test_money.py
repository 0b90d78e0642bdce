"""What a point of quality may cost."""

from fractions import Fraction
from typing import Any

import pytest

from procurement.evaluation import Severity

from .models import bids, findings, formula, found, sound

CHECK = "money_per_point"
TWO = bids([10, 12], [6, 8], [6, 8])


def rates(data: dict[str, Any]) -> tuple[str, str, str]:
    finding = found(data, CHECK)
    return finding.severity, finding.figures["least"], finding.figures["most"]


@pytest.mark.parametrize(
    ("rule", "others", "expected"),
    [
        (formula("linear"), TWO, ("info", "3/2", "3/2")),  # 0.6 x 10 / (10 x 0.4)
        (
            formula("linear"),
            bids([10, 12, 6], [6, 8, 1], [6, 8, 1]),
            ("info", "9/10", "9/10"),
        ),
        (formula("linear", zero_at="1.5"), TWO, ("info", "3/4", "3/4")),
        (formula("high_low"), TWO, ("info", "3/10", "3/10")),  # 0.6 x 2 / (10 x 0.4)
        (formula("fixed", full_at=5, zero_at=15), TWO, ("info", "3/2", "3/2")),
        (
            formula("fixed", full_at=5, zero_at=11, clamp=True),
            TWO,
            ("info", "9/10", "9/10"),
        ),  # what costs nothing is a plateau
    ],
)
def test_a_constant_price(rule: Any, others: Any, expected: tuple[str, str, str]):
    assert rates(sound(rule, others)) == expected


def test_a_constant_price_in_words():
    finding = found(sound(formula("linear"), TWO), CHECK)
    assert finding.text == "One quality point more may cost 1.5 NOK."
    assert finding.criterion == "P"


def test_a_price_that_grows_with_the_price():
    severity, least, most = rates(sound(formula("proportional"), bids([10, 20], [6, 8], [6, 8])))
    # w_q/w_p x P x P' / (10 L) over each of twenty pieces
    assert severity == "warning"
    assert Fraction(least) == Fraction("1.5") * Fraction("10.5") / 10
    assert Fraction(most) == Fraction("1.5") * Fraction("19.5") * 20 / 100
    finding = found(sound(formula("proportional"), bids([10, 20], [6, 8], [6, 8])), CHECK)
    assert finding.text == "One quality point more may cost from 1.58 to 5.85 NOK."


def test_a_price_that_grows_less_than_twofold():
    assert rates(sound(formula("proportional"), bids([10, 14], [6, 8], [6, 8])))[0] == "info"


@pytest.mark.parametrize(
    ("method", "values", "expected"),
    [
        ("quality_deduction", (30, 20), ("info", "5", "5")),
        ("quality_markup", (30, 20), ("info", "5", "5")),
        ("percentage_markup", (0, 0), ("info", "27/2", "15")),  # 0.6/0.4 x P / 10
        ("price_per_quality", (0, 0), ("info", "72/5", "16")),  # 90 / 6.25 and 100 / 6.25
        # P x Vmax / 10 / (1 - Vmax + V), V = 0.1 x 5 + 0.3 x 7.5 and the other way about, / 10
        ("effective_price", ("0.1", "0.3"), ("info", "144/35", "160/33")),
    ],
)
def test_methods_without_price_points(
    method: str, values: tuple[object, object], expected: tuple[str, str, str]
):
    data = sound(
        ("model.method", method),
        ("criteria.1.max_value", values[0]),
        ("criteria.2.max_value", values[1]),
    )
    assert rates(data) == expected
    assert found(data, CHECK).criterion is None


def test_the_worth_of_a_point_in_an_effective_price_is_right():
    """One point more on all quality and the price of that point more: the same total."""
    values = ("criteria.1.max_value", "0.1"), ("criteria.2.max_value", "0.3")
    price, reached, most = Fraction(90), Fraction("0.275"), Fraction("0.4")
    data = sound(("model.method", "effective_price"), *values)
    worth = Fraction(rates(data)[1])
    total = price / (1 + reached / (1 - most))
    assert (price + worth) / (1 + (reached + most / 10) / (1 - most)) == total


def test_a_dear_bid_pays_more_for_the_same_point():
    data = sound(("model.method", "percentage_markup"), bids([10, 21], [6, 8], [6, 8]))
    assert found(data, CHECK).severity is Severity.warning
    data = sound(("model.method", "percentage_markup"), bids([10, 20], [6, 8], [6, 8]))
    assert found(data, CHECK).severity is Severity.info


@pytest.mark.parametrize(
    "changes",
    [
        (("model.method", "lowest_price"),),
        (("bids", []),),
        (formula("bands", bands=[{"up_to": 95, "points": 9}, {"up_to": None, "points": 1}]),),
        (bids([90, 90], [5, 6], [5, 6]),),
        (formula("fixed", full_at=1, zero_at=2, clamp=True),),
        (("criteria.1.weight", 0), ("criteria.2.weight", 0)),
        (("criteria.0.weight", 0),),
        (
            ("model.method", "quality_deduction"),
            ("criteria.1.max_value", 0),
            ("criteria.2.max_value", 0),
        ),
    ],
)
def test_where_a_point_has_no_price(changes: Any):
    assert not findings(sound(*changes), CHECK)


def test_each_of_several_prices_has_its_own():
    second = {"code": "P2", "kind": "cost", "weight": 20}
    data = sound(formula("linear"), ("criteria.0.weight", 20))
    data["criteria"].append(second)
    for bid, price in zip(data["bids"], (50, 40), strict=True):
        bid["prices"] = {"P": bid.pop("price"), "P2": price}
    assert [(each.criterion, each.figures["most"]) for each in findings(data, CHECK)] == [
        ("P", "27"),  # 0.6/0.2 x 90 / 10
        ("P2", "12"),
    ]
