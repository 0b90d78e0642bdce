"""Rows of one procurement, made in the order in which they must be stored."""

import random
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from sqlmodel import SQLModel

from procurement.domain import Procurement

NOW = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)


@dataclass
class Rows:
    """The rows of a procurement, and the chance that decides what they are linked to."""

    here: Procurement
    chance: random.Random = field(default_factory=lambda: random.Random(7))
    kept: list[SQLModel] = field(default_factory=list)

    def own(self, **values: Any) -> dict[str, Any]:
        """Return values with the procurement that they belong to."""
        return {"procurement_id": self.here.id} | values

    def add(self, *rows: Any) -> list[Any]:
        """Keep rows."""
        self.kept += rows
        return list(rows)
