"""Turn the bytes of a bundle into checked plain data, and plain data into checked values."""

import json
import re
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import suppress
from datetime import date
from typing import TypeAlias, TypeVar

from procurement.evaluation.numbers import LONGEST
from procurement.evaluation.places import Place, fail, shown
from procurement.i18n import gettext as _

MOST_MEBIBYTES = 50
DEEPEST_CRITERION = 20
_DEEPEST_JSON = 2 * DEEPEST_CRITERION + 4  # a criterion is two levels, its formula up to four more

_GONE = object()
_DAY = re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}")
_UNPAIRED = re.compile("[\ud800-\udfff]")

Table: TypeAlias = dict[str, object]
Read = TypeVar("Read")


class _Repeated(Table):
    """A JSON object in which a key stands twice."""

    key: str


def load(text: str | bytes) -> object:
    """Return the data of a JSON text: UTF-8, at most 50 MiB, no key twice, not nested too deep."""
    try:
        raw = text.encode() if isinstance(text, str) else text
        if len(raw) > MOST_MEBIBYTES * 2**20:
            fail(_("The file is larger than %(most)s MiB.", most=MOST_MEBIBYTES), ())
        data: object = json.loads(
            raw.decode("utf-8-sig"), object_pairs_hook=_object, parse_int=_integer
        )
    except UnicodeError:
        fail(_("The file is not text in UTF-8."), ())
    except RecursionError:
        fail(_too_deep(), ())
    except json.JSONDecodeError as error:
        fail(_("This is not valid JSON from line %(line)s on.", line=error.lineno), ())
    _check_shape(data, ())
    return data


def table(
    value: object, place: Place, required: Collection[str], optional: Collection[str]
) -> Table:
    """Return a JSON object that has all required keys and no unknown ones."""
    found = mapping(value, place)
    for key in found:
        if key not in required and key not in optional:
            fail(_("The key %(key)s is not known here.", key=shown(str(key))), (*place, str(key)))
    for key in required:
        if key not in found:
            fail(_("The key %(key)s is missing.", key=key), (*place, key))
    return found


def mapping(value: object, place: Place) -> Table:
    """Return a JSON object with any keys; null stands for an empty one."""
    if not isinstance(value, dict | None):
        fail(_("An object is expected here."), place)
    return value or {}


def optional(
    found: Table, key: str, place: Place, read: Callable[[object, Place], Read]
) -> Read | None:
    """Return what a reader makes of an optional key; None where it is absent or null."""
    value = found.get(key)
    return None if value is None else read(value, (*place, key))


def rows(value: object, place: Place) -> list[object]:
    """Return a JSON list."""
    if not isinstance(value, list):
        fail(_("A list is expected here."), place)
    return value


def string(value: object, place: Place) -> str:
    """Return a text, which may be empty."""
    if not isinstance(value, str):
        fail(_("A text is expected here."), place)
    if _UNPAIRED.search(value):
        fail(_("This text holds half a character."), place)
    return value


def day(value: object, place: Place) -> date:
    """Return a date that is written YYYY-MM-DD."""
    text = string(value, place)
    with suppress(ValueError):
        if _DAY.fullmatch(text):
            return date.fromisoformat(text)
    fail(_("%(text)s is not a date; write YYYY-MM-DD.", text=shown(text)), place)


def truth(value: object, place: Place) -> bool:
    """Return true or false."""
    if not isinstance(value, bool):
        fail(_("True or false is expected here."), place)
    return value


def filled(value: object, place: Place) -> str:
    """Return a text that says something."""
    text = string(value, place)
    if not text.strip():
        fail(_("This text must not be blank."), place)
    return text


def choice(value: object, place: Place, known: Collection[str]) -> str:
    """Return a text that is one of the known ones."""
    text = string(value, place)
    if text not in known:
        fail(
            _("%(text)s is not one of %(known)s.", text=shown(text), known=", ".join(known)), place
        )
    return text


def _object(pairs: list[tuple[str, object]]) -> Table:
    found = dict(pairs)
    if len(found) == len(pairs):
        return found
    repeated = _Repeated(found)
    left = dict(found)
    repeated.key = next(key for key, _value in pairs if left.pop(key, _GONE) is _GONE)
    return repeated


def _integer(digits: str) -> int:
    """Return an integer; of one that is too long, no more digits than it takes to refuse it."""
    return int(digits[: LONGEST + 1])


def _check_shape(value: object, place: Place) -> None:
    """Refuse what cannot be a bundle, in the order of the file."""
    if len(place) > _DEEPEST_JSON:
        fail(_too_deep(), ())
    if isinstance(value, _Repeated):
        fail(_("The key %(key)s stands here twice.", key=shown(value.key)), (*place, value.key))
    for key, item in _containers(value):
        _check_shape(item, (*place, key))


def _containers(value: object) -> Iterator[tuple[str | int, object]]:
    """Yield the objects and lists directly inside a value, each with its key or number."""
    pairs: Iterable[tuple[str | int, object]] = ()
    if isinstance(value, dict):
        pairs = value.items()
    elif isinstance(value, list):
        pairs = enumerate(value)
    return ((key, item) for key, item in pairs if isinstance(item, dict | list))


def _too_deep() -> str:
    return _("The file is nested deeper than %(most)s levels.", most=DEEPEST_CRITERION)
