"""Hold one requirement of the catalogue as it is written in its file."""

from dataclasses import dataclass
from datetime import date

from procurement.i18n import DEFAULT_LANGUAGE


@dataclass(frozen=True, slots=True)
class Text:
    """Hold the same text by language; bokmål and nynorsk are always present."""

    nb: str
    nn: str
    en: str | None = None

    def in_language(self, code: str) -> str:
        """Return the text in a language, or in bokmål when there is none."""
        texts = {DEFAULT_LANGUAGE: self.nb, "nn": self.nn, "en": self.en}
        return texts.get(code) or self.nb


@dataclass(frozen=True, slots=True)
class Basis:
    """Say where a requirement comes from and whether the source has been verified."""

    source: str
    checked: date
    certain: bool


@dataclass(frozen=True, slots=True)
class Entry:
    """Hold a reusable requirement; its codes are those of `schema.json`."""

    key: str
    module: str
    module_title: Text
    title: Text
    statement: Text
    why: Text
    requirement_class: str
    answer_form: str
    answer_instruction: Text
    verification: str
    word_limit: int | None
    unit: str | None
    basis: tuple[Basis, ...]
