"""The invented suppliers of the demonstration: answers, prices, scores."""

from decimal import Decimal

from sqlmodel import select

from procurement.domain import (
    Answer,
    Assignment,
    Bid,
    ConsensusScore,
    Impartiality,
    ImpartialityDeclaration,
    Membership,
    PriceAnswer,
    Score,
    Supplier,
    User,
)
from procurement.services.bids import bids_of
from procurement.services.demonstration.reading import Files, find
from procurement.services.demonstration.specification import Codes
from procurement.services.work import Work, now


def add_bids(work: Work, files: Files, codes: Codes, with_prices: bool) -> None:
    """Add suppliers and their bids; prices only where they are open."""
    bids: dict[str, Bid] = {}
    for data in files.bids["suppliers"]:
        supplier = Supplier(procurement_id=work.procurement.id, **data)
        work.session.add(supplier)
        bid = Bid(procurement_id=work.procurement.id, supplier_id=supplier.id)
        bids[supplier.code] = bid
        work.session.add(bid)
    work.session.flush()
    for key, answers in files.bids["answers"].items():
        requirement = find(codes.by_key, key, "bids.yaml", key)
        for code, answer in answers.items():
            work.session.add(
                Answer(
                    bid_id=find(bids, code, "bids.yaml", key).id,
                    requirement_id=requirement.id,
                    value=answer.get("value"),
                    text=answer.get("text") or "",
                )
            )
    for code, prices in files.bids["prices"].items() if with_prices else ():
        for line, price in prices.items():
            work.session.add(
                PriceAnswer(
                    bid_id=find(bids, code, "bids.yaml", code).id,
                    line_id=find(codes.lines, line, "bids.yaml", code).id,
                    unit_price=Decimal(price),
                )
            )
    work.session.flush()


def add_scores(work: Work, files: Files, codes: Codes, complete: bool) -> None:
    """Add who scores what, and the scores; half of one evaluator's where work is to be left."""
    members = _members(work)
    bids = {bid.supplier.code: bid for bid in bids_of(work)}
    for email, criteria in files.scores["assignments"].items():
        member = find(members, email, "scores.yaml", email)
        for code in criteria:
            criterion = find(codes.criteria, code, "scores.yaml", email)
            work.session.add(Assignment(membership_id=member.id, criterion_id=criterion.id))
    declaring = list(files.scores["assignments"]) if complete else _first(files)
    for email in declaring:
        for bid in bids.values():
            work.session.add(
                ImpartialityDeclaration(
                    membership_id=members[email].id,
                    supplier_id=bid.supplier_id,
                    statement=Impartiality.none,
                    signed_at=now(),
                )
            )
    _add_individual(work, files, codes, complete)
    for data in files.scores["consensus"] if complete else ():
        requirement = find(codes.by_key, data["requirement"], "scores.yaml", data["requirement"])
        work.session.add(
            ConsensusScore(
                bid_id=find(bids, data["bid"], "scores.yaml", data["requirement"]).id,
                requirement_id=requirement.id,
                points=Decimal(data["points"]),
                reason=data["reason"],
            )
        )
    work.session.flush()


def _first(files: Files) -> list[str]:
    return list(files.scores["assignments"])[:1]


def _members(work: Work) -> dict[str, Membership]:
    rows = work.session.exec(
        select(User, Membership)
        .join(Membership)
        .where(Membership.procurement_id == work.procurement.id)
    )
    return {user.email: member for user, member in rows}


def _add_individual(work: Work, files: Files, codes: Codes, complete: bool) -> None:
    members = _members(work)
    bids = {bid.supplier.code: bid for bid in bids_of(work)}
    scores = files.scores["scores"]
    if not complete:
        mine = [data for data in scores if data["evaluator"] in _first(files)]
        scores = mine[: len(mine) // 2]
    for data in scores:
        requirement = find(codes.by_key, data["requirement"], "scores.yaml", data["requirement"])
        work.session.add(
            Score(
                membership_id=find(members, data["evaluator"], "scores.yaml", "scores").id,
                bid_id=find(bids, data["bid"], "scores.yaml", data["requirement"]).id,
                requirement_id=requirement.id,
                points=Decimal(data["points"]),
                reason=data["reason"],
                saved_at=now(),
            )
        )
