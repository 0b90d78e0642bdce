"""Sets of weights cut out by linear conditions, as cones of whole-number rays; exact volumes.

Only the proportions of weights count, so a set of weights is a cone, and every ray of whole
numbers stands for one corner of the set: the ray divided by its sum.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import reduce
from operator import and_
from typing import TypeAlias

Ray: TypeAlias = tuple[int, ...]


@dataclass(frozen=True)
class Cone:
    """The extreme rays, and for each the conditions that hold with equality there, as bits."""

    rays: tuple[Ray, ...]
    tight: tuple[int, ...]
    conditions: int  # how many there are

    @property
    def is_flat(self) -> bool:
        """Return True if the weights fill no volume: some condition holds with equality in all."""
        return reduce(and_, self.tight, (1 << self.conditions) - 1) != 0


def all_weights(count: int) -> Cone:
    """Return the cone of all weights that are not negative."""
    rays = tuple(tuple(int(row == column) for column in range(count)) for row in range(count))
    every = (1 << count) - 1
    return Cone(rays, tuple(every ^ (1 << number) for number in range(count)), count)


def cut(cone: Cone, condition: Sequence[int]) -> Cone:
    """Return the part of a cone where sum(condition x weight) is 0 or more.

    New rays arise between neighbours on either side: two rays are neighbours if no third one
    has equality wherever both have (double description; Motzkin and others 1953). A condition
    of zeros says nothing and changes nothing.
    """
    if not any(condition):
        return cone
    heights = [sum(a * b for a, b in zip(condition, ray, strict=True)) for ray in cone.rays]
    bit = 1 << cone.conditions
    kept = {
        ray: tight | (0 if height else bit)
        for ray, tight, height in zip(cone.rays, cone.tight, heights, strict=True)
        if height >= 0
    }
    above = [number for number, height in enumerate(heights) if height > 0]
    below = [number for number, height in enumerate(heights) if height < 0]
    for one in above:
        for other in below:
            if _are_neighbours(cone, one, other):
                ray = _between(cone.rays[one], cone.rays[other], heights[one], -heights[other])
                kept[ray] = cone.tight[one] & cone.tight[other] | bit
    return Cone(tuple(kept), tuple(kept.values()), cone.conditions + 1)


def volume(cone: Cone) -> Fraction:
    """Return the part of all weights that lie in a cone, 0 to 1.

    The set is taken apart into simplices, of which each is |determinant| / product of sums.
    """
    if not cone.rays or cone.is_flat:
        return Fraction(0)
    sums = [sum(ray) for ray in cone.rays]
    total = Fraction(0)
    for corners in _Faces(cone).simplices((1 << len(cone.rays)) - 1):
        size = abs(determinant([cone.rays[number] for number in corners]))
        total += Fraction(size, math.prod(sums[number] for number in corners))
    return total


def determinant(rows: Sequence[Sequence[int]]) -> int:
    """Return a determinant of whole numbers without a fraction (Bareiss 1968).

    >>> determinant([(0, 2), (3, 4)])
    -6
    """
    left, sign, last = [list(row) for row in rows], 1, 1
    while len(left) > 1:
        place = next((number for number, row in enumerate(left) if row[0]), None)
        if place is None:
            return 0
        pivot = left.pop(place)
        sign = -sign if place % 2 else sign
        left = [
            [
                (own * pivot[0] - row[0] * other) // last
                for own, other in zip(row[1:], pivot[1:], strict=True)
            ]
            for row in left
        ]
        last = pivot[0]
    return sign * left[0][0]


def _are_neighbours(cone: Cone, one: int, other: int) -> bool:
    common = cone.tight[one] & cone.tight[other]
    if common.bit_count() < len(cone.rays[0]) - 2:
        return False
    return not any(
        tight & common == common
        for number, tight in enumerate(cone.tight)
        if number not in (one, other)
    )


def _between(above: Ray, below: Ray, height: int, depth: int) -> Ray:
    """Return the ray between two others where a condition is just met."""
    ray = [depth * a + height * b for a, b in zip(above, below, strict=True)]
    common = math.gcd(*ray)
    return tuple(each // common for each in ray)


class _Faces:
    """Takes faces apart; a face is the set of its rays, as bits."""

    def __init__(self, cone: Cone) -> None:
        walls = (
            sum(1 << number for number, tight in enumerate(cone.tight) if tight >> condition & 1)
            for condition in range(cone.conditions)
        )
        self.walls = set(walls)
        self.known: dict[int, list[tuple[int, ...]]] = {}

    def simplices(self, face: int) -> list[tuple[int, ...]]:
        """Return the rays of every simplex: the first ray over the facets that lack it."""
        if face not in self.known:
            first = (face & -face).bit_length() - 1
            if face == 1 << first:
                return [(first,)]
            self.known[face] = [
                (first, *rest)
                for facet in self.facets(face)
                if not facet >> first & 1
                for rest in self.simplices(facet)
            ]
        return self.known[face]

    def facets(self, face: int) -> list[int]:
        """Return the greatest true parts that a wall has of a face."""
        parts = {face & wall for wall in self.walls} - {face, 0}
        return [part for part in parts if not any(part & other == part != other for other in parts)]
