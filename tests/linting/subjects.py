"""Make subjects that are complete but for what a test is about."""

from typing import Any

from procurement.linting import Finding, Subject, lint, load_brands, load_rules

WHOLE = {
    "code": "KR-001",
    "requirement_class": "minimum",
    "answer_form": "degree",
    "answer_instruction": "Vis hvordan.",
    "verification": "demonstration",
}


def subject(text: str, **fields: Any) -> Subject:
    """Return a subject with a text, and other fields where they matter."""
    return Subject(**{**WHOLE, "text": text, **fields})


def findings(text: str, **fields: Any) -> tuple[Finding, ...]:
    """Return all that is found in a text with the shipped rules and brands."""
    return lint(subject(text, **fields), load_rules(), load_brands())


def of_rule(rule: str, text: str, **fields: Any) -> list[Finding]:
    """Return what one rule finds in a text."""
    return [finding for finding in findings(text, **fields) if finding.rule == rule]
