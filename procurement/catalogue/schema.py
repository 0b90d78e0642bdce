"""Check a YAML document against a JSON schema; YAML has dates, which JSON has not."""

import json
from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator
from jsonschema.protocols import Validator
from jsonschema.validators import extend

from procurement.breaches import sentence
from procurement.catalogue.document import Document
from procurement.errors import CatalogueError
from procurement.i18n import gettext as _

_TYPES = Draft202012Validator.TYPE_CHECKER.redefine_many(
    {
        "date": lambda _checker, value: isinstance(value, date) and not _is_moment(value),
        "moment": lambda _checker, value: _is_moment(value) and value.tzinfo is not None,
    }
)
_Validator: type[Validator] = extend(  # type: ignore[no-untyped-call]
    Draft202012Validator, type_checker=_TYPES
)


def _is_moment(value: object) -> bool:
    return isinstance(value, datetime)


def validator(file: Path, part: str = "") -> Validator:
    """Return the validator of a schema file, or of one of its definitions."""
    if not file.is_file():
        raise CatalogueError(_("The folder of the catalogue has no file %(file)s.", file=file.name))
    schema = json.loads(file.read_text(encoding="utf-8"))
    if part:
        schema = {"$ref": f"#/$defs/{part}", "$defs": schema["$defs"]}
    return _Validator(schema, format_checker=Draft202012Validator.FORMAT_CHECKER)


def check(document: Document, rules: Validator) -> None:
    """Raise for the first value that breaks the schema, naming file, line and place."""
    errors = sorted(
        rules.iter_errors(document.content),
        key=lambda error: document.line(list(error.absolute_path)),
    )
    for error in errors:
        raise document.error(list(error.absolute_path), sentence(error))


def refuse_repeated_codes(document: Document, value: Any = None, place: Sequence[Any] = ()) -> None:
    """Raise when two entries of a list have the same code."""
    value = document.content if value is None else value
    if isinstance(value, dict):
        for key, item in value.items():
            if isinstance(item, dict | list):
                refuse_repeated_codes(document, item, [*place, key])
    if isinstance(value, list):
        seen: set[object] = set()
        for number, item in enumerate(value):
            if isinstance(item, dict):
                _refuse_seen(document, item.get("code"), seen, [*place, number, "code"])
                refuse_repeated_codes(document, item, [*place, number])


def _refuse_seen(document: Document, code: object, seen: set[object], place: list[Any]) -> None:
    if code is not None and code in seen:
        raise document.error(place, _("The code %(code)s is written twice.", code=code))
    seen.add(code)
