"""One evaluator's own scoring: what to score, declaring impartiality, saving a score."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from sqlmodel import col, select

from procurement.domain import (
    Action,
    Answer,
    Assignment,
    Bid,
    Impartiality,
    ImpartialityDeclaration,
    Requirement,
    Score,
    Supplier,
)
from procurement.errors import FieldError, ForbiddenError, NotFoundError
from procurement.i18n import format_number
from procurement.i18n import gettext as _
from procurement.services.bids import answers_of, bids_of
from procurement.services.criteria import CriterionNode, criteria_tree, model_of
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
    answers = answers_of(work)
    bids = [bid for bid in bids_of(work) if bid.excluded is None]
    return [
        Cell(
            node,
            share.requirement,
            bid,
            answers.get((bid.id, share.requirement_id)),
            scores.get((bid.id, share.requirement_id)),
        )
        for node in criteria_tree(work)
        if node.criterion.id in assigned
        for share in sorted(node.criterion.shares, key=lambda s: s.requirement.position)
        for bid in bids
    ]


def find_cell(cells: list[Cell], requirement_code: str, bid_code: str) -> int:
    """Return the place of a cell among mine; what is not mine does not exist."""
    for place, cell in enumerate(cells):
        if (cell.requirement.code, cell.bid.supplier.code) == (requirement_code, bid_code):
            return place
    raise NotFoundError(_("This is not among what you are to score."))


def first_open(cells: list[Cell]) -> Cell | None:
    """Return the first cell that has no score yet."""
    return next((cell for cell in cells if cell.score is None), None)


def declarations_of(work: Work) -> dict[str, ImpartialityDeclaration | None]:
    """Return my declaration for each supplier, by code; None where it is missing."""
    suppliers = work.session.exec(
        select(Supplier)
        .where(Supplier.procurement_id == work.procurement.id)
        .order_by(Supplier.code)
    )
    mine = {
        d.supplier_id: d
        for d in work.session.exec(
            select(ImpartialityDeclaration).where(
                ImpartialityDeclaration.membership_id == work.member.id
            )
        )
    }
    return {supplier.code: mine.get(supplier.id) for supplier in suppliers}


def declare(work: Work, statements: Mapping[str, Impartiality]) -> None:
    """Sign my declaration for each supplier that lacks one; a signed one stays as it is."""
    suppliers = work.session.exec(
        select(Supplier).where(
            Supplier.procurement_id == work.procurement.id,
            col(Supplier.code).in_(statements),
        )
    ).all()
    signed = declarations_of(work)
    for supplier in suppliers:
        if signed[supplier.code] is None:
            work.session.add(
                ImpartialityDeclaration(
                    membership_id=work.member.id,
                    supplier_id=supplier.id,
                    statement=statements[supplier.code],
                    signed_at=now(),
                )
            )
    work.session.flush()
    work.record(Action.impartiality_declared)


def why_not_scoring(work: Work) -> str:
    """Return why I may not score now, or nothing if I may."""
    declarations = declarations_of(work)
    if any(d is None for d in declarations.values()):
        return _("Declare your impartiality towards each supplier before you score.")
    statements = {d.statement for d in declarations.values() if d is not None}
    if Impartiality.disqualified in statements:
        return _("You have declared that you are disqualified and cannot score.")
    if Impartiality.possible in statements:
        return _("You have declared possible ties. The project lead must decide before you score.")
    return ""


def save_score(work: Work, cell: Cell, points: Decimal, reason: str, seen: int) -> Score:
    """Save my points and my reason; both are required."""
    refusal = why_not_scoring(work)
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
    work.session.add(score)
    work.session.flush()
    work.record(Action.score_saved, f"{cell.requirement.code} {cell.bid.supplier.code}")
    return score
