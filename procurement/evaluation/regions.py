"""Who is first where: along one weight, and over two weights at a time; exact."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations, pairwise
from typing import TypeAlias

from procurement.evaluation.bundle import Bundle
from procurement.evaluation.criteria import Criterion
from procurement.evaluation.folding import Standing, dot, standings
from procurement.evaluation.lines import Piece, envelope, lever
from procurement.evaluation.places import fail, shown
from procurement.i18n import gettext as _

Point: TypeAlias = tuple[Fraction, Fraction]  # the shares of the root of two criteria
Plane: TypeAlias = tuple[Fraction, Fraction, Fraction]  # a + b x + c y


@dataclass(frozen=True)
class Reign:
    """A range of a criterion's share in which the same bids are first."""

    lowest: Fraction
    highest: Fraction
    winners: tuple[str, ...]  # more than one: they tie all along


@dataclass(frozen=True)
class Crossover:
    """A share of a criterion at which two bids change places."""

    share: Fraction
    below: str  # ahead where the criterion weighs less
    above: str  # ahead where it weighs more
    for_first: bool  # True if no other bid is ahead of the two there


@dataclass(frozen=True)
class Area:
    """The weights of two criteria at which a bid is first: the corners of a convex area."""

    bid: str
    corners: tuple[Point, ...]  # in order around it
    part: Fraction  # of all weights that the two criteria can have


def winner_map(bundle: Bundle, code: str) -> list[Reign]:
    """Return who is first at every share that one criterion can have, its siblings in proportion.

    Neighbouring ranges touch, and at the share where they do, the bids of both tie.

    Raises EvaluationError for an unknown criterion, a method without weights, or a bundle that
    cannot be evaluated.
    """
    bids = standings(bundle)
    reigns = list[Reign]()
    for piece in lever(bundle, bids, code).pieces:
        for each in envelope(piece):
            winners = tuple(bids[number].code for number in each.top)
            lowest = each.lowest
            if reigns and reigns[-1].winners == winners:
                lowest = reigns.pop().lowest
            reigns.append(Reign(lowest, each.highest, winners))
    return reigns


def crossovers(bundle: Bundle, code: str) -> list[Crossover]:
    """Return every share of one criterion at which two bids change places, in rising order.

    Raises EvaluationError like `winner_map`.

    """
    bids = standings(bundle)
    found = {
        each: None
        for piece in lever(bundle, bids, code).pieces
        for each in _crossings(piece, [bid.code for bid in bids])
    }
    return sorted(found, key=lambda each: each.share)


def _crossings(piece: Piece, codes: Sequence[str]) -> Iterable[Crossover]:
    for one, other in combinations(range(len(codes)), 2):
        flat, steep = sorted((one, other), key=lambda number: piece.lines[number].slope)
        if piece.lines[flat].slope == piece.lines[steep].slope:
            continue
        share = piece.lines[flat].meets(piece.lines[steep])
        if piece.lowest <= share <= piece.highest:
            best = max(line.at(share) for line in piece.lines)
            for_first = piece.lines[flat].at(share) == best
            yield Crossover(share, codes[flat], codes[steep], for_first)


def winner_areas(bundle: Bundle, across: str, up: str) -> list[Area]:
    """Return for every bid the weights of two main criteria at which it is first.

    The two shares of the root span a triangle; the other main criteria share the rest in fixed
    proportions. Bids that are first nowhere, or only along a border, are left out; bids with
    the same points share an area.

    Raises EvaluationError for an unknown criterion, if no third one has a weight, and like
    `winner_map`.
    """
    bids = standings(bundle)
    chosen = [_main(bundle, across), _main(bundle, up)]
    others = [each for each in bundle.criteria if each not in chosen and each.weight]
    if across == up or not others:
        fail(_("The map needs two main criteria and a third one with a weight."), ("criteria",))
    planes = [_plane(bid, chosen, others) for bid in bids]
    zero, one = Fraction(0), Fraction(1)
    areas = []
    for bid, plane in zip(bids, planes, strict=True):
        corners: list[Point] = [(zero, zero), (one, zero), (zero, one)]
        for rival in planes:
            corners = _cut(corners, _difference(plane, rival))
        if (part := _doubled_area(corners)) > 0:
            areas.append(Area(bid.code, tuple(corners), part))
    return areas


def _main(bundle: Bundle, code: str) -> Criterion:
    for each in bundle.criteria:
        if each.code == code:
            return each
    fail(_("%(code)s is not a main criterion.", code=shown(code)), ("criteria",))


def _plane(bid: Standing, chosen: Sequence[Criterion], others: Sequence[Criterion]) -> Plane:
    """Return the bid's total as a plane over the shares of the two chosen criteria."""
    weights = [each.weight for each in others]
    rest = dot(weights, [bid.criteria[each.code].points for each in others]) / sum(weights)
    x, y = (bid.criteria[each.code].points for each in chosen)
    return rest, x - rest, y - rest


def _difference(one: Plane, other: Plane) -> Plane:
    return one[0] - other[0], one[1] - other[1], one[2] - other[2]


def _cut(corners: Sequence[Point], lead: Plane) -> list[Point]:
    """Return what is left of a convex area where a plane is 0 or more (Sutherland-Hodgman)."""
    heights = [lead[0] + lead[1] * x + lead[2] * y for x, y in corners]
    kept = list[Point]()
    around = [*zip(corners, heights, strict=True)]
    for (here, height), (following, ahead) in pairwise([*around, *around[:1]]):
        if height >= 0:
            kept.append(here)
        if (height > 0 and ahead < 0) or (height < 0 and ahead > 0):
            part = height / (height - ahead)
            kept.append(
                (
                    here[0] + part * (following[0] - here[0]),
                    here[1] + part * (following[1] - here[1]),
                )
            )
    return kept


def _doubled_area(corners: Sequence[Point]) -> Fraction:
    """Return twice the area: the whole triangle of weights has half a unit."""
    turns = pairwise([*corners, *corners[:1]])
    return sum((a[0] * b[1] - b[0] * a[1] for a, b in turns), Fraction(0))
