"""Pictures of a price formula: points along the prices, and what a quality point costs."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import ceil
from typing import TypeAlias

from procurement.exporting.pictures import (
    WIDTH,
    Dot,
    Mark,
    Picture,
    Scale,
    Stroke,
    Table,
    Words,
    box,
    text_room,
)

Curve: TypeAlias = tuple[tuple[Fraction, Fraction], ...]  # price and points

_LEFT, _RIGHT, _TOP, _BOTTOM = 46.0, WIDTH - 60.0, 26.0, 250.0
_BAR, _STEP, _NAMES = 20.0, 34.0, 210.0


@dataclass(frozen=True)
class Tick:
    """A place on an axis with what is written there."""

    value: Fraction
    text: str


@dataclass(frozen=True)
class CurveChart:
    """What the picture of a formula shows."""

    title: str
    description: str
    main: Curve
    other: Curve  # dashed: the same formula with a lower lowest price; may be empty
    other_label: str
    examples: tuple[tuple[Fraction, Fraction, str], ...]  # price, points, points as written
    across: tuple[Tick, ...]
    up: tuple[Tick, ...]
    axis: str  # what stands above the scale of points
    table: Table


def price_curve(name: str, chart: CurveChart) -> Picture:
    """Return points along the prices as a line, with the worked examples on it."""
    across = Scale(chart.across[0].value, chart.across[-1].value, _LEFT, _RIGHT)
    up = Scale(chart.up[0].value, chart.up[-1].value, _BOTTOM, _TOP)
    marks: list[Mark] = []
    for tick in chart.up:
        y = up.at(tick.value)
        marks.append(Stroke(((_LEFT, y), (_RIGHT, y)), "axis" if tick.value == 0 else "grid"))
        marks.append(Words(_LEFT - 8, y + 4, tick.text, "quiet", "end"))
    for tick in chart.across:
        x = across.at(tick.value)
        marks.append(Words(x, _BOTTOM + 20, tick.text, "quiet", "middle"))
    marks.append(Words(0, _TOP - 12, chart.axis, "quiet"))
    if chart.other:
        marks.append(_line(chart.other, across, up, "dashed"))
        price, points = chart.other[0]
        marks.append(Words(across.at(price) + 10, up.at(points) - 8, chart.other_label, "quiet"))
    marks.append(_line(chart.main, across, up, "curve"))
    for price, points, shown in chart.examples:
        x, y = across.at(price), up.at(points)
        marks += [Dot(x, y), Words(x + 7, y - 8, shown, "strong")]
    return Picture(name, chart.title, chart.description, _BOTTOM + 34, tuple(marks), chart.table)


def _line(curve: Curve, across: Scale, up: Scale, look: str) -> Stroke:
    return Stroke(tuple((across.at(price), up.at(points)) for price, points in curve), look)


@dataclass(frozen=True)
class Bar:
    """One bar with its name and its number as written."""

    name: str
    value: Fraction
    shown: str
    look: str = "fill-0"


def bar_chart(name: str, texts: tuple[str, str], bars: Sequence[Bar], table: Table) -> Picture:
    """Return horizontal bars, each with its name before and its number behind it.

    The texts are the title and the description.
    """
    most = max((bar.value for bar in bars), default=Fraction(1)) or Fraction(1)
    names = max((text_room(bar.name) for bar in bars), default=0.0)
    start = min(_NAMES, names) + 12
    room = max((text_room(bar.shown) for bar in bars), default=0.0) + 12
    scale = Scale(Fraction(0), most, 0.0, WIDTH - start - room)
    marks: list[Mark] = []
    for number, bar in enumerate(bars):
        y, length = number * _STEP + 4, scale.at(max(bar.value, Fraction(0)))
        marks.append(Words(0, y + 15, bar.name))
        marks.append(box(start, y, length, _BAR, bar.look))
        marks.append(Words(start + length + 8, y + 15, bar.shown, "strong"))
    marks.append(Stroke(((start, 0), (start, len(bars) * _STEP)), "axis"))
    return Picture(name, *texts, len(bars) * _STEP + 2, tuple(marks), table)


def whole_ticks(low: Fraction, high: Fraction, most: int = 6) -> list[int]:
    """Return round numbers from the one at or below `low` to the one at or above `high`.

    >>> whole_ticks(Fraction(0), Fraction(10))
    [0, 2, 4, 6, 8, 10]
    """
    step = 1
    while (high - low) / step > most - 1:
        step = step * 2 if str(step)[0] in "15" else step // 2 * 5
    first, last = low // step, ceil(high / step)
    return [step * number for number in range(int(first), last + 1)]
