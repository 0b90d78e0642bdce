"""Published outcomes that turn on one choice in the model."""

from typing import Any

from procurement.evaluation import bundle_from

from .bundles import evaluated, simple


def bids(prices: list[object], quality: list[object], price: object, **model: Any) -> Any:
    """Return bids A, B, C ... with a price and quality points."""
    return simple(
        dict(zip("ABCD", prices, strict=False)),
        dict(zip("ABCD", quality, strict=False)),
        price,
        **model,
    )


def formula(name: str | dict[str, Any]) -> dict[str, Any]:
    return {"price_formula": {"name": name} if isinstance(name, str) else name}


def published(price: object, prices: dict[str, object], quality: dict[str, object]) -> Any:
    """Return bids whose price points are given and not computed."""
    data = simple(dict.fromkeys(prices, None), quality, price)
    for bid in data["bids"]:
        bid["scores"]["P"] = prices[bid["code"]]
    return data


MILLIONS = [10_000_000, 12_000_000, 15_000_000]


QUALITY = [6, 8, "9.5"]


NORMALISED = {"form": "proportional", "level": "criterion"}


def test_three_models_have_three_winners():
    winners = [
        evaluated(bids(MILLIONS, QUALITY, 40, **formula(name))).winner
        for name in ("linear", "proportional", "high_low")
    ]
    assert winners == [("B",), ("C",), ("A",)]


def test_normalisation_can_turn_an_outcome_as_in_kofa_2021_1000():
    # weights and quality points as reported; the price points are made up
    plain = published(80, {"A": 10, "B": "9.83"}, {"A": "7.5", "B": "8.08"})
    assert evaluated(plain).winner == ("A",)
    plain["model"]["normalisation"] = NORMALISED
    assert evaluated(plain).winner == ("B",)


def test_the_weights_of_kofa_2017_97_add_up():
    hourly, callout = (".65 .20 .10 .025 .025", ".40 .10 .15 .10 .10 .15")
    groups = [("H", 55, hourly), ("C", 15, callout)]
    criteria = [
        {
            "code": code,
            "kind": "price",
            "weight": weight,
            "children": [
                {"code": f"{code}{number}", "kind": "price", "weight": f"0{part}"}
                for number, part in enumerate(parts.split())
            ],
        }
        for code, weight, parts in groups
    ]
    criteria.append({"code": "Q", "kind": "quality", "weight": 30})
    data = simple({}, {}, 50) | {"criteria": criteria}
    bundle = bundle_from(data)
    for group in bundle.criteria[:2]:
        assert sum(each.weight for each in group.children) == 1
    assert sum(each.weight for each in bundle.criteria) == 100
