"""Read the files of the demonstration; what is broken is named with file and entry."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from procurement.catalogue.document import read_document
from procurement.catalogue.schema import check, refuse_repeated_codes, validator
from procurement.errors import CatalogueError
from procurement.i18n import gettext as _
from procurement.resources import resource_dir

T = TypeVar("T")


@dataclass(frozen=True)
class Files:
    """The parsed files, by what they hold."""

    procurement: dict[str, Any]
    organisations: list[dict[str, Any]]
    sources: list[dict[str, Any]]
    needs: list[dict[str, Any]]
    requirements: dict[str, Any]
    model: dict[str, Any]
    bids: dict[str, Any]
    scores: dict[str, Any]
    review: dict[str, Any]
    backings: dict[str, Any]
    texts: dict[str, Any]


def read_folder(folder: Path) -> Files:
    """Return what the YAML files of a folder hold, once they fit their schema."""
    return Files(
        procurement=_read(folder / "procurement.yaml"),
        organisations=_read(folder / "organisations.yaml")["organisations"],
        sources=_read(folder / "sources.yaml")["sources"],
        needs=_read(folder / "needs.yaml")["needs"],
        requirements=_read(folder / "requirements.yaml"),
        model=_read(folder / "model.yaml"),
        bids=_read(folder / "bids.yaml"),
        scores=_read(folder / "scores.yaml"),
        review=_read(folder / "review.yaml"),
        backings=_read(folder / "backings.yaml"),
        texts=_read(folder / "texts.yaml"),
    )


def _read(file: Path) -> dict[str, Any]:
    try:
        document = read_document(file, file.name)
    except OSError as error:
        raise CatalogueError(_("%(file)s cannot be read.", file=file.name)) from error
    schema = resource_dir("requirements_catalog") / "demonstration" / "schema.json"
    check(document, validator(schema, file.name))
    refuse_repeated_codes(document)
    return dict(document.content)


def find(known: Mapping[str, T], key: str, file: str, entry: str) -> T:
    """Return what a key refers to, or say which entry of which file refers to nothing."""
    if key not in known:
        raise CatalogueError(
            _(
                "%(file)s, %(entry)s: refers to %(key)s, which does not exist.",
                file=file,
                entry=entry,
                key=key,
            )
        )
    return known[key]
