"""The weights that are looked at: all there are, or those near the published ones."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from procurement.errors import EvaluationError
from procurement.evaluation.folding import Matrix, Row
from procurement.evaluation.numbers import read_positive
from procurement.evaluation.places import shown
from procurement.i18n import gettext as _

UNIFORM = "uniform"
_AROUND = "around:"
_OPTION = "weights"  # the place of an error


@dataclass(frozen=True)
class WeightRange:
    """The least and the most share of every criterion; shares always add up to 1."""

    lowest: Row
    highest: Row

    @property
    def is_everything(self) -> bool:
        """Return True if no weight is limited."""
        return not any(self.lowest) and all(each == 1 for each in self.highest)

    def best(self, values: Sequence[Fraction]) -> list[Fraction]:
        """Return the weights in the range with the highest sum(weight x value).

        Every criterion gets its least, and the rest goes to the highest values first.
        """
        weights = list(self.lowest)
        left = 1 - sum(weights)
        for number in sorted(range(len(values)), key=values.__getitem__, reverse=True):
            part = min(left, self.highest[number] - weights[number])
            weights[number] += part
            left -= part
        return weights


def read_weight_range(text: str, matrix: Matrix) -> WeightRange:
    """Return the range that "uniform" or "around:POINTS" means for the criteria of a matrix.

    POINTS are percentage points of the whole on either side of the published share, though
    never below 0 or above 1.

    Raises EvaluationError for any other text, and for POINTS that are not above 0.
    """
    count = len(matrix.shares)
    if text == UNIFORM:
        return WeightRange((Fraction(0),) * count, (Fraction(1),) * count)
    half = _points(text) / 100
    return WeightRange(
        tuple(max(share - half, Fraction(0)) for share in matrix.shares),
        tuple(min(share + half, Fraction(1)) for share in matrix.shares),
    )


def _points(text: str) -> Fraction:
    """Return POINTS; what is wrong with them is wrong in the option, not in the bundle."""
    if not text.startswith(_AROUND):
        message = _("The weights are uniform or around:POINTS, not %(text)s.", text=shown(text))
        raise EvaluationError(message, _OPTION)
    try:
        return read_positive(text.removeprefix(_AROUND))
    except EvaluationError as error:
        raise EvaluationError(error.args[0], _OPTION) from error
