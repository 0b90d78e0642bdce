"""Find exactly where a margin changes sign, without knowing its formula."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import TypeAlias

Margin: TypeAlias = Callable[[Fraction], Fraction]

_HALVINGS = 60  # of the range, until what is left is far finer than any amount or score


@dataclass(frozen=True)
class Threshold:
    """The last value at which the margin is 0 or more."""

    value: Fraction
    exact: bool  # the margin is 0 or jumps right there; else within a hair of the value


def threshold(margin: Margin, holds: Fraction, fails: Fraction) -> Threshold:
    """Return where a margin passes 0 between a value where it `holds` and one where it is below.

    The margin is (a + b x) / (c + d x) by pieces, as points are in any price of the rational
    formulas. Three values fix such a piece, so its zero follows from a cross-ratio; if the
    margin really is 0 there, it is found, else the range is halved until one piece is left.

    >>> threshold(lambda price: 4 - 10 / price, Fraction(5), Fraction(1)).value
    Fraction(5, 2)
    """
    given = holds
    for _step in range(_HALVINGS):
        middle = (holds + fails) / 2
        zero = _zero(margin, holds, middle, fails)
        if zero is not None and margin(zero) == 0:
            beyond = zero + (fails - zero) / 2**_HALVINGS
            if margin(beyond) < 0:  # else it stays 0 for a while
                return Threshold(zero, exact=True)
        holds, fails = (middle, fails) if margin(middle) >= 0 else (holds, middle)
    return Threshold(holds, exact=holds == given)  # or it jumps right there


def turn(margin: Margin, start: Fraction, steps: Sequence[Fraction]) -> Threshold | None:
    """Return where a margin first passes 0 on the way from `start` over some steps, if it does."""
    here, holds = start, margin(start) >= 0
    for ahead in steps:
        if (margin(ahead) >= 0) != holds:
            return threshold(margin, *((here, ahead) if holds else (ahead, here)))
        here = ahead
    return None


def _zero(margin: Margin, one: Fraction, two: Fraction, three: Fraction) -> Fraction | None:
    """Return where (a + b x) / (c + d x) through three points is 0, if that is between them.

    The cross-ratio of four values is that of their four images, one of which is 0.
    """
    a, b, c = margin(one), margin(two), margin(three)
    if a == 0:
        return one
    if b == c:
        return None
    ratio = (a - c) * b * (two - three) / ((b - c) * a * (one - three))
    if ratio == 1:
        return None
    zero = (two - ratio * one) / (1 - ratio)
    return zero if min(one, three) <= zero <= max(one, three) else None
