"""The stored result opened down to its parts, ready to be shown."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any
from uuid import UUID

from sqlmodel import select

from procurement.domain import Bid, ConsensusScore, Membership, Requirement, Score, User
from procurement.evaluation import BidResult
from procurement.services.bids import PricedLine, bids_of, evaluated_price, priced_lines
from procurement.services.evaluation import StoredResult, consensus_of
from procurement.services.ranking_words import who_wins
from procurement.services.work import Work


@dataclass(frozen=True)
class Individual:
    """What one evaluator gave."""

    evaluator: str
    points: Decimal
    reason: str


@dataclass(frozen=True)
class Part:
    """A node of the tree for one bid: weight, points, contribution, and what it is made of."""

    code: str
    name: str
    kind: str
    weight: Decimal
    sibling_sum: Decimal
    points: Fraction | None  # none of a price that is taken itself
    contribution: Fraction  # points, or kroner where the lowest wins
    children: tuple["Part", ...]
    agreed: ConsensusScore | None
    individual: tuple[Individual, ...]

    @property
    def share(self) -> Fraction:
        """Return the weight as a share of its siblings."""
        return Fraction(self.weight) / Fraction(self.sibling_sum)


@dataclass(frozen=True)
class BidView:
    """A bid of the result with its parts."""

    outcome: BidResult
    parts: tuple[Part, ...]
    price: Decimal | None
    lines: list[PricedLine]


@dataclass(frozen=True)
class ResultView:
    """Everything that the result page shows."""

    sentence: str
    columns: list[dict[str, Any]]
    bids: list[BidView]
    lowest: Decimal | None
    highest: Decimal | None
    in_kroner: bool  # totals and contributions are amounts, and the lowest wins


@dataclass(frozen=True)
class _Shown:
    """What the parts are built from, gathered once."""

    requirements: Mapping[str, UUID]
    agreed: Mapping[tuple[UUID, UUID], ConsensusScore]
    individual: Mapping[tuple[UUID, UUID], tuple[Individual, ...]]


def result_page(work: Work, stored: StoredResult) -> ResultView:
    """Return the stored ranking with all its parts."""
    shown = _Shown(_requirements(work), consensus_of(work), individual_of(work))
    bids = {bid.supplier.code: bid for bid in bids_of(work)}
    lines = priced_lines(work)
    views = [
        BidView(
            outcome=outcome,
            parts=_parts(stored.bundle["criteria"], outcome, bids[outcome.code], shown),
            price=evaluated_price(lines[bids[outcome.code].id]),
            lines=lines[bids[outcome.code].id],
        )
        for outcome in stored.ranking.bids
    ]
    prices = [v.price for v in views if v.price is not None and v.outcome.rank is not None]
    return ResultView(
        sentence=who_wins(stored.ranking),
        columns=stored.bundle["criteria"],
        bids=views,
        lowest=min(prices, default=None),
        highest=max(prices, default=None),
        in_kroner=stored.ranking.lowest_wins,
    )


def _requirements(work: Work) -> dict[str, UUID]:
    rows = work.session.exec(
        select(Requirement.code, Requirement.id).where(
            Requirement.procurement_id == work.procurement.id
        )
    )
    return dict(rows.all())


def individual_of(work: Work) -> dict[tuple[UUID, UUID], tuple[Individual, ...]]:
    """Return what each evaluator gave, by bid and requirement."""
    rows = work.session.exec(
        select(Score, User.name)
        .join(Membership, Score.membership_id == Membership.id)  # type: ignore[arg-type]
        .join(User, Membership.user_id == User.id)  # type: ignore[arg-type]
        .where(Membership.procurement_id == work.procurement.id)
        .order_by(User.name)
    )
    given: dict[tuple[UUID, UUID], tuple[Individual, ...]] = {}
    for score, name in rows:
        key = (score.bid_id, score.requirement_id)
        given[key] = (*given.get(key, ()), Individual(name, score.points, score.reason))
    return given


def _parts(
    criteria: list[dict[str, Any]], outcome: BidResult, bid: Bid, shown: _Shown
) -> tuple[Part, ...]:
    if outcome.rank is None:
        return ()
    total = sum((Decimal(entry["weight"]) for entry in criteria), Decimal(0))
    return tuple(_part(entry, total, outcome, bid, shown) for entry in criteria)


def _amount(entry: dict[str, Any], outcome: BidResult) -> Fraction:
    """Return the price that a criterion is, or the sum of the prices below it."""
    if entry["code"] in outcome.prices:
        return outcome.prices[entry["code"]]
    below = entry.get("children", [])
    return sum((_amount(child, outcome) for child in below), Fraction(0))


def _part(
    entry: dict[str, Any], total: Decimal, outcome: BidResult, bid: Bid, shown: _Shown
) -> Part:
    found = outcome.criteria.get(entry["code"])
    requirement = shown.requirements.get(entry["code"])
    key = (bid.id, requirement) if requirement else None
    return Part(
        code=entry["code"],
        name=entry["name"],
        kind=entry["kind"],
        weight=Decimal(entry["weight"]),
        sibling_sum=total,
        points=found.points if found else None,
        contribution=found.contribution if found else _amount(entry, outcome),
        children=_parts(entry.get("children", []), outcome, bid, shown),
        agreed=shown.agreed.get(key) if key else None,
        individual=shown.individual.get(key, ()) if key else (),
    )


def award_file(stored: StoredResult) -> str:
    """Return the bundle together with its stored result, as `kravspor verify` reads it."""
    whole = {**stored.bundle, "result": json.loads(stored.row.document)}
    return json.dumps(whole, ensure_ascii=False, indent=1)
