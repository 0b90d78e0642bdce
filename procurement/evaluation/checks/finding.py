"""What a check found, and the file in which findings are handed on."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum, auto
from fractions import Fraction

from procurement.evaluation.numbers import round_half_up
from procurement.i18n import format_number

FORMAT = "kravspor-model-check/1"


class Severity(StrEnum):
    """How much a finding matters: an error must be put right before publication."""

    error = auto()
    warning = auto()
    info = auto()


@dataclass(frozen=True)
class Finding:
    """One finding: a sentence with the figure in it, and what to do, in the current language."""

    check: str
    severity: Severity
    text: str
    advice: str
    criterion: str | None = None  # its code
    figures: Mapping[str, str] = field(default_factory=dict)  # exact, as texts


def findings_document(findings: Sequence[Finding]) -> dict[str, object]:
    """Return findings as plain data in the format `kravspor-model-check/1`."""
    return {
        "format": FORMAT,
        "findings": [
            {
                "check": each.check,
                "severity": str(each.severity),
                "criterion": each.criterion,
                "text": each.text,
                "advice": each.advice,
                "figures": dict(each.figures),
            }
            for each in findings
        ],
    }


def written(value: Fraction) -> str:
    """Return a number as a sentence has it: at most two decimals, in the current language."""
    return format_number(round_half_up(value, 2))


def percent(share: Fraction) -> str:
    """Return a share as a percentage with at most one decimal, in the current language."""
    return format_number(round_half_up(share * 100, 1))
