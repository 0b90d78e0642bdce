"""What the rules about the whole set look at: requirements, criteria, needs and chapters."""

from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from procurement.linting.subject import Severity


@dataclass(frozen=True, slots=True)
class Share:
    """Say how much of a criterion a requirement makes up; None when nothing is said."""

    criterion: str
    share: Decimal | None = None


@dataclass(frozen=True, slots=True)
class SetRequirement:
    """Hold one requirement with its needs, its shares of criteria and a weight of its own."""

    code: str
    text: str
    requirement_class: str
    needs: tuple[str, ...] = ()
    shares: tuple[Share, ...] = ()
    weight: Decimal | None = None
    language: str = "nb"


@dataclass(frozen=True, slots=True)
class SetCriterion:
    """Hold one criterion; a main criterion has no parent."""

    code: str
    parent: str | None = None
    weight: Decimal | None = None


@dataclass(frozen=True, slots=True)
class RequirementSet:
    """Hold everything that one procurement demands; chapters are numbers such as 3.1."""

    requirements: tuple[SetRequirement, ...]
    criteria: tuple[SetCriterion, ...] = ()
    needs: tuple[str, ...] = ()
    chapters: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SetFinding:
    """Say what is wrong with one item of the set, and which other items are involved.

    Start, end and excerpt point into the text of the requirement `code`; they are empty when
    the finding is not about words.
    """

    rule: str
    severity: Severity
    code: str
    others: tuple[str, ...]
    start: int
    end: int
    excerpt: str
    explain: str
    rewrite: str


class SetHit(NamedTuple):
    """Point at an item of the set, and at a part of its text."""

    rule: str
    code: str
    others: tuple[str, ...] = ()
    start: int = 0
    end: int = 0
