"""Each rule finds what it should and leaves alone what it should, in both written languages."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from procurement.linting import load_rules

from .subjects import of_rule

SENTENCES = yaml.safe_load((Path(__file__).parent / "sentences.yaml").read_text(encoding="utf-8"))
CASES = [
    pytest.param(rule, language, kind, item, id=f"{rule}-{language}-{kind}-{number}")
    for rule, languages in SENTENCES.items()
    for language, kinds in languages.items()
    for kind, items in kinds.items()
    for number, item in enumerate(items)
]


@pytest.mark.parametrize(("rule", "language", "kind", "item"), CASES)
def test_a_rule_fires_only_where_it_should(
    rule: str, language: str, kind: str, item: str | dict[str, Any]
) -> None:
    fields = item if isinstance(item, dict) else {"text": item}

    found = of_rule(rule, language=language, **fields)

    assert bool(found) is (kind == "fires"), [finding.excerpt for finding in found]


def test_every_rule_about_one_text_has_three_of_each_in_both_languages() -> None:
    rules = {rule for rule in load_rules().by_id if not rule.startswith("S")}

    assert set(SENTENCES) == rules
    for languages in SENTENCES.values():
        assert set(languages) == {"nb", "nn"}
        for kinds in languages.values():
            assert all(len(kinds[kind]) >= 3 for kind in ("fires", "silent"))
