"""The one bridge to the engine: select, check that nothing is missing, compute, store."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlmodel import col, select

from procurement.domain import Action, Bid, ConsensusScore, Result, Score
from procurement.errors import EvaluationError
from procurement.evaluation import (
    ENGINE_VERSION,
    bundle_from,
    digest,
    evaluate,
    result_document,
)
from procurement.evaluation import Result as Ranking
from procurement.i18n import gettext as _
from procurement.services.bids import bids_of, evaluated_price, priced_lines
from procurement.services.criteria import criteria_tree, model_of
from procurement.services.model_data import FORMAT, criteria_data, model_data, plain
from procurement.services.work import Work, now

Points = Mapping[tuple[UUID, UUID], Decimal]  # by bid and requirement


@dataclass(frozen=True)
class StoredResult:
    """A stored result together with its ranking, computed again from the stored bundle."""

    row: Result
    bundle: dict[str, Any]
    ranking: Ranking


def bundle_of(work: Work, points: Points, with_prices: bool) -> dict[str, Any]:
    """Build the bundle of the real bids from given points; prices only where they may be seen."""
    tree, model = criteria_tree(work, with_shares=True), model_of(work)
    if not with_prices:
        tree = [node for node in tree if not node.criterion.is_priced]
    codes = {share.requirement_id: share.code for node in tree for share in node.shares}
    prices = priced_lines(work) if with_prices else {}
    return {
        "format": FORMAT,
        "title": work.procurement.title,
        "source": "Kravspor",
        "currency": "NOK",
        "model": model_data(model),
        "criteria": criteria_data(tree, model.method),
        "bids": [_bid_data(bid, codes, points, prices) for bid in bids_of(work)],
    }


def _bid_data(
    bid: Bid, codes: Mapping[UUID, str], points: Points, prices: Mapping[UUID, Any]
) -> dict[str, Any]:
    scores = {
        code: plain(points[bid.id, requirement_id])
        for requirement_id, code in codes.items()
        if (bid.id, requirement_id) in points
    }
    entry: dict[str, Any] = {
        "code": bid.supplier.code,
        "name": bid.supplier.name,
        "scores": dict(sorted(scores.items())),
        "excluded": bid.excluded,
    }
    price = evaluated_price(prices.get(bid.id, []))
    return entry | ({"price": plain(price)} if price is not None else {})


def consensus_points(work: Work) -> dict[tuple[UUID, UUID], Decimal]:
    """Return the agreed points by bid and requirement."""
    return {key: row.points for key, row in consensus_of(work).items()}


def consensus_of(work: Work) -> dict[tuple[UUID, UUID], ConsensusScore]:
    """Return the agreed scores by bid and requirement."""
    rows = work.session.exec(
        select(ConsensusScore).join(Bid).where(Bid.procurement_id == work.procurement.id)
    )
    return {(row.bid_id, row.requirement_id): row for row in rows}


def individual_points(scores: Iterable[Score]) -> dict[tuple[UUID, UUID], Decimal]:
    """Return one evaluator's points by bid and requirement."""
    return {(score.bid_id, score.requirement_id): score.points for score in scores}


def official_bundle(work: Work) -> dict[str, Any]:
    """Return the bundle of the agreed scores and the opened prices."""
    return bundle_of(work, consensus_points(work), with_prices=True)


def rank(bundle: dict[str, Any]) -> Ranking:
    """Compute the ranking of a bundle; the command line uses the very same function."""
    return evaluate(bundle_from(bundle))


def compute(work: Work) -> Result:
    """Compute the result and store it with all that it was computed from."""
    bundle = official_bundle(work)
    try:
        ranking = rank(bundle)
    except EvaluationError as error:
        raise EvaluationError(
            _("The result cannot be computed yet. %(cause)s", cause=error.args[0]), error.place
        ) from error
    row = Result(
        procurement_id=work.procurement.id,
        computed_at=now(),
        computed_by=work.user.name,
        engine=ENGINE_VERSION,
        digest=digest(bundle),
        bundle=json.dumps(bundle, ensure_ascii=False),
        document=json.dumps(result_document(ranking, bundle), ensure_ascii=False),
    )
    work.session.add(row)
    work.session.flush()
    work.record(Action.result_computed, row.digest)
    return row


def latest_result(work: Work) -> StoredResult | None:
    """Return the newest stored result, if there is one."""
    row = work.session.exec(
        select(Result)
        .where(Result.procurement_id == work.procurement.id)
        .order_by(col(Result.computed_at).desc())
    ).first()
    if row is None:
        return None
    bundle = json.loads(row.bundle)
    return StoredResult(row, bundle, rank(bundle))


def is_current(work: Work, stored: StoredResult) -> bool:
    """Return True if nothing that the result rests on has changed since."""
    return digest(official_bundle(work)) == stored.row.digest
