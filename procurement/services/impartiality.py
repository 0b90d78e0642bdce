"""Impartiality (habilitet): declared for each supplier before an evaluator sees what is offered."""

from collections.abc import Mapping
from uuid import UUID

from sqlmodel import col, select

from procurement.access import SCORERS
from procurement.domain import (
    Action,
    Answer,
    Impartiality,
    ImpartialityDeclaration,
    Supplier,
)
from procurement.i18n import gettext as _
from procurement.services.bids import answers_of
from procurement.services.work import Work, now


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


def why_not_reading(work: Work) -> str:
    """Return why an evaluator may not see bids yet, or nothing for whoever may."""
    if work.member.role not in SCORERS:
        return ""
    declarations = declarations_of(work)
    if any(d is None for d in declarations.values()):
        return _(
            "Declare your impartiality towards each supplier before you read and score the bids."
        )
    statements = {d.statement for d in declarations.values() if d is not None}
    if Impartiality.disqualified in statements:
        return _("You have declared that you are disqualified and cannot read or score the bids.")
    if Impartiality.possible in statements:
        return _("You have declared possible ties. The project lead must decide before you go on.")
    return ""


def readable_answers(
    work: Work, requirement_id: UUID | None = None
) -> dict[tuple[UUID, UUID], Answer]:
    """Return the answers by bid and requirement; none to an evaluator who may not read them."""
    return {} if why_not_reading(work) else answers_of(work, requirement_id)
