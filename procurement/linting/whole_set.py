"""Lint the whole set: what only shows when requirements, criteria and needs are seen together."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from procurement.i18n import current_language
from procurement.linting import links
from procurement.linting.checks import Settings
from procurement.linting.cross_references import broken_references
from procurement.linting.reading import Reading
from procurement.linting.rules import Rules
from procurement.linting.set_model import RequirementSet, SetFinding, SetHit
from procurement.linting.set_texts import contradicting_numbers, near_duplicates

_LinkCheck = Callable[[str, RequirementSet, Settings], Iterable[SetHit]]
_TextCheck = Callable[[str, RequirementSet, Settings, Sequence[Reading]], Iterable[SetHit]]

_LINKS: Mapping[str, _LinkCheck] = {
    "S01": links.requirements_without_need,
    "S02": links.needs_without_requirement,
    "S03": links.scored_without_criterion,
    "S04": links.weight_on_minimum,
    "S05": links.weights_not_total,
    "S06": links.too_many_main_criteria,
}
_TEXTS: Mapping[str, _TextCheck] = {
    "S07": near_duplicates,
    "S08": contradicting_numbers,
    "S09": broken_references,
}


def lint_set(whole: RequirementSet, rules: Rules) -> tuple[SetFinding, ...]:
    """Return what is wrong with the set, by rule and then in the order of the set."""
    classes = {item.code: item.requirement_class for item in whole.requirements}
    texts = {item.code: item.text for item in whole.requirements}
    return tuple(
        _finding(hit, texts.get(hit.code, ""), classes.get(hit.code, ""), rules)
        for hit in _hits(whole, rules)
        if classes.get(hit.code) not in rules[hit.rule].not_for
    )


def _hits(whole: RequirementSet, rules: Rules) -> Iterator[SetHit]:
    for rule, check in _LINKS.items():
        if rule in rules.by_id:
            yield from check(rule, whole, rules.settings[rule])
    readings = [_reading(item.text, item.language, rules) for item in whole.requirements]
    for rule, text_check in _TEXTS.items():
        if rule in rules.by_id:
            yield from text_check(rule, whole, rules.settings[rule], readings)


def _reading(text: str, language: str, rules: Rules) -> Reading:
    ready = rules.ready.get(language) or rules.ready["nb"]
    return ready.vocabulary.read(text)


def _finding(hit: SetHit, text: str, requirement_class: str, rules: Rules) -> SetFinding:
    rule = rules[hit.rule]
    message = rule.message()
    reader = current_language()
    return SetFinding(
        rule=rule.id,
        severity=rule.severity_for(requirement_class),
        code=hit.code,
        others=hit.others,
        start=hit.start,
        end=hit.end,
        excerpt=text[hit.start : hit.end],
        explain=message.explain.in_language(reader),
        rewrite=message.rewrite.in_language(reader),
    )
