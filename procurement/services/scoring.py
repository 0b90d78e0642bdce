"""One evaluator's own scoring: what to score, and saving a score with its reason."""

from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from sqlmodel import col, select

from procurement.domain import (
    Action,
    Answer,
    Assignment,
    Bid,
    Requirement,
    Score,
)
from procurement.errors import FieldError, ForbiddenError, NotFoundError
from procurement.i18n import format_number
from procurement.i18n import gettext as _
from procurement.services.bids import bids_of
from procurement.services.criteria import CriterionNode, criteria_tree, model_of
from procurement.services.impartiality import readable_answers, why_not_reading
from procurement.services.work import Work, now, require_version


@dataclass(frozen=True)
class Cell:
    """One bid on one requirement: what is asked, what is answered, what I gave."""

    criterion: CriterionNode
    requirement: Requirement
    bid: Bid
    answer: Answer | None
    score: Score | None


def my_scores(work: Work) -> list[Score]:
    """Return the scores that I have saved."""
    return list(work.session.exec(select(Score).where(Score.membership_id == work.member.id)))


def my_cells(work: Work) -> list[Cell]:
    """Return everything that I am to score, by criterion, requirement and bid."""
    assigned = set(
        work.session.exec(
            select(Assignment.criterion_id).where(Assignment.membership_id == work.member.id)
        )
    )
    scores = {(s.bid_id, s.requirement_id): s for s in my_scores(work)}
    answers = readable_answers(work)
    bids = [bid for bid in bids_of(work) if bid.excluded is None]
    tree = criteria_tree(work, with_shares=True) if assigned else []
    mine = [node for node in tree if node.criterion.id in assigned]
    requirements = _requirements(work, {s.requirement_id for node in mine for s in node.shares})
    return [
        Cell(
            node,
            requirements[share.requirement_id],
            bid,
            answers.get((bid.id, share.requirement_id)),
            scores.get((bid.id, share.requirement_id)),
        )
        for node in mine
        for share in node.shares
        for bid in bids
    ]


def _requirements(work: Work, ids: set[UUID]) -> dict[UUID, Requirement]:
    found = work.session.exec(select(Requirement).where(col(Requirement.id).in_(ids)))
    return {requirement.id: requirement for requirement in found}


def find_cell(cells: list[Cell], requirement_code: str, bid_code: str) -> int:
    """Return the place of a cell among mine; what is not mine does not exist."""
    for place, cell in enumerate(cells):
        if (cell.requirement.code, cell.bid.supplier.code) == (requirement_code, bid_code):
            return place
    raise NotFoundError(_("This is not among what you are to score."))


def first_open(cells: list[Cell]) -> Cell | None:
    """Return the first cell that has no score yet."""
    return next((cell for cell in cells if cell.score is None), None)


def save_score(work: Work, cell: Cell, points: Decimal, reason: str, seen: int) -> Score:
    """Save my points and my reason; both are required."""
    refusal = why_not_reading(work)
    if refusal:
        raise ForbiddenError(refusal)
    most = model_of(work).max_points
    if not 0 <= points <= most:
        raise FieldError(
            "points", _("Points must be a number from 0 to %(most)s.", most=format_number(most))
        )
    if not reason.strip():
        raise FieldError("reason", _("Give a reason. A score without a reason does not count."))
    score = cell.score
    if score is None:
        if seen:
            raise NotFoundError(_("This is not among what you are to score."))
        score = Score(
            membership_id=work.member.id,
            bid_id=cell.bid.id,
            requirement_id=cell.requirement.id,
            points=points,
            reason=reason.strip(),
            saved_at=now(),
        )
    else:
        require_version(score, seen)
        score.points, score.reason, score.saved_at = points, reason.strip(), now()
        score.requirement_fingerprint = ""  # given of the requirement as it stands now
    work.session.add(score)
    work.session.flush()
    work.record(Action.score_saved, f"{cell.requirement.code} {cell.bid.supplier.code}")
    return score
