"""The thread (sporlinje): quote, need, requirement, criterion, answer, score, reason."""

from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from sqlalchemy import Select, func, select
from sqlmodel import col

from procurement.access import Permission
from procurement.domain import (
    Answer,
    ConsensusScore,
    Need,
    NeedQuote,
    NeedRequirement,
    Quote,
    Requirement,
    RequirementClass,
    RequirementCriterion,
    Score,
)
from procurement.i18n import format_number, ngettext
from procurement.i18n import gettext as _
from procurement.services.bids import bids_of
from procurement.services.criteria import CriterionNode, criteria_tree, leaves_below
from procurement.services.impartiality import why_not_reading
from procurement.services.work import Work

Ids = Select[Any]  # the ids of things on the thread
MOST_LINKS = 20  # a station shows so many, and says how many more there are


@dataclass(frozen=True)
class Link:
    """Where a station leads."""

    text: str
    page: str  # endpoint
    code: str = ""


@dataclass(frozen=True)
class Station:
    """One station: how much there is, where it leads, or what is missing."""

    name: str
    detail: str
    links: tuple[Link, ...] = ()
    missing: str = ""
    closed: str = ""  # why it is not shown yet
    here: bool = False
    more: int = 0  # how many there are besides the links


@dataclass(frozen=True)
class _Stop:
    """All things of one kind on the thread: how many, and links to the first of them."""

    ids: Ids
    number: int
    links: tuple[Link, ...]


@dataclass(frozen=True)
class _Stops:
    """What lies on the thread of one thing."""

    quotes: _Stop
    needs: _Stop
    requirements: _Stop
    criteria: list[CriterionNode]


def thread_of_quote(work: Work, quote: Quote) -> list[Station]:
    """Follow the thread from a quote."""
    needs = (
        select(col(NeedQuote.need_id))
        .join(Need)
        .where(col(NeedQuote.quote_id) == quote.id, col(Need.merged_into_id).is_(None))
    )
    return _stations(work, _from_needs(work, _only(Quote, quote.id), needs), "quote")


def thread_of_need(work: Work, need: Need) -> list[Station]:
    """Follow the thread from a need, both ways."""
    needs = _only(Need, need.id)
    return _stations(work, _from_needs(work, _quotes_under(needs), needs), "need")


def thread_of_requirement(work: Work, requirement: Requirement) -> list[Station]:
    """Follow the thread from a requirement, both ways."""
    requirements = _only(Requirement, requirement.id)
    criteria = _criteria_over(work, requirements)
    return _stations(work, _from_requirements(work, requirements, criteria), "requirement")


def thread_of_criterion(work: Work, node: CriterionNode) -> list[Station]:
    """Follow the thread from a criterion, both ways."""
    leaves = [leaf.criterion.id for leaf in leaves_below(criteria_tree(work), node.criterion.code)]
    requirements = select(col(RequirementCriterion.requirement_id)).where(
        col(RequirementCriterion.criterion_id).in_(leaves)
    )
    return _stations(work, _from_requirements(work, requirements, [node]), "criterion")


def _from_needs(work: Work, quotes: Ids, needs: Ids) -> _Stops:
    requirements = select(col(NeedRequirement.requirement_id)).where(
        col(NeedRequirement.need_id).in_(needs)
    )
    return _Stops(
        _quotes(work, quotes),
        _needs(work, needs),
        _requirements(work, requirements),
        _criteria_over(work, requirements),
    )


def _from_requirements(work: Work, requirements: Ids, criteria: list[CriterionNode]) -> _Stops:
    needs = select(col(NeedRequirement.need_id)).where(
        col(NeedRequirement.requirement_id).in_(requirements)
    )
    return _Stops(
        _quotes(work, _quotes_under(needs)),
        _needs(work, needs),
        _requirements(work, requirements),
        criteria,
    )


def _only(table: type[Quote] | type[Need] | type[Requirement], known: UUID) -> Ids:
    return select(col(table.id)).where(col(table.id) == known)


def _quotes_under(needs: Ids) -> Ids:
    return select(col(NeedQuote.quote_id)).where(col(NeedQuote.need_id).in_(needs))


def _criteria_over(work: Work, requirements: Ids) -> list[CriterionNode]:
    wanted = set(
        work.session.execute(
            select(col(RequirementCriterion.criterion_id))
            .where(col(RequirementCriterion.requirement_id).in_(requirements))
            .distinct()
        ).scalars()
    )
    return [node for node in criteria_tree(work) if node.criterion.id in wanted] if wanted else []


def _quotes(work: Work, ids: Ids) -> _Stop:
    return _stop(work, ids, Quote, col(Quote.place), "sources.quote")


def _needs(work: Work, ids: Ids) -> _Stop:
    return _stop(work, ids, Need, col(Need.statement), "needs.show")


def _requirements(work: Work, ids: Ids) -> _Stop:
    return _stop(work, ids, Requirement, col(Requirement.title), "requirements.show")


def _stop(work: Work, ids: Ids, table: Any, words: Any, page: str) -> _Stop:
    """Count the things in one query, and name the first of them in another."""
    here = col(table.id).in_(ids)
    number = work.session.execute(select(func.count()).select_from(table).where(here)).scalar_one()
    code = col(table.code)
    first = select(code, words).where(here).order_by(func.length(code), code).limit(MOST_LINKS)
    rows = work.session.execute(first)
    return _Stop(ids, number, tuple(Link(f"{code} {text}", page, code) for code, text in rows))


def _stations(work: Work, stops: _Stops, here: str) -> list[Station]:
    quotes, needs, requirements = stops.quotes, stops.needs, stops.requirements
    return [
        _station(
            ngettext("Quote", "Quotes", quotes.number), quotes, _("no quote"), here == "quote"
        ),
        _station(ngettext("Need", "Needs", needs.number), needs, _("no need"), here == "need"),
        _station(
            ngettext("Requirement", "Requirements", requirements.number),
            requirements,
            _("no requirement"),
            here == "requirement",
        ),
        _criterion_station(work, stops, here == "criterion"),
        *_judged(work, requirements),
    ]


def _station(name: str, stop: _Stop, missing: str, here: bool) -> Station:
    detail = stop.links[0].code if stop.number == 1 else str(stop.number)
    missing = "" if stop.links else missing
    return Station(name, detail, stop.links, missing, here=here, more=_more(stop))


def _criterion_station(work: Work, stops: _Stops, here: bool) -> Station:
    name = ngettext("Criterion", "Criteria", len(stops.criteria))
    links = tuple(
        Link(f"{n.criterion.code} {n.criterion.name}", "criteria.show", n.criterion.code)
        for n in stops.criteria
    )
    if not links and not _number(work, _evaluated(stops.requirements.ids)):
        return Station(name, _("not evaluated"), here=here)
    if len(links) != 1:
        return Station(name, str(len(links)), links, "" if links else _("no criterion"), here=here)
    share = format_number(stops.criteria[0].effective * 100, 1)
    return Station(name, f"{links[0].code} · {share} %", links, here=here)


def _evaluated(requirements: Ids) -> Ids:
    classes = [each for each in RequirementClass if each.is_evaluated]
    return select(col(Requirement.id)).where(
        col(Requirement.id).in_(requirements), col(Requirement.requirement_class).in_(classes)
    )


def _number(work: Work, ids: Ids) -> int:
    asked = select(func.count()).select_from(ids.subquery())
    number: int = work.session.execute(asked).scalar_one()
    return number


def _judged(work: Work, requirements: _Stop) -> list[Station]:
    closed = _why_closed(work)
    if closed:
        return [
            Station(ngettext("Answer", "Answers", 2), "", closed=closed),
            Station(_("Points"), "", closed=closed),
        ]
    bids = [bid.id for bid in bids_of(work)]
    answered = _count(work, Answer, bids, requirements.ids)
    name = ngettext("Answer", "Answers", 2)
    stations = [_progress(name, answered, len(bids), _leading_to_answers(requirements))]
    evaluated = _requirements(work, _evaluated(requirements.ids))
    if evaluated.number:
        stations += _scored(work, bids, _leading_to_answers(evaluated))
    return stations


def _leading_to_answers(stop: _Stop) -> _Stop:
    page = "requirements.answers"
    return replace(stop, links=tuple(replace(link, page=page) for link in stop.links))


def _why_closed(work: Work) -> str:
    if not work.may(Permission.read_answers):
        return _("opens when the bids are in")
    return _("opens when you have declared impartiality") if why_not_reading(work) else ""


def _scored(work: Work, bids: list[UUID], evaluated: _Stop) -> list[Station]:
    if work.may(Permission.read_all_scores):
        agreed = _count(work, ConsensusScore, bids, evaluated.ids)
        return [
            _progress(_("Points"), agreed, len(bids), evaluated),
            _progress(ngettext("Reason", "Reasons", 2), agreed, len(bids), evaluated),
        ]
    if work.may(Permission.read_own_scores):
        mine = _count(work, Score, bids, evaluated.ids, own=True)
        wanted = len(bids) * evaluated.number
        return [Station(_("My points"), f"{mine}/{wanted}", evaluated.links, more=_more(evaluated))]
    return [Station(_("Points"), "", closed=_("opens when quality is locked"))]


def _count(
    work: Work,
    table: type[Answer] | type[ConsensusScore] | type[Score],
    bids: list[UUID],
    requirements: Ids,
    own: bool = False,
) -> int:
    statement = (
        select(func.count())
        .select_from(table)
        .where(col(table.bid_id).in_(bids))
        .where(col(table.requirement_id).in_(requirements))
    )
    if own:
        statement = statement.where(col(Score.membership_id) == work.member.id)
    number: int = work.session.execute(statement).scalar_one()
    return number


def _progress(name: str, there: int, bids: int, stop: _Stop) -> Station:
    wanted = bids * stop.number
    missing = _("%(number)s missing", number=wanted - there) if there < wanted else ""
    return Station(name, f"{there}/{wanted}", stop.links, missing, more=_more(stop))


def _more(stop: _Stop) -> int:
    return stop.number - len(stop.links)
