"""Whether a bid can be first at all, with whatever weights; exact."""

from collections.abc import Sequence
from enum import StrEnum, auto
from fractions import Fraction

from procurement.evaluation.folding import Matrix, Row, dot
from procurement.evaluation.games import Solution, solve
from procurement.evaluation.weight_ranges import WeightRange


class Chance(StrEnum):
    """What a bid can reach."""

    wins = auto()  # with some weights it is first alone
    ties = auto()  # at best it shares the first place
    never = auto()  # some other bid is ahead with all weights


def can_win(matrix: Matrix, weights: WeightRange) -> dict[str, Chance]:
    """Return for every bid whether some weights in the range make it first.

    The question is a game: the bid chooses the weights, the others mix themselves into one
    opponent, and the payoff is the bid's lead. Its value is the greatest lead over all the
    others at once. Below 0 it proves that the bid never wins, for then a mix of the others is
    ahead of it with every weight.

    Source: Eum, Park and Kim, European Journal of Operational Research 128(2), 2001.
    """
    return {
        bid: _chance(matrix.leads(number), weights, matrix.shares)
        for number, bid in enumerate(matrix.bids)
    }


def _chance(leads: Sequence[Row], weights: WeightRange, published: Row) -> Chance:
    if not leads:
        return Chance.wins
    value = greatest_lead(leads, weights, published)
    if value > 0:
        return Chance.wins
    return Chance.never if value < 0 else Chance.ties


def greatest_lead(leads: Sequence[Row], weights: WeightRange, start: Row) -> Fraction:
    """Return the greatest lead over all others at once that weights in the range give a bid.

    A corner of the range is a column of the game. Where nothing is limited, the corners are the
    criteria themselves; else those that matter are found one by one, each the best answer to
    the mix of opponents so far, until none is better. The sign decides, so it stops early.
    """
    if weights.is_everything:
        return solve(leads).value
    columns = [[dot(lead, start) for lead in leads]]
    while True:
        found = solve(tuple(zip(*columns, strict=True)))
        answer = weights.best(_opponent(leads, found))
        column = [dot(lead, answer) for lead in leads]
        most = dot(found.rows, column)
        if found.value > 0 or most <= found.value or most < 0:
            return min(found.value, most) if most < 0 else found.value
        columns.append(column)


def _opponent(leads: Sequence[Row], solution: Solution) -> list[Fraction]:
    """Return the lead over the mix of all opponents on each criterion."""
    return [dot(solution.rows, column) for column in zip(*leads, strict=True)]
