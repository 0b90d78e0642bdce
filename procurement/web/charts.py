"""Where the parts of a stacked bar stand; templates draw what is computed here."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from procurement.evaluation import BidResult


@dataclass(frozen=True)
class BarPart:
    """One part of a bar."""

    code: str
    value: Fraction
    x: float
    width: float


def stacked(criteria: Sequence[dict[str, Any]], bid: BidResult, width: int) -> list[BarPart]:
    """Return the parts of a bid's bar; a full bar is ten points, negative parts are left out."""
    parts, x = [], 0.0
    for criterion in criteria:
        value = bid.criteria[criterion["code"]].contribution
        length = max(0.0, float(value)) * width / 10
        parts.append(BarPart(criterion["code"], value, round(x, 1), round(length, 1)))
        x += length
    return parts


def stack_end(criteria: Sequence[dict[str, Any]], bid: BidResult, width: int) -> float:
    """Return where a bid's bar ends."""
    parts = stacked(criteria, bid, width)
    return round(sum(part.width for part in parts), 1)
