"""What is linted, and what is found."""

from dataclasses import dataclass
from enum import StrEnum, auto
from typing import NamedTuple


class Severity(StrEnum):
    """How much a finding matters; only errors stop a baseline."""

    error = auto()
    warning = auto()
    info = auto()


@dataclass(frozen=True, slots=True)
class Subject:
    """Hold one requirement as the linter sees it; its codes are those of the domain."""

    code: str
    text: str
    requirement_class: str
    answer_form: str = ""
    answer_instruction: str = ""
    verification: str = ""
    has_criterion: bool = False
    word_limit: int | None = None
    integration_reason: str = ""
    language: str = "nb"


@dataclass(frozen=True, slots=True)
class Finding:
    """Say what is wrong with a part of a text; offsets count characters of that text.

    A finding about a missing field has no part of the text: start and end are 0, and the variant
    says which field it is.
    """

    rule: str
    severity: Severity
    start: int
    end: int
    excerpt: str
    explain: str
    rewrite: str
    variant: str = ""


class Hit(NamedTuple):
    """Point at a part of a text where a rule, in one of its variants, sees a problem."""

    rule: str
    start: int
    end: int
    variant: str = ""
