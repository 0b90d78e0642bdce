"""What a procurement puts in the place of a full environment weight (FOA § 7-9), and why."""

from dataclasses import dataclass
from enum import StrEnum, auto

from procurement.evaluation.places import Place
from procurement.evaluation.reading import choice, optional, string, table


class Ground(StrEnum):
    """Why the environment criteria may weigh less than the rule asks."""

    requirements = auto()  # requirements in the specification instead of a criterion
    combined = auto()  # requirements together with a criterion of lower weight
    insignificant = auto()  # negligible climate footprint and environmental load
    critical_interest = auto()  # health, safety or emergency preparedness comes first
    national_minimum = auto()  # statutory standardised minimum requirements apply


@dataclass(frozen=True)
class Justification:
    """A ground and the reasons for it, as the procurement documents give them."""

    ground: Ground
    reason: str  # empty where none has been written yet


def read_justification(value: object, place: Place) -> Justification:
    """Return the ground and its reasons: {"ground": one of five, "reason": text}."""
    found = table(value, place, ("ground",), ("reason",))
    return Justification(
        ground=Ground(choice(found["ground"], (*place, "ground"), tuple(Ground))),
        reason=(optional(found, "reason", place, string) or "").strip(),
    )
