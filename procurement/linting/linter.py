"""Lint one requirement or many: same text, same findings, every time."""

from collections.abc import Iterable, Iterator

from procurement.i18n import current_language
from procurement.linting.brands import Brands, brand_hits
from procurement.linting.reading import Reading
from procurement.linting.rules import Ready, Rules
from procurement.linting.subject import Finding, Hit, Subject


def lint(subject: Subject, rules: Rules, brands: Brands) -> tuple[Finding, ...]:
    """Return what is wrong with a requirement, in the order of its text.

    A text that is neither bokmål nor nynorsk has no findings.
    """
    ready = rules.ready.get(subject.language)
    if ready is None:
        return ()
    reading = ready.vocabulary.read(subject.text)
    hits = sorted(_hits(subject, reading, rules, brands), key=lambda hit: (hit.start, hit.rule))
    return tuple(
        _finding(hit, reading, rules, subject)
        for hit in hits
        if subject.requirement_class not in rules[hit.rule].not_for
    )


def lint_all(
    subjects: Iterable[Subject], rules: Rules, brands: Brands
) -> dict[str, tuple[Finding, ...]]:
    """Return the findings of each requirement by its code, in the order given."""
    return {subject.code: lint(subject, rules, brands) for subject in subjects}


def _hits(subject: Subject, reading: Reading, rules: Rules, brands: Brands) -> Iterator[Hit]:
    """Yield every hit; of a name nothing else is said than that it is one."""
    ready: Ready = rules.ready[subject.language]
    names = tuple(brands.matches(reading)) if rules.brand_rule else ()
    places = {(reading.starts[name.first], name.end) for name in names}
    for check in ready.checks:
        yield from (hit for hit in check(reading, subject) if (hit.start, hit.end) not in places)
    if names and not subject.integration_reason.strip():
        yield from brand_hits(rules.brand_rule, names, reading, ready.vocabulary)


def _finding(hit: Hit, reading: Reading, rules: Rules, subject: Subject) -> Finding:
    rule = rules[hit.rule]
    message = rule.message(hit.variant)
    start, end = reading.span(hit.start, hit.end)
    reader = current_language()
    return Finding(
        rule=rule.id,
        severity=rule.severity_for(subject.requirement_class, hit.variant),
        start=start,
        end=end,
        excerpt=subject.text[start:end],
        explain=message.explain.in_language(reader),
        rewrite=message.advice(reader, subject.language),
        variant=hit.variant,
    )
