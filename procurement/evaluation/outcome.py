"""What a method makes of the admitted bids, before rounding of totals and ranking."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from procurement.evaluation.contest import Column, Contest
from procurement.evaluation.result import CriterionResult
from procurement.evaluation.scoring import Scores


@dataclass(frozen=True)
class Outcome:
    """The exact totals and what they are made of; every list has one item per admitted bid."""

    totals: Column
    criteria: list[dict[str, CriterionResult]]
    prices: Mapping[str, Column] = field(default_factory=dict)  # by criterion, if taken themselves
    figures: Mapping[str, Column] = field(default_factory=dict)  # by name, in the order of use
    approximate: tuple[str, ...] = ()  # criteria with points from a logarithm


def row(columns: Mapping[str, Column], number: int) -> dict[str, Fraction]:
    """Return one bid's number in every column.

    >>> row({"a": [Fraction(1), Fraction(2)]}, 1)
    {'a': Fraction(2, 1)}
    """
    return {name: column[number] for name, column in columns.items()}


def criterion_results(
    contest: Contest,
    scores: Scores,
    shares: Mapping[str, Fraction],
    amounts: Mapping[str, Column] | None = None,
) -> list[dict[str, CriterionResult]]:
    """Return for each bid its points on every criterion that has points, in the bundle's order.

    Args:
        contest: the admitted bids.
        scores: the points by criterion.
        shares: the share of the root by criterion.
        amounts: what a criterion adds, where that is not share x points.

    """
    found: list[dict[str, CriterionResult]] = []
    codes = [each.code for each in contest.bundle.walk() if each.code in scores.points]
    for number in range(len(contest.admitted)):
        before, added = row(scores.before, number), row(amounts or {}, number)
        found.append(
            {
                code: CriterionResult(
                    points=scores.points[code][number],
                    share=shares[code],
                    amount=added.get(code),
                    before=before.get(code),
                )
                for code in codes
            }
        )
    return found
