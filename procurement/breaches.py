"""Say in one plain sentence where and how a file of data breaks its schema."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from typing import Any, NamedTuple

from babel.support import LazyProxy
from jsonschema import ValidationError

from procurement.errors import CatalogueError
from procurement.i18n import gettext as _
from procurement.i18n import lazy_gettext, ngettext


class Breach(NamedTuple):
    """Hold a broken rule and the value that breaks it."""

    name: str
    rule: Any
    value: Any
    schema: Any


def sentence(error: ValidationError) -> str:
    """Return the problem that a jsonschema error stands for, in the reader's language."""
    say = _SENTENCES.get(str(error.validator), _other)
    name = str(error.absolute_path[-1]) if error.absolute_path else ""
    return say(Breach(name, error.validator_value, error.instance, error.schema))


def place(path: Sequence[str | int]) -> str:
    """Return a path as it is written in documentation, such as requirements[2].title.nb."""
    if not path:
        return _("top of the file")
    steps = (f"[{step}]" if isinstance(step, int) else f".{step}" for step in path)
    return "".join(steps).removeprefix(".")


@contextmanager
def inside(where: str) -> Iterator[None]:
    """Put the place before the problem of an error raised in a block."""
    try:
        yield
    except CatalogueError as error:
        message = _("%(place)s: %(problem)s", place=where, problem=str(error))
        raise CatalogueError(message) from error


def _missing(breach: Breach) -> str:
    keys = [key for key in breach.rule if key not in breach.value]
    return ngettext(
        "The key %(keys)s is missing.",
        "The keys %(keys)s are missing.",
        len(keys),
        keys=", ".join(keys),
    )


def _unknown(breach: Breach) -> str:
    known = list(breach.schema["properties"])
    keys = [str(key) for key in breach.value if key not in known]
    return ngettext(
        "The key %(keys)s is not known here; known keys are %(known)s.",
        "The keys %(keys)s are not known here; known keys are %(known)s.",
        len(keys),
        keys=", ".join(keys),
        known=", ".join(known),
    )


def _wrong_type(breach: Breach) -> str:
    rules = breach.rule if isinstance(breach.rule, list) else [breach.rule]
    if "string" in rules and isinstance(breach.value, bool | int | float | date):
        return _("Put the value in quotes, so that it is read as text.")
    return str(_TYPES[rules[0]])


def _not_allowed(breach: Breach) -> str:
    return _(
        "%(value)s is not among the allowed values: %(allowed)s.",
        value=_shown(breach.value),
        allowed=", ".join(map(str, breach.rule)),
    )


def _wrong_form(breach: Breach) -> str:
    form = _FORMS.get(breach.schema.get("title", breach.name), breach.rule)
    return _("%(value)s is not written as %(form)s.", value=_shown(breach.value), form=form)


def _too_small(breach: Breach) -> str:
    return _("The number must be at least %(least)s.", least=breach.rule)


def _no_text(_breach: Breach) -> str:
    return _("The text is empty.")


def _no_items(_breach: Breach) -> str:
    return _("The list is empty; at least one item is expected.")


def _other(breach: Breach) -> str:
    return _("%(value)s breaks a rule of the schema.", value=_shown(breach.value))


def _shown(value: object) -> str:
    """Return a value short enough to stand in a sentence."""
    text = " ".join(str(value).split())
    return text if len(text) <= 40 else f"{text[:39]}…"


_SENTENCES: dict[str, Callable[[Breach], str]] = {
    "required": _missing,
    "additionalProperties": _unknown,
    "type": _wrong_type,
    "enum": _not_allowed,
    "pattern": _wrong_form,
    "format": _wrong_form,
    "minimum": _too_small,
    "minLength": _no_text,
    "minItems": _no_items,
    "minProperties": _no_items,
}
_TYPES: dict[str, LazyProxy] = {
    "object": lazy_gettext("A group of keys with values is expected here."),
    "array": lazy_gettext("A list is expected here; each item starts with a hyphen."),
    "string": lazy_gettext("A text is expected here."),
    "integer": lazy_gettext("A whole number is expected here."),
    "boolean": lazy_gettext("The value must be true or false."),
    "date": lazy_gettext("A date is expected here, such as 2026-11-22."),
    "moment": lazy_gettext(
        "A moment with its zone is expected here, such as 2026-11-22T12:00:00+01:00."
    ),
}
_FORMS: dict[str, LazyProxy] = {
    "decimal": lazy_gettext("a number with a decimal point, such as 12.5"),
    "percentage": lazy_gettext("a number from 0 to 100 with a decimal point, such as 12.5"),
    "points": lazy_gettext("whole or half points from 0 to 10, such as 7 or 7.5"),
    "key": lazy_gettext("two to four capital letters, a hyphen and two digits, such as REG-01"),
    "checked": lazy_gettext("year, month and day, such as 2026-11-22"),
    "module": lazy_gettext("folder and file name in small letters, such as okonomi/regnskap"),
}
