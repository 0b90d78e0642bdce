"""All rules, with their checks made ready once for each written language."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from procurement.breaches import inside
from procurement.linting.answers import answers
from procurement.linting.bounds import bounds
from procurement.linting.checks import Check, Mechanism, Settings
from procurement.linting.length import length
from procurement.linting.modality import obligations, verb
from procurement.linting.references import references
from procurement.linting.rule import Rule, rule_from
from procurement.linting.slashes import slashes
from procurement.linting.standards import standards
from procurement.linting.vocabulary import WRITTEN_LANGUAGES, Vocabulary, vocabulary_from
from procurement.linting.wordlists import word_lists

MECHANISMS: Mapping[str, Mechanism] = {
    "verb": verb,
    "obligations": obligations,
    "slashes": slashes,
    "bounds": bounds,
    "standards": standards,
    "references": references,
    "length": length,
    "answers": answers,
}


@dataclass(frozen=True)
class Ready:
    """Hold the words and checks of one written language."""

    vocabulary: Vocabulary
    checks: tuple[Check, ...]


@dataclass(frozen=True)
class Rules:
    """Hold the rules by id, and the checks by written language."""

    by_id: Mapping[str, Rule]
    settings: Mapping[str, Settings]
    ready: Mapping[str, Ready]
    brand_rule: str

    def __getitem__(self, rule: str) -> Rule:
        return self.by_id[rule]


def rules_from(content: Mapping[str, Any]) -> Rules:
    """Return the rules of a file that fits the schema."""
    rows = content["rules"]
    return Rules(
        by_id={row["id"]: rule_from(row) for row in rows},
        settings={row["id"]: row.get("settings", {}) for row in rows},
        ready={language: _ready(content, language) for language in WRITTEN_LANGUAGES},
        brand_rule=next((row["id"] for row in rows if row["mechanism"] == "brands"), ""),
    )


def _ready(content: Mapping[str, Any], language: str) -> Ready:
    vocabulary = vocabulary_from(content["vocabulary"], language)
    rows = content["rules"]
    lists = [(row["id"], row["settings"]) for row in rows if row["mechanism"] == "phrases"]
    single = [_check(row, vocabulary) for row in rows if row["mechanism"] in MECHANISMS]
    return Ready(vocabulary, (word_lists(lists, vocabulary), *single))


def _check(row: Mapping[str, Any], vocabulary: Vocabulary) -> Check:
    with inside(row["id"]):
        return MECHANISMS[row["mechanism"]](row["id"], row.get("settings", {}), vocabulary)
