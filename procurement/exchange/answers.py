"""The answer form: which cells each answer form asks for, and what makes an answer complete."""

from collections.abc import Mapping
from dataclasses import dataclass

FORM = "kravspor-answer-form"
VERSION = "1"

LOCKED = ("code", "letter", "requirement", "instruction")  # what the digest of a row covers
OPEN = ("value", "text", "reason", "consequence", "reference")
COLUMNS = (*LOCKED, "value", "text", "words", "reason", "consequence", "reference", "status")
SUPPLIER = ("supplier", "organisation_number", "contact", "email")  # open cells of the front page
DETAILS = ("reason", "consequence")  # both are given with a deviation, or neither

CODES: Mapping[str, tuple[str, ...]] = {  # the answers to choose from, by answer form
    "accept": ("yes", "no"),
    "degree": ("yes", "later", "no", "surcharge"),
    "yes_no_text": ("yes", "no"),
}


@dataclass(frozen=True)
class Asked:
    """What one answer form asks for: cells that are open, and those that must be filled."""

    opened: tuple[str, ...]
    required: tuple[str, ...]

    @property
    def is_asked(self) -> bool:
        """True if there is anything to fill in."""
        return bool(self.opened)


_ANY = ("reason", "consequence", "reference")
ASKED: Mapping[str, Asked] = {
    "accept": Asked(("value", *_ANY), ("value",)),
    "degree": Asked(("value", "text", *_ANY), ("value",)),
    "yes_no_text": Asked(("value", "text", *_ANY), ("value", "text")),
    "text": Asked(("text", *_ANY), ("text",)),
    "number": Asked(("value", "text", *_ANY), ("value",)),
    "choice": Asked(("value", "text", *_ANY), ("value",)),
    "file": Asked(("text", *_ANY), ("reference",)),
    "price": Asked((), ()),  # answered in the price form
    "none": Asked((), ()),  # information: nothing to answer
}


def words_in(text: str) -> int:
    r"""Return how many words a text has; whatever stands between spaces is a word.

    >>> words_in("Ja, fra \n2027.")
    3
    """
    return len(text.split())


def is_deviation(form: str, value: str | None) -> bool:
    """True if a chosen answer is less than the requirement asks for."""
    return form in CODES and value is not None and value != "yes"


def lacking(form: str, parts: Mapping[str, str | None], limit: int | None) -> list[str]:
    """Return what keeps an answer from being complete; a blank is missing, never «no» or zero."""
    blank = [name for name in ASKED[form].required if not parts.get(name)]
    if blank:
        return blank
    given = [name for name in DETAILS if parts.get(name)]
    found: list[str] = []
    if limit is not None and words_in(parts.get("text") or "") > limit:
        found.append("too_long")
    if len(given) == 1 or (not given and is_deviation(form, parts.get("value"))):
        found.append("deviation")
    return found
