"""The language check of a specification: counts by chapter, phrases, what stops a baseline."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from procurement.i18n import gettext as _
from procurement.linting import Severity, load_rules
from procurement.services import quality
from procurement.services.chapters import ChapterNode
from procurement.services.set_check import check_set
from procurement.services.waivers import rule_title
from procurement.services.wording_check import CheckedRequirement, Remark, check_all
from procurement.services.work import Work

MOST_SHOWN = 20  # errors of wording that are told one by one before a baseline
LONGEST_TOGETHER = 60  # characters; longer wordings are told apart by what is said of them
_ORDER = {severity: place for place, severity in enumerate(Severity)}


@dataclass(frozen=True)
class WordingFilter:
    """What a user wants to see of the remarks."""

    rule: str = ""
    severity: str = ""
    chapter: UUID | None = None


@dataclass(frozen=True)
class Tally:
    """How many remarks there are, by how much they matter, and how many are accepted."""

    errors: int = 0
    warnings: int = 0
    tips: int = 0
    accepted: int = 0

    @property
    def serious(self) -> int:
        """Return how many errors and warnings are open."""
        return self.errors + self.warnings


@dataclass(frozen=True)
class ChapterTally:
    """The remarks on the requirements of one chapter, and how many more there were a week ago."""

    chapter: ChapterNode
    requirements: int
    tally: Tally
    change: int | None = None


@dataclass
class PhraseGroup:
    """One phrase that a rule complains of, with every requirement that has it."""

    rule: str
    title: str
    severity: Severity
    phrase: str
    explain: str
    rewrite: str
    found: list[tuple[CheckedRequirement, Remark]] = field(default_factory=list)

    @property
    def is_mixed(self) -> bool:
        """True if each requirement has words of its own, as with long sentences."""
        return not self.phrase and any(remark.phrase for _one, remark in self.found)


def tally(remarks: Iterable[Remark]) -> Tally:
    """Count remarks."""
    counts: Counter[str] = Counter()
    for remark in remarks:
        counts[remark.finding.severity if remark.is_open else "accepted"] += 1
    return Tally(counts["error"], counts["warning"], counts["info"], counts["accepted"])


def tally_all(checked: Iterable[CheckedRequirement]) -> Tally:
    """Count the remarks on many requirements."""
    return tally(remark for requirement in checked for remark in requirement.remarks)


def by_chapter(
    tree: Sequence[ChapterNode],
    checked: Iterable[CheckedRequirement],
    changes: dict[UUID, int] | None = None,
) -> list[ChapterTally]:
    """Return the chapters that hold requirements, with the counts of each."""
    inside: dict[UUID, list[CheckedRequirement]] = {}
    for requirement in checked:
        inside.setdefault(requirement.chapter_id, []).append(requirement)
    return [
        ChapterTally(
            node,
            len(inside[node.id]),
            tally_all(inside[node.id]),
            None if changes is None else changes.get(node.id, 0),
        )
        for node in tree
        if node.id in inside
    ]


def phrases(checked: Iterable[CheckedRequirement], wanted: WordingFilter) -> list[PhraseGroup]:
    """Return the open remarks by phrase, the gravest and then the most common first."""
    groups: dict[tuple[str, str, str], PhraseGroup] = {}
    for requirement in checked:
        if wanted.chapter in (None, requirement.chapter_id):
            for remark in requirement.remarks:
                if remark.is_open and _fits(remark, wanted):
                    _group(groups, remark).found.append((requirement, remark))
    return sorted(groups.values(), key=_rank)


def _fits(remark: Remark, wanted: WordingFilter) -> bool:
    finding = remark.finding
    return wanted.rule in ("", finding.rule) and wanted.severity in ("", finding.severity)


def _group(groups: dict[tuple[str, str, str], PhraseGroup], remark: Remark) -> PhraseGroup:
    finding = remark.finding
    phrase = remark.phrase if len(remark.phrase) <= LONGEST_TOGETHER else ""
    key = (finding.rule, phrase.casefold() or finding.explain, finding.severity)
    if key not in groups:
        groups[key] = PhraseGroup(
            finding.rule,
            rule_title(finding.rule),
            finding.severity,
            phrase,
            finding.explain,
            finding.rewrite,
        )
    return groups[key]


def _rank(group: PhraseGroup) -> tuple[int, int, str, str]:
    return _ORDER[group.severity], -len(group.found), group.rule, group.phrase.casefold()


def worth_showing(rows: Iterable[ChapterTally]) -> list[ChapterTally]:
    """Return the chapters in which something is remarked, accepted or new."""
    return [row for row in rows if row.change or row.tally != Tally()]


def rules_in_use(checked: Iterable[CheckedRequirement]) -> list[tuple[str, str]]:
    """Return the rules that have open remarks, with their titles, for a filter."""
    used = {r.finding.rule for one in checked for r in one.remarks if r.is_open}
    return [(rule, f"{rule} {rule_title(rule)}") for rule in load_rules().by_id if rule in used]


def in_the_way(work: Work) -> list[quality.Finding]:
    """Return the errors of wording that stand in the way of a baseline, and how many more."""
    found = [
        (requirement.code, remark)
        for requirement in (*check_all(work), *check_set(work).requirements)
        for remark in requirement.remarks
        if remark.is_open and remark.finding.severity is Severity.error
    ]
    shown = found if len(found) <= MOST_SHOWN + 1 else found[:MOST_SHOWN]
    findings = [_in_the_way(code, remark) for code, remark in shown]
    left = len(found) - len(shown)
    if left:
        text = _("%(number)s more errors of wording.", number=left)
        findings.append(quality.Finding(quality.Severity.error, text, "wording.index", number=left))
    return findings


def _in_the_way(code: str, remark: Remark) -> quality.Finding:
    text = f"{code}: {rule_title(remark.finding.rule)}"
    words = remark.phrase.strip("()")
    if remark.finding.excerpt or remark.finding.rule.startswith("S"):
        text = _("%(problem)s: «%(words)s»", problem=text, words=words[:80])
    return quality.Finding(quality.Severity.error, text, "requirements.show", code)
