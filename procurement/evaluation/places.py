"""Say where in a bundle something is wrong, as a JSON path."""

import json
from typing import NoReturn, TypeAlias

from procurement.errors import EvaluationError

Place: TypeAlias = tuple[str | int, ...]

_LONGEST_SHOWN = 60


def fail(message: str, place: Place) -> NoReturn:
    """Refuse the bundle with one sentence and the place that the sentence is about."""
    raise EvaluationError(message, path_of(place))


def path_of(place: Place) -> str:
    """Return a place as a JSON path (RFC 9535).

    >>> path_of(("bids", 1, "scores", "K1"))
    '$.bids[1].scores.K1'
    >>> path_of(("bids", 0, "scores", "KR-014"))
    '$.bids[0].scores["KR-014"]'
    """
    return "$" + "".join(_step(part) for part in place)


def shown(text: str) -> str:
    """Return a text of the file as a message may show it: short and on one line.

    >>> len(shown("x" * 1000))
    61
    """
    short = text if len(text) <= _LONGEST_SHOWN else text[:_LONGEST_SHOWN] + "…"
    return "".join(
        letter if letter.isprintable() else "\N{REPLACEMENT CHARACTER}" for letter in short
    )


def _step(part: str | int) -> str:
    if isinstance(part, int):
        return f"[{part}]"
    name = shown(part)
    return f".{name}" if name.isidentifier() else f"[{json.dumps(name, ensure_ascii=False)}]"
