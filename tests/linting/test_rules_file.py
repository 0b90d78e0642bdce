"""The shipped rules are complete and plain, and each example shows what its rule is about."""

from datetime import date

import pytest

from procurement.i18n import language
from procurement.linting import Rule, Severity, load_brands, load_rules

from .subjects import findings

RULES = load_rules()
TEXT_RULES = [f"K{number:02}" for number in range(1, 17)] + ["L01"]
SET_RULES = [f"S{number:02}" for number in range(1, 10)]
CLASS_OF = {("K01", "unjudged"): "evaluated"}
EXAMPLES = [
    pytest.param(rule, variant, written, id=f"{rule.id}-{variant}-{written}")
    for rule in RULES.by_id.values()
    for variant, message in rule.messages.items()
    for written in message.examples
]


def test_all_rules_are_there() -> None:
    assert list(RULES.by_id) == TEXT_RULES + SET_RULES


@pytest.mark.parametrize("rule", RULES.by_id.values(), ids=lambda rule: rule.id)
def test_a_rule_says_why_and_how_in_one_sentence(rule: Rule) -> None:
    for message in rule.messages.values():
        for text in (message.explain, message.rewrite):
            for sentence in (text.nb, text.nn, text.en):
                assert sentence.endswith(".")
                assert not set(sentence) & set("!—")
                assert ". " not in sentence
    for title in (rule.title.nb, rule.title.nn, rule.title.en):
        assert not title.endswith(".")


@pytest.mark.parametrize(("rule", "variant", "written"), EXAMPLES)
def test_an_example_has_the_problem_before_and_not_after(
    rule: Rule, variant: str, written: str
) -> None:
    example = rule.messages[variant].examples[written]
    fields = {"language": written}
    if (rule.id, variant) in CLASS_OF:
        fields["requirement_class"] = CLASS_OF[rule.id, variant]

    explain = rule.messages[variant].explain.nb
    before = findings(example.before, **fields)
    after = findings(example.after, **fields)

    assert explain in [finding.explain for finding in before if finding.rule == rule.id]
    assert rule.id not in [finding.rule for finding in after]


def test_words_that_cannot_be_tested_are_errors_only_in_minimum_requirements() -> None:
    for rule in ("K03", "K04"):
        assert RULES[rule].severity_for("minimum") is Severity.error
        assert RULES[rule].severity_for("minimum_evaluated") is Severity.error
        assert RULES[rule].severity_for("evaluated") is Severity.warning


def test_legal_notes_have_a_source_and_a_day_and_name_no_paragraph() -> None:
    notes = {note.case: note for rule in RULES.by_id.values() for note in rule.legal}

    assert {"KOFA 2015/102", "KOFA 2018/344", "KOFA 2025/0498"} <= set(notes)
    for note in notes.values():
        assert note.source
        assert note.checked <= date(2026, 12, 31)
        assert "§" not in note.note.nb + note.note.nn + note.note.en + note.source
    assert not notes["KOFA 2018/344"].certain
    assert not notes["KOFA 2025/0498"].certain


def test_the_reader_chooses_the_language_and_the_example_follows_the_text() -> None:
    with language("en"):
        (finding,) = findings("Systemet skal vere intuitivt.", language="nn")

    assert finding.explain.startswith("The word can be read in several ways")
    assert "«Søket skal vere raskt.»" in finding.rewrite


def test_brands_are_many_and_each_is_there_once() -> None:
    names = [brand.name for brand in load_brands().names]

    assert len(names) == len(set(names)) > 100
    assert {"Visma", "Unit4", "Xledger", "SAP", "Excel", "Framsikt"} <= set(names)
