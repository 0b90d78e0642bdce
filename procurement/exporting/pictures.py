"""Charts as plain shapes, drawn the same way on a page and in a document, each with its table.

Lengths are those of a drawing 640 wide with y downwards; what a look means in colour and
pattern is known to whoever draws it.
"""

from dataclasses import dataclass, field
from fractions import Fraction
from typing import TypeAlias

WIDTH = 640.0
FILLS = 5  # looks of areas, told apart without colour; a sixth bid looks like the first

Point: TypeAlias = tuple[float, float]


@dataclass(frozen=True)
class Words:
    """A line of text; y is where its letters stand."""

    x: float
    y: float
    text: str
    look: str = ""  # strong | quiet
    anchor: str = "start"  # start | middle | end
    kind: str = "words"


@dataclass(frozen=True)
class Area:
    """A closed shape with a fill."""

    corners: tuple[Point, ...]
    look: str
    kind: str = "area"


@dataclass(frozen=True)
class Stroke:
    """A line through points."""

    points: tuple[Point, ...]
    look: str  # axis | grid | curve | dashed | today
    kind: str = "stroke"


@dataclass(frozen=True)
class Dot:
    """A small round mark."""

    x: float
    y: float
    look: str = ""
    kind: str = "dot"


Mark: TypeAlias = Words | Area | Stroke | Dot


@dataclass(frozen=True)
class Table:
    """The figures of a picture; the columns after the first hold numbers where they are named."""

    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    numbers: tuple[int, ...] = ()


@dataclass(frozen=True)
class Picture:
    """A chart: shapes, what it says in words, and the same figures as a table."""

    name: str  # unique on a page
    title: str
    description: str
    height: float
    marks: tuple[Mark, ...]
    table: Table = field(default_factory=lambda: Table((), ()))
    width: float = WIDTH


@dataclass(frozen=True)
class Scale:
    """Turns values into lengths along a straight line."""

    low: Fraction
    high: Fraction
    start: float
    end: float

    def at(self, value: Fraction) -> float:
        """Return where a value lies, rounded to a tenth."""
        if self.high == self.low:
            return self.start
        part = float((value - self.low) / (self.high - self.low))
        return round(self.start + part * (self.end - self.start), 1)


def box(x: float, y: float, width: float, height: float, look: str) -> Area:
    """Return a rectangle."""
    return Area(((x, y), (x + width, y), (x + width, y + height), (x, y + height)), look)


def fill(number: int) -> str:
    """Return the look of the area of a bid, by its number."""
    return f"fill-{number % FILLS}"


def text_room(text: str) -> float:
    """Return about how wide a text is."""
    return 6.6 * len(text)


def labelled(x: float, y: float, text: str, look: str = "strong") -> tuple[Mark, Mark]:
    """Return a text in the middle of a place, on a plate so that patterns do not disturb it."""
    room = text_room(text) + 8
    return box(x - room / 2, y - 12, room, 17, "plate"), Words(x, y + 1, text, look, "middle")
