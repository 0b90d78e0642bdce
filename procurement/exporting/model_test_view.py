"""What the model test shows, on the page and in its report: sentences, pictures, tables."""

from dataclasses import dataclass

from procurement.exporting.pictures import Picture, Table


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
