"""Broken links of the thread, worst first: what is missing, and where to mend it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from sqlalchemy import func, select
from sqlmodel import col

from procurement.domain import Criterion
from procurement.errors import NotFoundError
from procurement.i18n import format_number, ngettext
from procurement.i18n import gettext as _
from procurement.services.gaps import KINDS, Kind, Severity
from procurement.services.work import Work

__all__ = ["Finding", "Gap", "Severity", "count_broken", "findings_of", "gap_of", "number_of"]

MOST_OF_A_KIND = 10


@dataclass(frozen=True)
class Finding:
    """What is missing, in a sentence, with the page where it is mended."""

    severity: Severity
    text: str
    page: str  # endpoint of the page
    code: str = ""  # the thing on it
    number: int = 1  # how many things it stands for
    argument: str = "code"  # what the page calls the thing


@dataclass(frozen=True)
class Gap:
    """All that is broken in one way."""

    kind: Kind
    number: int


def findings_of(work: Work, least: Severity = Severity.info) -> list[Finding]:
    """Return what breaks the thread, worst first; of each kind the first few, and how many more."""
    found = [finding for finding in _weights(work) if finding.severity <= least]
    for gap in _gaps(work, least):
        shown = gap.number if gap.number <= MOST_OF_A_KIND + 1 else MOST_OF_A_KIND
        found += findings_in(work, gap, 0, shown)
        if shown < gap.number:
            found.append(_rest(gap, gap.number - shown))
    return sorted(found, key=lambda finding: finding.severity)


def number_of(findings: Sequence[Finding]) -> int:
    """Return how many things findings stand for."""
    return sum(finding.number for finding in findings)


def count_broken(work: Work) -> int:
    """Return how many errors and warnings there are."""
    least = Severity.warning
    return len(list(_weights(work))) + sum(gap.number for gap in _gaps(work, least))


def gap_of(work: Work, name: str) -> Gap:
    """Return one kind, with how many there are."""
    for kind in KINDS:
        if kind.name == name and kind.is_open(work):
            return Gap(kind, _counts(work, [kind])[0])
    raise NotFoundError(_("There is no such page, or it is not for you."))


def findings_in(work: Work, gap: Gap, start: int, most: int) -> list[Finding]:
    """Return some of the findings of one kind, in the order of their codes."""
    rows = work.session.execute(gap.kind.codes(work).offset(start).limit(most))
    return [_finding(gap.kind, *row) for row in rows]


def _gaps(work: Work, least: Severity) -> Iterator[Gap]:
    """Yield the kinds of which there are any."""
    kinds = [kind for kind in KINDS if kind.severity <= least and kind.is_open(work)]
    for kind, number in zip(kinds, _counts(work, kinds), strict=True):
        if number:
            yield Gap(kind, number)


def _counts(work: Work, kinds: Sequence[Kind]) -> Sequence[int]:
    """Count all kinds in one query."""
    asked = (
        select(func.count()).select_from(kind.codes(work).order_by(None).subquery())
        for kind in kinds
    )
    return work.session.execute(select(*(each.scalar_subquery() for each in asked))).one()


def _finding(kind: Kind, code: str, name: str = "") -> Finding:
    return Finding(kind.severity, kind.sentence(code, name), kind.page, code)


def _rest(gap: Gap, left: int) -> Finding:
    text = ngettext(
        "%(what)s. %(number)s is not shown here.",
        "%(what)s. %(number)s are not shown here.",
        left,
        what=gap.kind.heading(gap.number),
    )
    return Finding(gap.kind.severity, text, "quality.gap", gap.kind.name, left)


def _weights(work: Work) -> Iterator[Finding]:
    weights = (
        work.session.execute(
            select(col(Criterion.weight)).where(
                col(Criterion.procurement_id) == work.procurement.id,
                col(Criterion.parent_id).is_(None),
            )
        )
        .scalars()
        .all()
    )
    total = sum(weights, Decimal(0))
    if not weights:
        yield Finding(Severity.error, _("There are no award criteria."), "criteria.index")
    elif total != 100:
        text = _(
            "The weights of the main criteria sum to %(sum)s, not 100.", sum=format_number(total)
        )
        yield Finding(Severity.error, text, "criteria.index")
