"""Read the files of the demonstration; what is broken is named with file and entry."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import yaml

from procurement.errors import CatalogueError
from procurement.i18n import gettext as _

T = TypeVar("T")

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # the quick one where it is built


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


def read_folder(folder: Path) -> Files:
    """Return what the YAML files of a folder hold."""
    return Files(
        procurement=_read(folder / "procurement.yaml", ("title", "stages", "users")),
        organisations=_read(folder / "organisations.yaml", ("organisations",))["organisations"],
        sources=_read(folder / "sources.yaml", ("sources",))["sources"],
        needs=_read(folder / "needs.yaml", ("needs",))["needs"],
        requirements=_read(folder / "requirements.yaml", ("chapters", "requirements")),
        model=_read(folder / "model.yaml", ("model", "criteria", "scale", "scenarios")),
        bids=_read(folder / "bids.yaml", ("suppliers", "prices", "answers")),
        scores=_read(folder / "scores.yaml", ("assignments", "scores", "consensus")),
    )


def _read(file: Path, keys: tuple[str, ...]) -> dict[str, Any]:
    try:
        data = yaml.load(file.read_text(encoding="utf-8"), Loader=_LOADER)
    except (OSError, UnicodeDecodeError) as error:
        raise CatalogueError(_("%(file)s cannot be read.", file=file.name)) from error
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 1 if mark else 1
        raise CatalogueError(
            _("%(file)s, line %(line)s: this is not valid YAML.", file=file.name, line=line)
        ) from error
    for key in keys:
        if not isinstance(data, dict) or key not in data:
            raise CatalogueError(_("%(file)s: %(key)s is missing.", file=file.name, key=key))
    return dict(data)


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
