"""How far each weight can move before today's first bid is first no longer."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from procurement.evaluation.bundle import Bundle
from procurement.evaluation.folding import standings
from procurement.evaluation.lines import Lever, Line, Piece, levers


@dataclass(frozen=True)
class Stability:
    """The closed interval of a criterion's share of the root in which the first bid stays first."""

    criterion: str
    weight: Fraction  # the share of the root today
    lowest: Fraction
    highest: Fraction


def stability_intervals(bundle: Bundle) -> list[Stability]:
    """Return the interval of every criterion and group, in the order of the bundle.

    The siblings of the criterion share the rest of their group in fixed proportions, and all
    other weights stay, so the share runs from 0 to that of the group. At the ends of the
    interval the first bid ties or the share can move no further. With a tie for the first
    place it is about the first listed of the tied.

    Totals are compared exactly, before any rounding of the total.

    Raises EvaluationError if the method has no weights or the bundle cannot be evaluated.

    Source: one-at-a-time stability intervals; Triantaphyllou and Sanchez, Decision Sciences
    28(1), 1997, for the additive model.
    """
    return [_interval(lever) for lever in levers(bundle, standings(bundle))]


def _interval(lever: Lever) -> Stability:
    """Return the interval around today's share, joined over touching pieces."""
    lowest = highest = lever.share
    kept = [_kept(piece) for piece in lever.pieces]
    for low, high in reversed(kept):
        if low <= lowest <= high:
            lowest = low
    for low, high in kept:
        if low <= highest <= high:
            highest = high
    return Stability(lever.criterion, lever.share, lowest, highest)


def _kept(piece: Piece) -> tuple[Fraction, Fraction]:
    """Return from where to where in a piece the first line is on top; nowhere if from is above to.

    Where the first line runs below another in parallel, neither end touches a piece in which it
    is on top, for the order of the lines does not jump from one piece to the next.
    """
    low, high = piece.lowest, piece.highest
    for lead in _leads(piece.lines):
        if lead.slope > 0:
            low = max(low, -lead.start / lead.slope)
        elif lead.slope < 0:
            high = min(high, -lead.start / lead.slope)
    return low, high


def _leads(lines: Sequence[Line]) -> list[Line]:
    """Return the lead of the first line over each of the others."""
    first, *rivals = lines
    return [Line(first.start - each.start, first.slope - each.slope) for each in rivals]
