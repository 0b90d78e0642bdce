"""Count findings by rule, and say how many of them a reader judged to be right."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from procurement.i18n import current_language
from procurement.linting.requirement_file import Judgements
from procurement.linting.rules import Rules
from procurement.linting.set_model import SetFinding
from procurement.linting.subject import Finding, Severity


@dataclass(frozen=True)
class Found:
    """One finding in one requirement, and what a reader said of it if he has seen it."""

    code: str
    finding: Finding | SetFinding
    is_right: bool | None = None

    @property
    def is_serious(self) -> bool:
        """True for errors and warnings; tips are not judged."""
        return self.finding.severity is not Severity.info


@dataclass(frozen=True)
class RuleCount:
    """How often a rule found something, and how many of the judged findings were right."""

    rule: str
    title: str
    severities: Mapping[str, int]
    judged: int
    right: int

    @property
    def total(self) -> int:
        """Return how many findings there are."""
        return sum(self.severities.values())


@dataclass(frozen=True)
class Report:
    """What the linter found in a set of requirements, and in what time."""

    requirements: int
    seconds: float
    found: tuple[Found, ...]
    rules: tuple[RuleCount, ...]

    @property
    def touched(self) -> int:
        """Return how many requirements have an error or a warning."""
        return len({found.code for found in self.found if found.is_serious})

    @property
    def judged(self) -> int:
        """Return how many errors and warnings a reader has judged."""
        return sum(rule.judged for rule in self.rules)

    @property
    def right(self) -> int:
        """Return how many of those are right."""
        return sum(rule.right for rule in self.rules)

    @property
    def unjudged(self) -> int:
        """Return how many errors and warnings nobody has judged."""
        return sum(found.is_serious for found in self.found) - self.judged

    @property
    def precision(self) -> Fraction | None:
        """Return the share of judged errors and warnings that are right; none without any."""
        return Fraction(self.right, self.judged) if self.judged else None


def judged(
    findings: Iterable[tuple[str, Finding | SetFinding]], judgements: Judgements
) -> tuple[Found, ...]:
    """Return the findings with what a reader said of them."""
    return tuple(
        Found(code, finding, judgements.get((code, finding.rule, _words(finding))))
        for code, finding in findings
    )


def report(requirements: int, seconds: float, found: tuple[Found, ...], rules: Rules) -> Report:
    """Return the counts of findings, by rule in the order of the rules."""
    used = {each.finding.rule for each in found}
    counts = tuple(_count(rule, found, rules) for rule in rules.by_id if rule in used)
    return Report(requirements, seconds, found, counts)


def _count(rule: str, found: tuple[Found, ...], rules: Rules) -> RuleCount:
    mine = [each for each in found if each.finding.rule == rule]
    seen = [each.is_right for each in mine if each.is_serious and each.is_right is not None]
    return RuleCount(
        rule=rule,
        title=rules[rule].title.in_language(current_language()),
        severities=Counter(each.finding.severity.value for each in mine),
        judged=len(seen),
        right=sum(seen),
    )


def _words(finding: Finding | SetFinding) -> str:
    if isinstance(finding, SetFinding) and not finding.excerpt:
        return f"({', '.join(finding.others)})"
    return finding.excerpt
