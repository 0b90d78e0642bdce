"""The places of the documents that a buyer fills in, as they are declared."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import yaml

from procurement.catalogue.entry import Text
from procurement.resources import resource_dir


@dataclass(frozen=True)
class Place:
    """A named place in a document."""

    name: str
    document: str  # the folder of the document
    label: Text
    hint: Text
    is_required: bool
    procedures: tuple[str, ...] = ()  # where it is needed; empty: everywhere
    contracts: tuple[str, ...] = ()
    chapter: str = ""  # of the document, where its places are listed by chapter
    example: Text | None = None

    def belongs_to(self, procedure: str, contract: str) -> bool:
        """Return True if a procurement of this kind has the place."""
        in_procedure = not self.procedures or procedure in self.procedures
        return in_procedure and (not self.contracts or contract in self.contracts)


@lru_cache
def load_places() -> tuple[Place, ...]:
    """Return all places in the order of the file."""
    file = resource_dir("exports") / "utfylling.yaml"
    rows: list[dict[str, Any]] = yaml.safe_load(file.read_text(encoding="utf-8"))
    return tuple(
        Place(
            name=row["name"],
            document=row["document"],
            label=Text(**row["label"]),
            hint=Text(**row["hint"]),
            is_required=row["required"],
            procedures=tuple(row.get("procedures", ())),
            contracts=tuple(row.get("contracts", ())),
            chapter=row.get("chapter", ""),
            example=Text(**row["example"]) if "example" in row else None,
        )
        for row in rows
    )
