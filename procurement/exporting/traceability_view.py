"""What the traceability matrix shows: each link on a row, and needs against requirements."""

from dataclasses import dataclass

from procurement.exporting.views import Frame


@dataclass(frozen=True)
class LinkRow:
    """A need and a requirement that answers it; one of the two is empty where there is a gap."""

    gap: str  # what is missing, empty where nothing is
    need: str
    statement: str
    area: str
    quotes: str  # how many quotes the need rests on
    requirement: str
    title: str
    letter: str
    chapter: str
    reason: str
    criteria: str


@dataclass(frozen=True)
class MatrixRow:
    """A need against all columns: an x or a number where there is a link, else empty."""

    need: str
    statement: str
    total: int
    cells: tuple[str | int, ...]


@dataclass(frozen=True)
class Traceability:
    """The traceability matrix, in long form and as a matrix."""

    frame: Frame
    links: tuple[LinkRow, ...]  # gaps first
    columns: tuple[str, ...]  # codes of requirements, or chapters where there are very many
    totals: tuple[int, ...]  # links in each column
    matrix: tuple[MatrixRow, ...]
