"""The order of all bids while one criterion's share of the root moves: straight lines.

The siblings of the criterion share what is left in their fixed proportions. A line is the
bid's total, up to something that is the same for all bids at each share.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import TypeAlias

from procurement.evaluation.bundle import Bundle
from procurement.evaluation.criteria import Criterion
from procurement.evaluation.folding import Standing
from procurement.evaluation.normalisation import is_lifted
from procurement.evaluation.places import fail, shown
from procurement.i18n import gettext as _

_Path: TypeAlias = tuple[Criterion, ...]


@dataclass(frozen=True)
class Line:
    """What orders one bid: `start` where the criterion weighs nothing, `slope` per share."""

    start: Fraction
    slope: Fraction

    def at(self, share: Fraction) -> Fraction:
        """Return the value at a share of the root."""
        return self.start + self.slope * share

    def meets(self, other: "Line") -> Fraction:
        """Return the share at which two lines of different slope are equal."""
        return (self.start - other.start) / (other.slope - self.slope)


@dataclass(frozen=True)
class Piece:
    """A range of shares in which every bid moves along one line."""

    lowest: Fraction
    highest: Fraction
    lines: tuple[Line, ...]  # in the order of the bids


@dataclass(frozen=True)
class Segment:
    """A range of shares with the same lines on top; the numbers are those of the bids."""

    lowest: Fraction
    highest: Fraction
    top: tuple[int, ...]


@dataclass(frozen=True)
class Lever:
    """One criterion and the shares that it can have within its group: touching pieces."""

    criterion: str
    share: Fraction  # of the root, as published
    pieces: tuple[Piece, ...]


def levers(bundle: Bundle, bids: Sequence[Standing]) -> Iterator[Lever]:
    """Yield a lever for every criterion and group, in the order of the bundle."""
    found = _Levers(bundle, bids)
    return (found.lever(path) for path in _paths(bundle.criteria))


def lever(bundle: Bundle, bids: Sequence[Standing], code: str) -> Lever:
    """Return the lever of one criterion; raise EvaluationError if the bundle has none such."""
    for path in _paths(bundle.criteria):
        if path[-1].code == code:
            return _Levers(bundle, bids).lever(path)
    fail(_("There is no criterion %(code)s.", code=shown(code)), ("criteria",))


def envelope(piece: Piece) -> list[Segment]:
    """Return which lines are on top along a piece, from the lowest share to the highest.

    From each top line it goes to where the next steeper one crosses it: O(n) steps of O(n).

    """
    here, found = piece.lowest, list[Segment]()
    top = _highest_at(here, piece.lines)
    while True:
        steeper = [line for line in piece.lines if line.slope > top.slope]
        until = min([piece.highest, *(top.meets(line) for line in steeper)])
        numbers = tuple(number for number, line in enumerate(piece.lines) if line == top)
        found.append(Segment(here, until, numbers))
        if until == piece.highest:
            return found
        here = until
        top = _highest_at(here, steeper)


def _highest_at(share: Fraction, lines: Sequence[Line]) -> Line:
    return max(lines, key=lambda line: (line.at(share), line.slope))


def _paths(siblings: Sequence[Criterion], path: _Path = ()) -> Iterator[_Path]:
    """Yield the way from a child of the root to every criterion, both included."""
    for each in siblings:
        yield (*path, each)
        yield from _paths(each.children, (*path, each))


@dataclass(frozen=True)
class _Levers:
    """Makes the levers of a bundle."""

    bundle: Bundle
    bids: Sequence[Standing]

    def lever(self, path: _Path) -> Lever:
        """Return the lever of the last criterion on a path: its share runs from 0 to its group's.

        It stands still where no sibling has a weight that could be passed on.
        """
        code, group = path[-1].code, path[-2].code if len(path) > 1 else None
        share = self.bids[0].criteria[code].share
        whole = self.bids[0].criteria[group].share if group else Fraction(1)
        totals = [each.total for each in self.bids]
        if share == whole:
            still = tuple(Line(total, Fraction(0)) for total in totals)
            return Lever(code, share, (Piece(share, share, still),))
        slopes = [
            (each.criteria[code].points - _points(each, group)) * whole / (whole - share)
            for each in self.bids
        ]
        if group and self.is_proportional(path[0]):
            return Lever(code, share, self.lifted(path[0].code, share, slopes, whole))
        lines = _lines(totals, slopes, share)
        return Lever(code, share, (Piece(Fraction(0), whole, lines),))

    def is_proportional(self, main: Criterion) -> bool:
        """Return True if a group below the root is lifted in proportion to its best bid."""
        return self.bundle.model.normalisation.form == "proportional" and is_lifted(
            self.bundle, main
        )

    def lifted(
        self, main: str, share: Fraction, slopes: Sequence[Fraction], whole: Fraction
    ) -> tuple[Piece, ...]:
        """Return the pieces below a main criterion whose best bid gets full points.

        total = rest + M q / best q, where q is the main criterion's share x points and moves
        along a line; times best q, which is the same for all bids, that is again a line.
        """
        tops = [each.criteria[main] for each in self.bids]
        parts = _lines([tops[0].share * _points(each, main) for each in self.bids], slopes, share)
        rests = [each.total - top.contribution for each, top in zip(self.bids, tops, strict=True)]
        full = tops[0].share * self.bundle.model.max_points
        pieces = []
        for segment in envelope(Piece(Fraction(0), whole, parts)):
            best = parts[segment.top[0]]
            if best == Line(Fraction(0), Fraction(0)):  # nobody has points, and nobody is lifted
                best = Line(Fraction(1), Fraction(0))
            lines = (
                Line(rest * best.start + full * part.start, rest * best.slope + full * part.slope)
                for rest, part in zip(rests, parts, strict=True)
            )
            pieces.append(Piece(segment.lowest, segment.highest, tuple(lines)))
        return tuple(pieces)


def _lines(
    values: Sequence[Fraction], slopes: Sequence[Fraction], share: Fraction
) -> tuple[Line, ...]:
    """Return the lines through the given values at a share."""
    pairs = zip(values, slopes, strict=True)
    return tuple(Line(value - share * slope, slope) for value, slope in pairs)


def _points(bid: Standing, group: str | None) -> Fraction:
    """Return the points that a bid's children of a group, or of the root, have on average."""
    if group is None:
        return bid.total
    found = bid.criteria[group]
    return found.points if found.before is None else found.before
