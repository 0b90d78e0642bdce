"""Broken links of the thread, worst first: what is missing, and where to mend it."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from enum import IntEnum

from sqlmodel import col, select

from procurement.access import Permission
from procurement.domain import Need, NeedQuote, Quote, Requirement
from procurement.i18n import format_number
from procurement.i18n import gettext as _
from procurement.services.bids import answers_of, bids_of
from procurement.services.criteria import CriterionNode, criteria_tree
from procurement.services.impartiality import why_not_reading
from procurement.services.needs import list_needs
from procurement.services.requirements import list_requirements
from procurement.services.work import Work


class Severity(IntEnum):
    """How much a finding matters; errors stand in the way of sealing."""

    error = 1
    warning = 2
    info = 3


@dataclass(frozen=True)
class Finding:
    """One thing that is missing, in a sentence, with the page where it is mended."""

    severity: Severity
    text: str
    page: str  # endpoint of the page
    code: str = ""  # the thing on it


def findings_of(work: Work) -> list[Finding]:
    """Return everything that breaks the thread, worst first."""
    tree = criteria_tree(work)
    requirements = list_requirements(work)
    found = [
        *_weights(tree),
        *_criteria(tree),
        *_requirements(requirements),
        *_needs(list_needs(work)),
        *_quotes(work),
        *_answers(work, requirements),
    ]
    return sorted(found, key=lambda finding: finding.severity)


def _weights(tree: list[CriterionNode]) -> Iterator[Finding]:
    tops = [node for node in tree if node.parent is None]
    if not tops:
        yield Finding(Severity.error, _("There are no award criteria."), "criteria.index")
    elif tops[0].sibling_sum != 100:
        total = format_number(tops[0].sibling_sum)
        yield Finding(
            Severity.error,
            _("The weights of the main criteria sum to %(sum)s, not 100.", sum=total),
            "criteria.index",
        )


def _criteria(tree: list[CriterionNode]) -> Iterator[Finding]:
    for node in tree:
        criterion = node.criterion
        if not node.is_leaf:
            continue
        page, code = "criteria.show", criterion.code
        if not criterion.documentation:
            text = _("Criterion %(code)s has no documentation demand.", code=code)
            yield Finding(Severity.error, text, page, code)
        if criterion.is_priced:
            continue
        if not criterion.shares:
            text = _("Criterion %(code)s has no requirements to be judged by.", code=code)
            yield Finding(Severity.error, text, page, code)
        elif sum((share.share for share in criterion.shares), Decimal(0)) != 100:
            text = _("The shares under criterion %(code)s do not sum to 100.", code=code)
            yield Finding(Severity.warning, text, page, code)


def _requirements(requirements: list[Requirement]) -> Iterator[Finding]:
    for requirement in requirements:
        code = requirement.code
        if requirement.requirement_class.is_evaluated and not requirement.shares:
            text = _("%(code)s is evaluated but stands under no criterion.", code=code)
            yield Finding(Severity.error, text, "requirements.show", code)
        if requirement.requirement_class.is_minimum and requirement.deviation is None:
            text = _("%(code)s is a minimum requirement with no consequence.", code=code)
            yield Finding(Severity.error, text, "requirements.show", code)
        if not requirement.traces:
            text = _("%(code)s answers no need.", code=code)
            yield Finding(Severity.warning, text, "requirements.show", code)


def _needs(needs: list[Need]) -> Iterator[Finding]:
    for need in needs:
        if not need.traces:
            text = _("Need %(code)s is answered by no requirement.", code=need.code)
            yield Finding(Severity.warning, text, "needs.show", need.code)
        if not need.quotes:
            text = _("Need %(code)s rests on no quote.", code=need.code)
            yield Finding(Severity.warning, text, "needs.show", need.code)


def _quotes(work: Work) -> Iterator[Finding]:
    unused = work.session.exec(
        select(Quote.code)
        .where(Quote.procurement_id == work.procurement.id)
        .where(col(Quote.id).not_in(select(NeedQuote.quote_id)))
        .order_by(Quote.code)
    )
    for code in unused:
        text = _("No need rests on the quote %(code)s.", code=code)
        yield Finding(Severity.info, text, "sources.quote", code)


def _answers(work: Work, requirements: list[Requirement]) -> Iterator[Finding]:
    if not work.may(Permission.read_answers) or why_not_reading(work):
        return
    answers = answers_of(work)
    for bid in bids_of(work):
        for requirement in requirements:
            if (bid.id, requirement.id) not in answers:
                text = _(
                    "%(bid)s has not answered %(code)s.",
                    bid=bid.supplier.name,
                    code=requirement.code,
                )
                yield Finding(Severity.error, text, "requirements.show", requirement.code)
