"""The exact value of a zero-sum game, by the simplex method in whole numbers."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from procurement.evaluation.folding import Row, integers


@dataclass(frozen=True)
class Solution:
    """The value of a game, and the mixes of rows and columns that secure it."""

    value: Fraction
    rows: Row  # of the player who pays: at most `value` whatever the column
    columns: Row  # of the player who is paid: at least `value` whatever the row


def solve(payoffs: Sequence[Row]) -> Solution:
    """Return the solution of a game in which the row player pays the column player.

    The linear program: most z with z <= sum(payoff x column weight) for every row, the weights
    not negative and in sum 1. All payoffs are raised by one amount until they are above 0, so
    that the program starts from a corner and the sum may be at most 1.

    >>> solution = solve([(Fraction(2), Fraction(-1)), (Fraction(-1), Fraction(1))])
    >>> str(solution.value), [str(each) for each in solution.columns]
    ('1/5', ['2/5', '3/5'])

    Source: Dantzig 1951 for the equivalence; Bland 1977 for the rule against cycling; Edmonds
    1967 for pivots in whole numbers.
    """
    raised = 1 - min(min(row) for row in payoffs)
    tableau = [
        integers([Fraction(1), *(-each - raised for each in row), Fraction(0)]) for row in payoffs
    ]
    scales = [row[0] for row in tableau]
    width = len(payoffs[0])
    tableau.append([0, *([1] * width), 1])
    tableau.append([-1, *([0] * width), 0])
    simplex = _Simplex(tableau)
    simplex.run()
    rows = [scale * price for scale, price in zip(scales, simplex.prices(), strict=False)]
    columns = simplex.values(width + 1)[1:]
    return Solution(simplex.optimum - raised, tuple(rows), tuple(columns))


class _Simplex:
    """A condensed tableau: rows of constraints (<=) and last the objective, right sides last.

    A column is a variable that is 0 now, a row one that is not; `common` divides every entry.
    Variables are numbered, first those of the columns and then those of the rows.
    """

    def __init__(self, tableau: list[list[int]]) -> None:
        self.tableau = tableau
        self.common = 1
        self.columns = list(range(len(tableau[0]) - 1))
        self.rows = list(range(len(self.columns), len(self.columns) + len(tableau) - 1))

    def run(self) -> None:
        """Pivot until no column can raise the objective.

        The column that raises it fastest enters, or after a pivot that raised nothing the one
        with the smallest number, so that it cannot go round in circles.
        """
        stalled = False
        while rising := [cost for cost in enumerate(self.tableau[-1][:-1]) if cost[1] < 0]:
            column = min(rising, key=lambda each: self.columns[each[0]] if stalled else each[1])[0]
            leaving = self.leaving(column)
            stalled = self.tableau[leaving][-1] == 0
            self.pivot(leaving, column)

    def leaving(self, column: int) -> int:
        """Return the row that limits a column most; of equal ones that of the smallest number."""
        limits = [
            (Fraction(row[-1], row[column]), self.rows[number], number)
            for number, row in enumerate(self.tableau[:-1])
            if row[column] > 0
        ]
        return min(limits)[2]

    def pivot(self, leaving: int, entering: int) -> None:
        """Exchange the variables of a row and a column; every division is without rest."""
        chosen = self.tableau[leaving]
        key = chosen[entering]
        for number, row in enumerate(self.tableau):
            if number == leaving:
                continue
            factor = row[entering]
            row[:] = [
                (own * key - factor * other) // self.common
                for own, other in zip(row, chosen, strict=True)
            ]
            row[entering] = -factor
        chosen[entering] = self.common
        self.common = key
        self.rows[leaving], self.columns[entering] = self.columns[entering], self.rows[leaving]

    @property
    def optimum(self) -> Fraction:
        """Return the value of the objective."""
        return Fraction(self.tableau[-1][-1], self.common)

    def values(self, count: int) -> list[Fraction]:
        """Return the values of the first variables, those that were columns at the start."""
        found = {
            name: Fraction(row[-1], self.common)
            for name, row in zip(self.rows, self.tableau, strict=False)
        }
        return [found.get(name, Fraction(0)) for name in range(count)]

    def prices(self) -> list[Fraction]:
        """Return what one more of each right side is worth, in the order of the constraints."""
        first = len(self.columns)
        found = {
            name: Fraction(cost, self.common)
            for name, cost in zip(self.columns, self.tableau[-1], strict=False)
        }
        return [found.get(first + number, Fraction(0)) for number in range(len(self.rows))]
