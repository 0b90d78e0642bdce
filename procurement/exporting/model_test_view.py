"""What the model test shows, on the page and in its report: sentences, pictures, tables."""

from dataclasses import dataclass

from procurement.exporting.pictures import Picture, Table
from procurement.exporting.views import Frame


@dataclass(frozen=True)
class Take:
    """What it takes for a bid to win; of the winner, what it can stand."""

    name: str
    is_winner: bool
    lines: tuple[str, ...]


@dataclass(frozen=True)
class ModelTestView:
    """Who wins when: everything about one set of bids and one model."""

    verdict: str
    turning: str = ""
    safety: str = ""
    totals: Table | None = None
    reigns: Picture | None = None
    cost_sentence: str = ""
    costs: Picture | None = None
    stability: Picture | None = None
    map: Picture | None = None
    forces: Picture | None = None
    dead: tuple[str, ...] = ()
    takes: tuple[Take, ...] = ()
    decoys: tuple[str, ...] = ()
    chances: Table | None = None
    fault: str = ""  # why there is no more than a verdict


@dataclass(frozen=True)
class ReportPart:
    """A piece of the report: a heading of level 1 or 2 or none, and what stands under it."""

    heading: str = ""
    level: int = 0
    texts: tuple[str, ...] = ()
    formula: str = ""
    lines: tuple[str, ...] = ()  # of a list
    picture: Picture | None = None  # its own table follows it
    table: Table | None = None
    caption: str = ""  # of the table


@dataclass(frozen=True)
class ModelTestReport:
    """The report of the model test, for the case file."""

    frame: Frame
    summary: tuple[str, ...]  # who wins when, how safely, and whether the model is signed
    parts: tuple[ReportPart, ...]
