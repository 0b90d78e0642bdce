"""The views of the score sheets: one evaluator's, and the agreed one."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any
from uuid import UUID

from sqlmodel import select

from procurement.access import Permission
from procurement.domain import Assignment, Membership, Normalisation, Score, User
from procurement.domain.labels import label
from procurement.errors import EvaluationError
from procurement.evaluation import number_text
from procurement.evaluation.numbers import LONGEST, round_half_up
from procurement.exporting.scoresheet_labels import labels
from procurement.exporting.views import Fact, ScoreSheet, SheetBid, SheetNode, SheetScore
from procurement.i18n import format_number
from procurement.i18n import gettext as _
from procurement.services.bids import bids_of
from procurement.services.criteria import criteria_of, model_of, scale_of
from procurement.services.documents.frame import frame_of
from procurement.services.evaluation import bundle_of, consensus_of, rank
from procurement.services.model_data import plain
from procurement.services.requirements import list_requirements
from procurement.services.work import Work


@dataclass(frozen=True)
class _Given:
    """Points and reason by bid and requirement."""

    points: Mapping[tuple[UUID, UUID], Decimal]
    reasons: Mapping[tuple[UUID, UUID], str]


def score_sheet(work: Work, member: Membership, user: User) -> ScoreSheet:
    """Return one evaluator's sheet: the criteria assigned to them, and price once it is open."""
    scores = work.session.exec(select(Score).where(Score.membership_id == member.id)).all()
    given = _Given(
        {(s.bid_id, s.requirement_id): s.points for s in scores},
        {(s.bid_id, s.requirement_id): s.reason for s in scores},
    )
    assigned = set(
        work.session.exec(
            select(Assignment.criterion_id).where(Assignment.membership_id == member.id)
        )
    )
    codes = {c.code for c in criteria_of(work) if c.id in assigned or c.is_priced}
    return _sheet(work, user.name, given, codes)


def agreed_sheet(work: Work) -> ScoreSheet:
    """Return the sheet with the agreed points; its total is the result."""
    agreed = consensus_of(work)
    given = _Given(
        {key: row.points for key, row in agreed.items()},
        {key: row.reason for key, row in agreed.items()},
    )
    return _sheet(work, _("Agreed points"), given, {c.code for c in criteria_of(work)})


def _sheet(work: Work, evaluator: str, given: _Given, codes: set[str]) -> ScoreSheet:
    with_prices = work.may(Permission.read_result)
    bundle = bundle_of(work, given.points, with_prices)
    bundle["criteria"] = _pruned(bundle["criteria"], codes)
    kept = set(_leaf_codes(bundle["criteria"]))
    for bid in bundle["bids"]:
        bid["scores"] = {code: score for code, score in bid["scores"].items() if code in kept}
    model = model_of(work)
    totals, ranks = _outcome(bundle)
    return ScoreSheet(
        frame=frame_of(work, _("Score sheet")),
        evaluator=evaluator,
        bids=tuple(_sheet_bid(bid) for bid in bundle["bids"]),
        nodes=tuple(_nodes(work, bundle["criteria"], given, None, 1)),
        max_points=plain(model.max_points),
        formula=str(model.price_formula),
        zero_at=plain(model.zero_at),
        floor=None if model.floor is None else plain(model.floor),
        rounding_points=model.rounding_points,
        rounding_total=model.rounding_total,
        scale=tuple(Fact(format_number(step.points), step.text) for step in scale_of(work)),
        totals=totals,
        ranks=ranks,
        labels=labels(),
        knee=plain(model.knee),
        base=plain(model.base),
        full_price="" if model.full_price is None else plain(model.full_price),
        zero_price="" if model.zero_price is None else plain(model.zero_price),
        is_clamped=model.is_clamped,
        bands=tuple((band["up_to"], str(band["points"])) for band in model.bands),
    )


def why_no_sheet(work: Work) -> str:
    """Return why the model cannot be computed in a score sheet; nothing where it can."""
    model = model_of(work)
    if not model.method.has_points:
        method = label(model.method).lower()
        return _("A score sheet cannot compute the method %(method)s.", method=method)
    if model.normalisation is not Normalisation.none:
        return _("A score sheet cannot compute normalised quality.")
    return ""


def _sheet_bid(bid: dict[str, Any]) -> SheetBid:
    return SheetBid(bid["code"], bid["name"], bid.get("price"), bid["excluded"] or "")


def _pruned(criteria: list[dict[str, Any]], codes: set[str]) -> list[dict[str, Any]]:
    """Keep the criteria in `codes` and what leads down to them."""
    kept = []
    for entry in criteria:
        if entry["code"] in codes:
            kept.append(entry)
            continue
        below = _pruned(entry.get("children", []), codes)
        if below:
            kept.append(entry | {"children": below})
    return kept


def _leaf_codes(criteria: list[dict[str, Any]]) -> list[str]:
    return [
        code
        for entry in criteria
        for code in (_leaf_codes(entry["children"]) if "children" in entry else [entry["code"]])
    ]


def _outcome(bundle: dict[str, Any]) -> tuple[tuple[str | None, ...], tuple[int | None, ...]]:
    """Return the engine's totals and ranks in the order of the bids; blank while incomplete."""
    try:
        found = {bid.code: bid for bid in rank(bundle).bids}
    except EvaluationError:
        return (None,) * len(bundle["bids"]), (None,) * len(bundle["bids"])
    bids = [found[bid["code"]] for bid in bundle["bids"]]
    totals = tuple(None if b.total is None else _readable(b.total) for b in bids)
    return totals, tuple(b.rank for b in bids)


def _readable(total: Fraction) -> str:
    """Write a total as a file may hold it; that of a logarithm has more digits than fit."""
    text = number_text(total)
    return text if len(text) <= LONGEST else number_text(round_half_up(total, 20))


def _nodes(
    work: Work, criteria: list[dict[str, Any]], given: _Given, parent: str | None, depth: int
) -> list[SheetNode]:
    requirements = {r.code: r for r in list_requirements(work)}
    bids = bids_of(work)
    nodes: list[SheetNode] = []
    for entry in criteria:
        requirement = requirements.get(entry["code"])
        nodes.append(
            SheetNode(
                code=entry["code"],
                name=entry["name"],
                depth=depth,
                parent=parent,
                weight=entry["weight"],
                kind="requirement" if requirement else entry["kind"],
                is_leaf=not entry.get("children"),
                statement=requirement.statement if requirement else "",
                scores=tuple(_cell(given, bid.id, requirement.id) for bid in bids if requirement),
            )
        )
        nodes += _nodes(work, entry.get("children", []), given, entry["code"], depth + 1)
    return nodes


def _cell(given: _Given, bid: UUID, requirement: UUID) -> SheetScore:
    key = (bid, requirement)
    if key not in given.points:
        return SheetScore()
    return SheetScore(plain(given.points[key]), given.reasons[key])
