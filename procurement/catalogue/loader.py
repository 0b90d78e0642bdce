"""Read all modules of the catalogue and check them against its schema."""

from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from procurement.catalogue.document import Document, read_document
from procurement.catalogue.entry import Basis, Entry, Text
from procurement.catalogue.schema import check, validator
from procurement.i18n import gettext as _

NO_MODULES = {"demonstration", "linting"}


def load_catalogue(folder: Path) -> dict[str, Entry]:
    """Return every entry by key; raise CatalogueError naming the file and the path inside it."""
    rules = validator(folder / "schema.json")
    entries: dict[str, Entry] = {}
    for file in sorted(folder.glob("*/*.yaml")):
        if file.parent.name not in NO_MODULES:
            document = read_document(file, file.relative_to(folder).as_posix())
            check(document, rules)
            _check_name(document)
            _add(document, entries)
    return entries


def _check_name(document: Document) -> None:
    """Raise for a module under another name."""
    expected = document.name.removesuffix(".yaml")
    if document.content["module"] != expected:
        raise document.error(["module"], _("The module must be named %(name)s.", name=expected))


def _add(document: Document, entries: dict[str, Entry]) -> None:
    """Add the entries of a file; raise when a key is taken, naming both files."""
    for number, entry in enumerate(_entries(document.content)):
        if entry.key in entries:
            other = f"{entries[entry.key].module}.yaml"
            problem = _("%(key)s is already defined in %(file)s.", key=entry.key, file=other)
            raise document.error(["requirements", number, "key"], problem)
        entries[entry.key] = entry


def _entries(content: Mapping[str, Any]) -> Iterator[Entry]:
    module_title = Text(**content["title"])
    for row in content["requirements"]:
        yield Entry(
            key=row["key"],
            module=content["module"],
            module_title=module_title,
            title=Text(**row["title"]),
            statement=Text(**row["statement"]),
            why=Text(**row["why"]),
            requirement_class=row["class"],
            answer_form=row["answer_form"],
            answer_instruction=Text(**row["answer_instruction"]),
            verification=row["verification"],
            word_limit=row.get("word_limit"),
            unit=row.get("unit"),
            basis=tuple(_basis(item) for item in row["basis"]),
        )


def _basis(item: Mapping[str, Any]) -> Basis:
    return Basis(item["source"], date.fromisoformat(item["checked"]), item["certain"])
