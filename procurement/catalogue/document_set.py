"""The documents of a procurement as data: by procedure, and with the annexes of the contract."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from procurement.catalogue.document import Document, read_document
from procurement.catalogue.entry import Text
from procurement.catalogue.schema import check, validator
from procurement.i18n import gettext as _
from procurement.resources import resource_dir

_ANNEXES = "annexes"  # in the list of a procedure: here come those of the contract


@dataclass(frozen=True)
class SetDocument:
    """A document that can belong to a set, found by its role."""

    role: str
    folder: str  # of its Word master and of the places that a buyer fills in
    files: tuple[str, ...]  # one for each format
    filled_by: str  # buyer | supplier | both
    handed_out: bool
    title: Text
    text: Text


@dataclass(frozen=True)
class Annex:
    """An annex of a contract; without a number where the number is not known."""

    role: str
    number: str
    filled_by: str
    verified: bool  # whether number and title have been checked against the contract
    title: Text


@dataclass(frozen=True)
class Contract:
    """A kind of contract with its annexes; the one without a name is for all others."""

    name: str
    note: Text  # what has been checked and what not
    annexes: tuple[Annex, ...]

    @property
    def is_verified(self) -> bool:
        """True if every number and title has been checked."""
        return all(annex.verified for annex in self.annexes)


@dataclass(frozen=True)
class Member:
    """A document of a set, with the annex that it is if it is one."""

    document: SetDocument
    annex: Annex | None = None

    @property
    def filled_by(self) -> str:
        """Return who fills it in."""
        return (self.annex or self.document).filled_by

    @property
    def title(self) -> Text:
        """Return its title, which for an annex is the one of the contract."""
        return (self.annex or self.document).title


@dataclass(frozen=True)
class DocumentSets:
    """All that sets are made of."""

    documents: Mapping[str, SetDocument]  # by role
    contracts: Mapping[str, Contract]  # by name
    procedures: Mapping[str, tuple[str, ...]]  # roles, by name

    def contract(self, name: str) -> Contract:
        """Return the annexes of a contract, or those that every other contract gets."""
        return self.contracts.get(name.strip()) or self.contracts[""]

    def members(self, procedure: str, contract: str) -> tuple[Member, ...]:
        """Return the set of a procedure under a contract, in its order."""
        annexes = [Member(self.documents[a.role], a) for a in self.contract(contract).annexes]
        found: list[Member] = []
        for role in self.procedures[procedure]:
            found += annexes if role == _ANNEXES else [Member(self.documents[role])]
        return tuple(found)


@lru_cache
def load_document_sets() -> DocumentSets:
    """Return the sets that are shipped."""
    return read_document_sets(resource_dir("exports") / "dokumentsett.yaml")


def read_document_sets(file: Path) -> DocumentSets:
    """Read a file of sets; raise CatalogueError naming the file, the line and the place."""
    source = read_document(file, file.name)
    check(source, validator(resource_dir("exports") / "dokumentsett.schema.json"))
    content = source.content
    for place, name in (("documents", "role"), ("contracts", "name"), ("procedures", "name")):
        _refuse_repeated(source, [place], (row[name] for row in content[place]))
    for number, row in enumerate(content["contracts"]):
        _refuse_strangers(source, ["contracts", number, "annexes"], _roles(row["annexes"]))
    for number, row in enumerate(content["procedures"]):
        _refuse_strangers(source, ["procedures", number, "documents"], row["documents"])
    if all(row["name"] for row in content["contracts"]):
        raise source.error(["contracts"], _("The contract without a name is missing."))
    return DocumentSets(
        {row["role"]: _document(row) for row in content["documents"]},
        {row["name"]: _contract(row) for row in content["contracts"]},
        {row["name"]: tuple(row["documents"]) for row in content["procedures"]},
    )


def _roles(rows: Iterable[Mapping[str, Any]]) -> list[str]:
    return [row["role"] for row in rows]


def _refuse_repeated(source: Document, place: list[str | int], names: Iterable[str]) -> None:
    seen: set[str] = set()
    for number, name in enumerate(names):
        if name in seen:
            raise source.error([*place, number], _("%(name)s is written twice.", name=name))
        seen.add(name)


def _refuse_strangers(source: Document, place: list[str | int], roles: list[str]) -> None:
    """Refuse roles that stand twice, and those for which there is no document."""
    _refuse_repeated(source, place, roles)
    known = {_ANNEXES, *_roles(source.content["documents"])}
    for number, role in enumerate(roles):
        if role not in known:
            raise source.error([*place, number], _("No document has the role %(role)s.", role=role))


def _document(row: Mapping[str, Any]) -> SetDocument:
    texts = {name: Text(**row[name]) for name in ("title", "text")}
    return SetDocument(**{**row, **texts, "files": tuple(row["files"])})


def _contract(row: Mapping[str, Any]) -> Contract:
    annexes = tuple(Annex(**{**each, "title": Text(**each["title"])}) for each in row["annexes"])
    return Contract(row["name"], Text(**row["note"]), annexes)
