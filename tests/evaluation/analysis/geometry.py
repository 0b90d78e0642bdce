"""Probabilities computed a second time, by hand geometry, apart from the engine."""

from fractions import Fraction
from itertools import combinations, pairwise

Point = tuple[Fraction, Fraction]
Rows = tuple[tuple[Fraction, ...], ...]


def line_chances(points: Rows, low: Fraction, high: Fraction) -> list[Fraction]:
    """Return each bid's part of the weights of two criteria, the first from low to high."""
    found = []
    for own in points:
        start, end = low, high
        for other in points:
            # own ahead: w a + (1 - w) b >= 0
            a, b = own[0] - other[0], own[1] - other[1]
            if a > b:
                start = max(start, -b / (a - b))
            elif a < b:
                end = min(end, b / (b - a))
            elif b < 0:
                end = start
        found.append(max(end - start, Fraction(0)) / (high - low))
    return found


def plane_chances(points: Rows, corners: list[Point]) -> list[Fraction]:
    """Return each bid's part of the weights of three criteria, within a convex area.

    Vertices are found as the crossings of all pairs of borders that satisfy every condition,
    put in order around their middle by cross products, and measured by the shoelace formula.
    """
    borders = _borders(corners)
    whole = _area(corners)
    found = []
    for own in points:
        conditions = borders + [
            (a[2], a[0] - a[2], a[1] - a[2])
            for other in points
            if (a := tuple(x - y for x, y in zip(own, other, strict=True))) != (0, 0, 0)
        ]
        found.append(_area(_vertices(conditions)) / whole)
    return found


def _borders(corners: list[Point]) -> list[tuple[Fraction, ...]]:
    """Return the conditions c + a x + b y >= 0 of an area whose corners go round to the left."""
    found = []
    for number, (x, y) in enumerate(corners):
        u, v = corners[(number + 1) % len(corners)]
        found.append(((v - y) * x - (u - x) * y, y - v, u - x))
    return found


def _vertices(conditions: list[tuple[Fraction, ...]]) -> list[Point]:
    found: list[Point] = []
    for (c, a, b), (f, d, e) in combinations(conditions, 2):
        size = a * e - b * d
        if size == 0:
            continue
        x, y = (b * f - c * e) / size, (c * d - a * f) / size
        if all(k + m * x + n * y >= 0 for k, m, n in conditions) and (x, y) not in found:
            found.append((x, y))
    return found


def _area(points: list[Point]) -> Fraction:
    """Return the area of the convex hull of corners, which are all on it."""
    if len(points) < 3:
        return Fraction(0)
    first, *rest = sorted(points)
    # all others lie to the right of the first: sort them by the slope towards it
    rest.sort(key=lambda p: _Slope(p[0] - first[0], p[1] - first[1]))
    total = Fraction(0)
    for (a, b), (c, d) in pairwise(rest):
        total += abs((a - first[0]) * (d - first[1]) - (b - first[1]) * (c - first[0])) / 2
    return total


class _Slope:
    def __init__(self, x: Fraction, y: Fraction) -> None:
        self.x, self.y = x, y

    def __lt__(self, other: "_Slope") -> bool:
        return self.y * other.x < other.y * self.x


def ahead_by_recursion(lead: tuple[Fraction, ...]) -> Fraction:
    """Return the probability of a positive sum by the recursion of Varsi (1973).

    A_0 = 0 and A_1..A_K = 1; for every positive lead u, and v_1..v_K the others, in turn
    A_k <- (u A_{k-1} - v_k A_k) / (u - v_k). The probability is 1 - A_K.
    """
    others = [each for each in lead if each <= 0]
    parts = [Fraction(0), *([Fraction(1)] * len(others))]
    for own in lead:
        if own > 0:
            for number, other in enumerate(others, start=1):
                parts[number] = (own * parts[number - 1] - other * parts[number]) / (own - other)
    return 1 - parts[-1]
