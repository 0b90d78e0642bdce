"""The legal rules and advice that a model is checked against, each with dates and source."""

import json
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any

from procurement.evaluation.environment import Ground
from procurement.evaluation.numbers import read_number

_FILE = Path(__file__).with_name("rules.json")


@dataclass(frozen=True)
class EnvironmentRule:
    """The weight that environment must have, and what may take its place, for some dates."""

    valid_from: date | None
    valid_until: date | None
    share: Fraction  # of the root, 0 to 1
    accepted: frozenset[Ground]
    disputed: frozenset[Ground]
    source: str

    def holds_on(self, day: date) -> bool:
        """Return True if the rule applies to a contract notice of that day."""
        return (self.valid_from is None or day >= self.valid_from) and (
            self.valid_until is None or day <= self.valid_until
        )


@dataclass(frozen=True)
class Rules:
    """All rules; the environment rules stand in the order of their dates."""

    environment: tuple[EnvironmentRule, ...]
    widest_range: Fraction  # between the lowest and the highest published weight
    most_main_criteria: int

    def environment_on(self, day: date | None) -> EnvironmentRule:
        """Return the environment rule for the date of a notice; the newest where there is none.

        >>> default_rules().environment_on(date(2026, 7, 1)).valid_from
        datetime.date(2026, 7, 1)
        """
        if day is None:
            return self.environment[-1]
        return next((rule for rule in self.environment if rule.holds_on(day)), self.environment[-1])


@cache
def default_rules() -> Rules:
    """Return the Norwegian rules that come with the engine."""
    found = json.loads(_FILE.read_text(encoding="utf-8"))
    return Rules(
        environment=tuple(_environment(entry) for entry in found["environment"]),
        widest_range=read_number(found["weight_range"]["widest"]),
        most_main_criteria=found["main_criteria"]["most"],
    )


def _environment(entry: dict[str, Any]) -> EnvironmentRule:
    return EnvironmentRule(
        valid_from=date.fromisoformat(entry["from"]) if "from" in entry else None,
        valid_until=date.fromisoformat(entry["until"]) if "until" in entry else None,
        share=read_number(entry["share"]) / 100,
        accepted=frozenset(map(Ground, entry["accepted"])),
        disputed=frozenset(map(Ground, entry["disputed"])),
        source=entry["source"],
    )
