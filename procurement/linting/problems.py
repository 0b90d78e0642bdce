"""Say in one plain sentence how a value breaks the schema of the rules."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from jsonschema import ValidationError

from procurement.errors import CatalogueError
from procurement.i18n import gettext as _
from procurement.i18n import ngettext


def sentence(error: ValidationError) -> str:
    """Return the problem that a jsonschema error stands for, in the reader's language."""
    say = _SENTENCES.get(str(error.validator), _other)
    return say(error)


@contextmanager
def inside(where: str) -> Iterator[None]:
    """Put the place before the problem of an error raised in a block."""
    try:
        yield
    except CatalogueError as error:
        message = _("%(place)s: %(problem)s", place=where, problem=str(error))
        raise CatalogueError(message) from error


def place(path: list[str | int]) -> str:
    """Return a path as it is written in documentation, such as rules[2].title.nb."""
    if not path:
        return _("top of the file")
    steps = (f"[{step}]" if isinstance(step, int) else f".{step}" for step in path)
    return "".join(steps).removeprefix(".")


def _missing(error: ValidationError) -> str:
    keys = [key for key in _list(error.validator_value) if key not in _mapping(error.instance)]
    return ngettext(
        "The key %(keys)s is missing.",
        "The keys %(keys)s are missing.",
        len(keys),
        keys=", ".join(keys),
    )


def _unknown(error: ValidationError) -> str:
    known = list(_mapping(_mapping(error.schema).get("properties", {})))
    keys = [str(key) for key in _mapping(error.instance) if key not in known]
    return ngettext(
        "The key %(keys)s is not known here; known keys are %(known)s.",
        "The keys %(keys)s are not known here; known keys are %(known)s.",
        len(keys),
        keys=", ".join(keys),
        known=", ".join(known),
    )


def _wrong_type(error: ValidationError) -> str:
    return {
        "object": _("A group of keys with values is expected here."),
        "array": _("A list is expected here; each item starts with a hyphen."),
        "integer": _("A whole number is expected here."),
        "boolean": _("The value must be true or false."),
    }.get(str(error.validator_value), _("A text is expected here."))


def _not_allowed(error: ValidationError) -> str:
    return _(
        "%(value)s is not among the allowed values: %(allowed)s.",
        value=_shown(error.instance),
        allowed=", ".join(map(str, _list(error.validator_value))),
    )


def _empty(_error: ValidationError) -> str:
    return _("The text or list is empty.")


def _other(error: ValidationError) -> str:
    return _("%(value)s breaks a rule of the schema.", value=_shown(error.instance))


def _shown(value: object) -> str:
    """Return a value short enough to stand in a sentence."""
    text = " ".join(str(value).split())
    return text if len(text) <= 40 else f"{text[:39]}…"


def _list(value: Any) -> list[Any]:
    return list(value)


def _mapping(value: Any) -> dict[str, Any]:
    return dict(value)


_SENTENCES: dict[str, Callable[[ValidationError], str]] = {
    "required": _missing,
    "additionalProperties": _unknown,
    "type": _wrong_type,
    "enum": _not_allowed,
    "minLength": _empty,
    "minItems": _empty,
    "minProperties": _empty,
}
