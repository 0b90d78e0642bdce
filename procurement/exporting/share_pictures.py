"""Pictures of shares of the whole: who is first along a weight, and how far a weight can move."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from procurement.exporting.pictures import (
    WIDTH,
    Area,
    Mark,
    Picture,
    Scale,
    Stroke,
    Table,
    Words,
    box,
    labelled,
    text_room,
)

_STRIP, _ROW, _BAR = 34.0, 56.0, 16.0
_NAMES = 206.0
_WHOLE = Fraction(1)


@dataclass(frozen=True)
class Stretch:
    """A range of shares with who is first in it."""

    low: Fraction
    high: Fraction
    name: str
    look: str


@dataclass(frozen=True)
class Texts:
    """What a picture is called, says, and shows as a table."""

    title: str
    description: str
    table: Table


def reign_strip(
    name: str, texts: Texts, stretches: Sequence[Stretch], today: Fraction, words: tuple[str, ...]
) -> Picture:
    """Return one strip from 0 to 100 per cent, parted where the first place changes hands.

    The words are what stands at today's share, and the shares at the places in between.
    """
    scale = Scale(Fraction(0), _WHOLE, 0.0, WIDTH)
    top = 34.0
    marks: list[Mark] = []
    for stretch in stretches:
        x, end = scale.at(stretch.low), scale.at(stretch.high)
        marks.append(box(x, top, end - x, _STRIP, stretch.look))
        marks += _name_in(stretch.name, x, end, top)
    for stretch, shown in zip(stretches[1:], words[1:], strict=True):
        x = scale.at(stretch.low)
        marks += [Stroke(((x, top), (x, top + _STRIP + 6)), "axis")]
        marks.append(Words(_inside(x, shown), top + _STRIP + 20, shown, "strong", "middle"))
    for share, text, anchor in ((Fraction(0), "0 %", "start"), (_WHOLE, "100 %", "end")):
        if all(abs(scale.at(each.low) - scale.at(share)) > 60 for each in stretches[1:]):
            marks.append(Words(scale.at(share), top + _STRIP + 20, text, "quiet", anchor))
    x = scale.at(today)
    marks.append(Stroke(((x, top - 12), (x, top + _STRIP)), "today"))
    marks.append(Words(_inside(x, words[0]), top - 17, words[0], "strong", "middle"))
    return Picture(
        name, texts.title, texts.description, top + _STRIP + 28, tuple(marks), texts.table
    )


def _name_in(name: str, x: float, end: float, top: float) -> Sequence[Mark]:
    """Return a name on its stretch; a name that has no room is in the table only."""
    if text_room(name) + 10 > end - x:
        return ()
    return labelled((x + end) / 2, top + _STRIP / 2 + 3, name)


def _inside(x: float, text: str) -> float:
    """Return a middle for a text that keeps it inside the picture."""
    half = text_room(text) / 2 + 2
    return min(max(x, half), WIDTH - half)


@dataclass(frozen=True)
class Interval:
    """How far the share of one criterion can move, and how far it could at most."""

    name: str
    low: Fraction
    high: Fraction
    today: Fraction
    most: Fraction  # of its group
    shown: tuple[str, str, str]  # low, today and high as written


def interval_bars(name: str, texts: Texts, intervals: Sequence[Interval]) -> Picture:
    """Return for each criterion the shares at which the winner stays, with today's marked."""
    scale = Scale(Fraction(0), _WHOLE, _NAMES, WIDTH - 4)
    marks: list[Mark] = []
    for number, each in enumerate(intervals):
        top = number * _ROW + 18
        marks.append(Words(0, top + 13, each.name))
        marks.append(box(_NAMES, top, scale.at(each.most) - _NAMES, _BAR, "empty"))
        start, end = scale.at(each.low), scale.at(each.high)
        marks.append(box(start, top, max(end - start, 2.0), _BAR, "fill-1"))
        today = scale.at(each.today)
        marks.append(Stroke(((today, top - 4), (today, top + _BAR + 4)), "today"))
        marks += _numbers(each, (start, today, end), top)
    return Picture(
        name, texts.title, texts.description, len(intervals) * _ROW + 6, tuple(marks), texts.table
    )


def _numbers(each: Interval, places: tuple[float, float, float], top: float) -> list[Mark]:
    """Return the numbers of a bar: today's above it, the ends below it, apart from each other."""
    start, today, end = places
    low, now, high = each.shown
    left = max(start, _NAMES + text_room(low) / 2)
    right = min(max(end, left + text_room(low) / 2 + text_room(high) / 2 + 10), WIDTH - 20)
    below = top + _BAR + 12
    return [
        Words(_inside(today, now), top - 6, now, "strong", "middle"),
        Words(left, below, low, "quiet", "middle"),
        Words(right, below, high, "quiet", "middle"),
    ]


@dataclass(frozen=True)
class Field:
    """The weights of two criteria at which one bid is first, as corners of a map."""

    name: str
    look: str
    corners: tuple[tuple[Fraction, Fraction], ...]


_SIZE, _LEFT, _TOP, _LINE = 340.0, 46.0, 24.0, 24.0  # of the triangle, and between its labels


def winner_triangle(
    name: str,
    texts: Texts,
    fields: Sequence[Field],
    today: tuple[Fraction, Fraction],
    axes: tuple[str, str, str],
) -> Picture:
    """Return the map of who is first over the weights of two criteria, with today's as a cross.

    The axes are named: across, up, and what stands at today's weights.
    """
    across = Scale(Fraction(0), _WHOLE, _LEFT, _LEFT + _SIZE)
    up = Scale(Fraction(0), _WHOLE, _TOP + _SIZE, _TOP)
    marks: list[Mark] = []
    outside = [((across.at(today[0]), up.at(today[1])), axes[2])]
    drawn = [tuple((across.at(x), up.at(y)) for x, y in each.corners) for each in fields]
    marks += [Area(corners, each.look) for corners, each in zip(drawn, fields, strict=True)]
    for corners, each in zip(drawn, fields, strict=True):
        middle = middle_of(corners)
        if text_room(each.name) + 14 < _room_at(corners, middle[1]):
            marks += labelled(*middle, each.name)
        else:
            outside.append((middle, each.name))
    marks += _axes(across, up, axes)
    (x, y), _text = outside[0]
    marks += [Stroke(((x - 9, y), (x + 9, y)), "today"), Stroke(((x, y - 9), (x, y + 9)), "today")]
    marks += _outside(outside)
    height = _TOP + _SIZE + 44
    return Picture(name, texts.title, texts.description, height, tuple(marks), texts.table)


def _room_at(corners: Sequence[tuple[float, float]], y: float) -> float:
    """Return how wide an area is at a height."""
    places = []
    for (ax, ay), (bx, by) in zip(corners, [*corners[1:], *corners[:1]], strict=True):
        if min(ay, by) <= y <= max(ay, by) and ay != by:
            places.append(ax + (bx - ax) * (y - ay) / (by - ay))
    return max(places, default=0.0) - min(places, default=0.0)


def _axes(across: Scale, up: Scale, axes: tuple[str, str, str]) -> list[Mark]:
    marks: list[Mark] = []
    for tick in (0, 50, 100):
        share, text = Fraction(tick, 100), f"{tick} %"
        marks.append(Words(across.at(share), _TOP + _SIZE + 18, text, "quiet", "middle"))
        marks.append(Words(_LEFT - 6, up.at(share) + 4, text, "quiet", "end"))
    marks.append(Words(_LEFT + _SIZE / 2, _TOP + _SIZE + 36, axes[0], "strong", "middle"))
    marks.append(Words(0, _TOP - 10, axes[1], "strong"))
    return marks


def _outside(labels: Sequence[tuple[tuple[float, float], str]]) -> list[Mark]:
    """Return what has no room in the map, beside it, each with a line to its place."""
    marks: list[Mark] = []
    side, lowest = _LEFT + _SIZE + 24, _TOP + 20.0
    for (x, y), text in sorted(labels, key=lambda label: label[0][1]):
        height = max(lowest, y)
        marks.append(Stroke(((x, y), (side - 6, height - 4)), "axis"))
        marks.append(Words(side, height, text, "strong"))
        lowest = height + _LINE
    return marks


def middle_of(corners: Sequence[tuple[float, float]]) -> tuple[float, float]:
    """Return the centre of gravity of an area with corners.

    >>> middle_of(((0.0, 0.0), (3.0, 0.0), (0.0, 3.0)))
    (1.0, 1.0)
    """
    twice = x = y = 0.0
    for (ax, ay), (bx, by) in zip(corners, [*corners[1:], *corners[:1]], strict=True):
        turn = ax * by - bx * ay
        twice, x, y = twice + turn, x + (ax + bx) * turn, y + (ay + by) * turn
    return round(x / (3 * twice), 1), round(y / (3 * twice), 1)
