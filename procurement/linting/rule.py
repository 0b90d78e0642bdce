"""One rule as it is written in the file of rules, in the reader's language."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from procurement.linting.subject import Severity


@dataclass(frozen=True, slots=True)
class Text:
    """Hold the same sentence in bokmål, nynorsk and English."""

    nb: str
    nn: str
    en: str

    def in_language(self, code: str) -> str:
        """Return the sentence in a language; an unknown one means bokmål."""
        return {"nn": self.nn, "en": self.en}.get(code, self.nb)


@dataclass(frozen=True, slots=True)
class Example:
    """Hold a requirement before and after the rewriting."""

    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Message:
    """Say why something is a problem and how to write it instead."""

    explain: Text
    rewrite: Text
    examples: Mapping[str, Example] = field(default_factory=dict)
    severity: Severity | None = None

    def advice(self, reader: str, written: str) -> str:
        """Return how to write it, with an example in the language of the requirement."""
        advice = self.rewrite.in_language(reader)
        example = self.examples.get(written)
        return f"{advice} «{example.before}» → «{example.after}»" if example else advice


@dataclass(frozen=True, slots=True)
class Legal:
    """Name a decision or guide behind a rule, and say whether the source itself has been read."""

    case: str
    note: Text
    source: str
    checked: date
    certain: bool


@dataclass(frozen=True, slots=True)
class Rule:
    """Hold what a rule is called, how much it matters and what it says."""

    id: str
    severity: Severity
    severity_by_class: Mapping[str, Severity]
    not_for: frozenset[str]
    title: Text
    messages: Mapping[str, Message]
    legal: tuple[Legal, ...]

    def severity_for(self, requirement_class: str, variant: str = "") -> Severity:
        """Return how much a finding matters in a requirement of some class."""
        own = self.message(variant).severity
        return own or self.severity_by_class.get(requirement_class, self.severity)

    def message(self, variant: str = "") -> Message:
        """Return what a variant of the rule says; one without words of its own says the rule's."""
        return self.messages.get(variant, self.messages[""])


def rule_from(row: Mapping[str, Any]) -> Rule:
    """Return the rule that a row of the file describes."""
    variants = {
        name: _message(item, is_variant=True) for name, item in row.get("variants", {}).items()
    }
    return Rule(
        id=row["id"],
        severity=Severity(row["severity"]),
        severity_by_class={
            name: Severity(value) for name, value in row.get("severity_by_class", {}).items()
        },
        not_for=frozenset(row.get("not_for", ())),
        title=Text(**row["title"]),
        messages={"": _message(row)} | variants,
        legal=tuple(_legal(item) for item in row.get("legal", ())),
    )


def _message(row: Mapping[str, Any], is_variant: bool = False) -> Message:
    examples = {language: Example(**pair) for language, pair in row.get("example", {}).items()}
    severity = Severity(row["severity"]) if is_variant and "severity" in row else None
    return Message(Text(**row["explain"]), Text(**row["rewrite"]), examples, severity)


def _legal(row: Mapping[str, Any]) -> Legal:
    checked = date.fromisoformat(row["checked"])
    return Legal(row["case"], Text(**row["note"]), row["source"], checked, row["certain"])
