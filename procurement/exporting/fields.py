"""The fields that each Word master can show: read off the views, explained in the README."""

import re
from dataclasses import dataclass, is_dataclass
from functools import cache
from typing import Any, get_args, get_origin, get_type_hints

from procurement.exchange.masters import NUMBER, TEXT, TRUTH
from procurement.exporting.addendum_view import AddendumView
from procurement.exporting.annex_view import AnnexDocument
from procurement.exporting.answer_document import AnswerDocument
from procurement.exporting.change_log_view import ChangeLog
from procurement.exporting.hearing_views import DispositionMatrix
from procurement.exporting.model_test_document import ModelTestDocument
from procurement.exporting.views import Specification, TenderDocument
from procurement.resources import resource_dir

VIEWS: dict[str, type] = {
    "konkurransegrunnlag": TenderDocument,
    "kravspesifikasjon": Specification,
    "svarskjema": AnswerDocument,
    "endringslogg": ChangeLog,
    "hoering": DispositionMatrix,
    "modelltest": ModelTestDocument,
    "tilleggsinformasjon": AddendumView,
}
NEEDED = {  # without these a form that comes back is not known again
    "svarskjema": ("supplier", "chapters[].requirements[].rows", "marks"),
}
_KINDS = {str: TEXT, int: NUMBER, bool: TRUTH}
_SECTION = "### Felt i {}/master.docx"
_ROW = re.compile(r"^\| (`.+?`) \| (.+) \|$", re.MULTILINE)


@dataclass(frozen=True)
class FieldLine:
    """Fields that are explained together: how each is written, its kind, and what it holds."""

    fields: tuple[tuple[str, str], ...]  # (path, kind)
    meaning: str


def shape_of(deliverable: str) -> dict[str, Any]:
    """Return the fields as plain data: a kind, the fields of a group, or a list of one of them."""
    shape = _shape(VIEWS.get(deliverable, AnnexDocument))
    assert isinstance(shape, dict)
    return shape


def _shape(kind: Any) -> Any:
    if get_origin(kind) is tuple:
        return [_shape(get_args(kind)[0])]
    if is_dataclass(kind):
        return {name: _shape(each) for name, each in get_type_hints(kind).items()}
    return _KINDS[kind]


def paths_of(deliverable: str) -> dict[str, str]:
    """Return the kind of each field by its path; [] stands for each row of a list."""
    return dict(_paths(shape_of(deliverable), ""))


def _paths(shape: Any, path: str) -> list[tuple[str, str]]:
    if isinstance(shape, dict):
        joint = "." if path else ""
        return [p for name, each in shape.items() for p in _paths(each, f"{path}{joint}{name}")]
    if isinstance(shape, list):
        return _paths(shape[0], f"{path}[]")
    return [(path, shape)]


@cache
def field_lines(deliverable: str) -> tuple[FieldLine, ...]:
    """Return the fields in the order of the README, with what it says of them."""
    text = (resource_dir("exports") / "README.md").read_text(encoding="utf-8")
    section = text.partition(_SECTION.format(deliverable))[2].partition("\n### ")[0]
    kinds = paths_of(deliverable)
    return tuple(
        FieldLine(
            tuple((path, kinds.get(path, "")) for path in re.findall(r"`([^`]+)`", names)),
            meaning,
        )
        for names, meaning in _ROW.findall(section)
    )
