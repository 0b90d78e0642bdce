"""The thread (sporlinje): quote, need, requirement, criterion, answer, score, reason."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeVar
from uuid import UUID

from sqlmodel import col, func, select

from procurement.access import Permission
from procurement.domain import Answer, ConsensusScore, Need, Quote, Requirement, Score
from procurement.i18n import format_number, ngettext
from procurement.i18n import gettext as _
from procurement.services.bids import bids_of
from procurement.services.criteria import CriterionNode, criteria_tree, leaves_below
from procurement.services.impartiality import why_not_reading
from procurement.services.work import Work

T = TypeVar("T", Quote, Need, Requirement)


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


@dataclass(frozen=True)
class Stops:
    """What lies on the thread of one thing."""

    quotes: list[Quote]
    needs: list[Need]
    requirements: list[Requirement]
    criteria: list[CriterionNode]


def thread_of_quote(work: Work, quote: Quote) -> list[Station]:
    """Follow the thread from a quote."""
    needs = [need for need in quote.needs if need.merged_into_id is None]
    return _stations(work, _from_needs(work, [quote], needs), "quote")


def thread_of_need(work: Work, need: Need) -> list[Station]:
    """Follow the thread from a need, both ways."""
    return _stations(work, _from_needs(work, list(need.quotes), [need]), "need")


def thread_of_requirement(work: Work, requirement: Requirement) -> list[Station]:
    """Follow the thread from a requirement, both ways."""
    needs = requirement.needs
    quotes = _unique(quote for need in needs for quote in need.quotes)
    criteria = _criteria_of(work, [requirement])
    return _stations(work, Stops(quotes, needs, [requirement], criteria), "requirement")


def thread_of_criterion(work: Work, node: CriterionNode) -> list[Station]:
    """Follow the thread from a criterion, both ways."""
    leaves = leaves_below(criteria_tree(work), node.criterion.code)
    requirements = [share.requirement for leaf in leaves for share in leaf.criterion.shares]
    needs = _unique(need for requirement in requirements for need in requirement.needs)
    quotes = _unique(quote for need in needs for quote in need.quotes)
    return _stations(work, Stops(quotes, needs, requirements, [node]), "criterion")


def _from_needs(work: Work, quotes: list[Quote], needs: list[Need]) -> Stops:
    requirements = _unique(r for need in needs for r in need.requirements)
    return Stops(quotes, needs, requirements, _criteria_of(work, requirements))


def _unique(things: Iterable[T]) -> list[T]:
    return sorted({thing.id: thing for thing in things}.values(), key=lambda thing: thing.code)


def _criteria_of(work: Work, requirements: list[Requirement]) -> list[CriterionNode]:
    wanted = {share.criterion_id for requirement in requirements for share in requirement.shares}
    return [node for node in criteria_tree(work) if node.criterion.id in wanted]


def _stations(work: Work, stops: Stops, here: str) -> list[Station]:
    return [
        _station(
            ngettext("Quote", "Quotes", len(stops.quotes)),
            [Link(f"{q.code} {q.place}", "sources.quote", q.code) for q in stops.quotes],
            _("no quote"),
            here == "quote",
        ),
        _station(
            ngettext("Need", "Needs", len(stops.needs)),
            [Link(f"{n.code} {n.statement}", "needs.show", n.code) for n in stops.needs],
            _("no need"),
            here == "need",
        ),
        _station(
            ngettext("Requirement", "Requirements", len(stops.requirements)),
            [Link(f"{r.code} {r.title}", "requirements.show", r.code) for r in stops.requirements],
            _("no requirement"),
            here == "requirement",
        ),
        _criterion_station(stops, here == "criterion"),
        *_judged(work, stops.requirements),
    ]


def _station(name: str, links: list[Link], missing: str, here: bool) -> Station:
    detail = links[0].code if len(links) == 1 else str(len(links))
    return Station(name, detail, tuple(links), "" if links else missing, here=here)


def _criterion_station(stops: Stops, here: bool) -> Station:
    name = ngettext("Criterion", "Criteria", len(stops.criteria))
    links = [
        Link(f"{n.criterion.code} {n.criterion.name}", "criteria.show", n.criterion.code)
        for n in stops.criteria
    ]
    if not links and not any(r.requirement_class.is_evaluated for r in stops.requirements):
        return Station(name, _("not evaluated"), here=here)
    station = _station(name, links, _("no criterion"), here)
    if len(links) != 1:
        return station
    share = format_number(stops.criteria[0].effective * 100, 1)
    return Station(name, f"{station.detail} · {share} %", station.links, here=here)


def _judged(work: Work, requirements: list[Requirement]) -> list[Station]:
    closed = _why_closed(work)
    if closed:
        return [
            Station(ngettext("Answer", "Answers", 2), "", closed=closed),
            Station(_("Points"), "", closed=closed),
        ]
    bids = [bid.id for bid in bids_of(work)]
    evaluated = [r for r in requirements if r.requirement_class.is_evaluated]
    page = [Link(f"{r.code} {r.title}", "requirements.answers", r.code) for r in requirements]
    answered = _count(work, Answer, bids, requirements)
    stations = [
        _progress(ngettext("Answer", "Answers", 2), answered, len(bids) * len(requirements), page)
    ]
    if evaluated:
        links = [link for link in page if link.code in {r.code for r in evaluated}]
        stations += _scored(work, bids, evaluated, links)
    return stations


def _why_closed(work: Work) -> str:
    if not work.may(Permission.read_answers):
        return _("opens when the bids are in")
    return _("opens when you have declared impartiality") if why_not_reading(work) else ""


def _scored(
    work: Work, bids: list[UUID], evaluated: list[Requirement], links: list[Link]
) -> list[Station]:
    wanted = len(bids) * len(evaluated)
    if work.may(Permission.read_all_scores):
        agreed = _count(work, ConsensusScore, bids, evaluated)
        return [
            _progress(_("Points"), agreed, wanted, links),
            _progress(ngettext("Reason", "Reasons", 2), agreed, wanted, links),
        ]
    if work.may(Permission.read_own_scores):
        mine = _count(work, Score, bids, evaluated, own=True)
        return [Station(_("My points"), f"{mine}/{wanted}", tuple(links))]
    return [Station(_("Points"), "", closed=_("opens when quality is locked"))]


def _count(
    work: Work,
    table: type[Answer] | type[ConsensusScore] | type[Score],
    bids: list[UUID],
    requirements: list[Requirement],
    own: bool = False,
) -> int:
    statement = (
        select(func.count())
        .select_from(table)
        .where(col(table.bid_id).in_(bids))
        .where(col(table.requirement_id).in_([r.id for r in requirements]))
    )
    if own:
        statement = statement.where(col(Score.membership_id) == work.member.id)
    return work.session.exec(statement).one()


def _progress(name: str, there: int, wanted: int, links: list[Link]) -> Station:
    missing = _("%(number)s missing", number=wanted - there) if there < wanted else ""
    return Station(name, f"{there}/{wanted}", tuple(links), missing)
