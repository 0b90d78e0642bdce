"""Made-up bundles of any size, the same ones in every run."""

import random
from typing import Any


def made_up(bids: int, groups: int, leaves: int = 1, priced: bool = False) -> dict[str, Any]:
    """Return bids scored in tenths on main criteria with so many leaves each, or with a price."""
    chance = random.Random(bids)
    criteria: list[dict[str, Any]] = [
        {"code": f"K{number}", "kind": "quality", "weight": chance.randint(5, 20)}
        for number in range(groups)
    ]
    for main in criteria if leaves > 1 else ():
        main["children"] = [
            {"code": f"{main['code']}-{leaf}", "kind": "quality", "weight": chance.randint(1, 9)}
            for leaf in range(leaves)
        ]
    codes = [leaf["code"] for main in criteria for leaf in main.get("children", [main])]
    data: dict[str, Any] = {
        "format": "kravspor-evaluation/1",
        "model": {"method": "weighted_points", "max_points": 10},
        "criteria": criteria,
        "bids": [
            {"code": f"B{bid}", "scores": {c: f"{chance.randint(1, 100)}/10" for c in codes}}
            for bid in range(bids)
        ],
    }
    if priced:
        data["model"]["price_formula"] = {"name": "linear"}
        data["criteria"].append({"code": "P", "kind": "price", "weight": 40})
        for bid in data["bids"]:
            bid["price"] = str(chance.randint(8_000_000, 15_000_000))
    return data
