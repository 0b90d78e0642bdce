"""What can break the thread, kind by kind, each as a query that gives codes and nothing else."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import IntEnum
from typing import Any

from sqlalchemy import ColumnElement, Float, Select, cast, exists, func, select
from sqlalchemy.orm import aliased
from sqlmodel import col

from procurement.access import Permission
from procurement.domain import (
    Answer,
    Bid,
    BidRound,
    Criterion,
    CriterionKind,
    Need,
    NeedQuote,
    NeedRequirement,
    Quote,
    Requirement,
    RequirementClass,
    RequirementCriterion,
    Supplier,
)
from procurement.i18n import gettext as _
from procurement.i18n import ngettext
from procurement.services.impartiality import why_not_reading
from procurement.services.work import Work

Codes = Select[*tuple[Any, ...]]  # the code of each thing, and for an answer the supplier's name


class Severity(IntEnum):
    """How much a finding matters; errors stand in the way of sealing."""

    error = 1
    warning = 2
    info = 3


@dataclass(frozen=True)
class Kind:
    """One way in which the thread can be broken."""

    name: str  # in the address of its page
    severity: Severity
    page: str  # endpoint of the things it is about
    sentence: Callable[[str, str], str]  # of one thing: its code, and the supplier's name
    heading: Callable[[int], str]  # of so many things
    codes: Callable[[Work], Codes]
    is_open: Callable[[Work], bool] = lambda _work: True


def _within(work: Work, table: Any) -> ColumnElement[bool]:
    return col(table.procurement_id) == work.procurement.id


def _requirements(work: Work, *where: ColumnElement[bool]) -> Codes:
    code = col(Requirement.code)
    asked = select(code).where(_within(work, Requirement), *where)
    return asked.order_by(func.length(code), code)


def _needs(work: Work, *where: ColumnElement[bool]) -> Codes:
    code = col(Need.code)
    asked = select(code).where(_within(work, Need), col(Need.merged_into_id).is_(None), *where)
    return asked.order_by(func.length(code), code)


def _leaves(work: Work, *where: ColumnElement[bool]) -> Codes:
    below = aliased(Criterion)
    is_leaf = ~exists().where(col(below.parent_id) == col(Criterion.id))
    asked = select(col(Criterion.code)).where(_within(work, Criterion), is_leaf, *where)
    return asked.order_by(col(Criterion.code))


def _is_a(*classes: RequirementClass) -> ColumnElement[bool]:
    return col(Requirement.requirement_class).in_(classes)


_IS_EVALUATED = _is_a(*(c for c in RequirementClass if c.is_evaluated))
_IS_MINIMUM = _is_a(*(c for c in RequirementClass if c.is_minimum))
_IS_SCORED = col(Criterion.kind).in_((CriterionKind.quality, CriterionKind.environment))
_JUDGED = exists().where(col(RequirementCriterion.requirement_id) == col(Requirement.id))
_JUDGES = exists().where(col(RequirementCriterion.criterion_id) == col(Criterion.id))
_ANSWERS = exists().where(col(NeedRequirement.requirement_id) == col(Requirement.id))
_ANSWERED = exists().where(col(NeedRequirement.need_id) == col(Need.id))
_RESTS = exists().where(col(NeedQuote.need_id) == col(Need.id))
_USED = exists().where(col(NeedQuote.quote_id) == col(Quote.id))
_SHARES = (
    select(func.sum(cast(col(RequirementCriterion.share), Float)))
    .where(col(RequirementCriterion.criterion_id) == col(Criterion.id))
    .correlate(Criterion)
    .scalar_subquery()
)
_TOO_SMALL_TO_SEE = 1e-6  # the shares are added as floats here, and only here


def _unused_quotes(work: Work) -> Codes:
    code = col(Quote.code)
    return select(code).where(_within(work, Quote), ~_USED).order_by(code)


def _unanswered(work: Work) -> Codes:
    code, name = col(Requirement.code), col(Supplier.name)
    answer = exists().where(
        col(Answer.bid_id) == col(Bid.id), col(Answer.requirement_id) == col(Requirement.id)
    )
    return (
        select(code, name)
        .select_from(Bid)
        .join(Supplier, col(Supplier.id) == col(Bid.supplier_id))
        .join(Requirement, col(Requirement.procurement_id) == col(Bid.procurement_id))
        .where(_within(work, Bid), col(Bid.round) == BidRound.final, ~answer)
        .order_by(col(Supplier.code), func.length(code), code)
    )


def _may_read_answers(work: Work) -> bool:
    return work.may(Permission.read_answers) and not why_not_reading(work)


KINDS = (
    Kind(
        "kriterium-uten-dokumentasjon",
        Severity.error,
        "criteria.show",
        lambda code, _name: _("Criterion %(code)s has no documentation demand.", code=code),
        lambda number: ngettext(
            "%(number)s criterion has no documentation demand",
            "%(number)s criteria have no documentation demand",
            number,
        ),
        lambda work: _leaves(work, col(Criterion.documentation) == ""),
    ),
    Kind(
        "kriterium-uten-krav",
        Severity.error,
        "criteria.show",
        lambda code, _name: _("Criterion %(code)s has no requirements to be judged by.", code=code),
        lambda number: ngettext(
            "%(number)s criterion has no requirements to be judged by",
            "%(number)s criteria have no requirements to be judged by",
            number,
        ),
        lambda work: _leaves(work, _IS_SCORED, ~_JUDGES),
    ),
    Kind(
        "krav-uten-kriterium",
        Severity.error,
        "requirements.show",
        lambda code, _name: _("%(code)s is evaluated but stands under no criterion.", code=code),
        lambda number: ngettext(
            "%(number)s requirement is evaluated but stands under no criterion",
            "%(number)s requirements are evaluated but stand under no criterion",
            number,
        ),
        lambda work: _requirements(work, _IS_EVALUATED, ~_JUDGED),
    ),
    Kind(
        "minstekrav-uten-konsekvens",
        Severity.error,
        "requirements.show",
        lambda code, _name: _("%(code)s is a minimum requirement with no consequence.", code=code),
        lambda number: ngettext(
            "%(number)s minimum requirement has no consequence",
            "%(number)s minimum requirements have no consequence",
            number,
        ),
        lambda work: _requirements(work, _IS_MINIMUM, col(Requirement.deviation).is_(None)),
    ),
    Kind(
        "krav-uten-svar",
        Severity.error,
        "requirements.show",
        lambda code, name: _("%(bid)s has not answered %(code)s.", bid=name, code=code),
        lambda number: ngettext(
            "%(number)s answer is missing", "%(number)s answers are missing", number
        ),
        _unanswered,
        _may_read_answers,
    ),
    Kind(
        "andeler-ikke-100",
        Severity.warning,
        "criteria.show",
        lambda code, _name: _("The shares under criterion %(code)s do not sum to 100.", code=code),
        lambda number: ngettext(
            "The shares under %(number)s criterion do not sum to 100",
            "The shares under %(number)s criteria do not sum to 100",
            number,
        ),
        lambda work: _leaves(work, _IS_SCORED, func.abs(_SHARES - 100) > _TOO_SMALL_TO_SEE),
    ),
    Kind(
        "krav-uten-behov",
        Severity.warning,
        "requirements.show",
        lambda code, _name: _("%(code)s answers no need.", code=code),
        lambda number: ngettext(
            "%(number)s requirement answers no need",
            "%(number)s requirements answer no need",
            number,
        ),
        lambda work: _requirements(work, ~_ANSWERS),
    ),
    Kind(
        "behov-uten-krav",
        Severity.warning,
        "needs.show",
        lambda code, _name: _("Need %(code)s is answered by no requirement.", code=code),
        lambda number: ngettext(
            "%(number)s need is answered by no requirement",
            "%(number)s needs are answered by no requirement",
            number,
        ),
        lambda work: _needs(work, ~_ANSWERED),
    ),
    Kind(
        "behov-uten-sitat",
        Severity.warning,
        "needs.show",
        lambda code, _name: _("Need %(code)s rests on no quote.", code=code),
        lambda number: ngettext(
            "%(number)s need rests on no quote", "%(number)s needs rest on no quote", number
        ),
        lambda work: _needs(work, ~_RESTS),
    ),
    Kind(
        "sitat-uten-behov",
        Severity.info,
        "sources.quote",
        lambda code, _name: _("No need rests on the quote %(code)s.", code=code),
        lambda number: ngettext(
            "No need rests on %(number)s quote", "No need rests on %(number)s quotes", number
        ),
        _unused_quotes,
    ),
)
