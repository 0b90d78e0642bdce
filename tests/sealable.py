"""Fill in what must stand in the documents of a procurement before they are sealed."""

from datetime import UTC, datetime, timedelta

from factories import Make
from sqlmodel import select

from procurement.catalogue.places import load_places
from procurement.domain import (
    Deadline,
    DeadlineKind,
    EnvironmentGround,
    EvaluationModel,
    PriceLine,
    TenderText,
)

REASONS = "Compared, and next to nothing."  # why climate and environment weighs so little


def make_sealable(make: Make) -> None:
    """Fill in every required place, the deadlines, a price line and a ground for the weights."""
    here, session = make.here, make.session
    for place in load_places():
        if place.is_required and place.belongs_to(str(here.procedure), here.contract_type):
            session.add(TenderText(procurement_id=here.id, name=place.name, text="Filled in."))
    for number, kind in enumerate(DeadlineKind, 1):
        at = datetime.now(UTC) + timedelta(days=30 * number)
        session.add(Deadline(procurement_id=here.id, kind=kind, at=at))
    if session.exec(select(PriceLine).where(PriceLine.procurement_id == here.id)).first() is None:
        make.price_line(code="PL-90")
    mine = EvaluationModel.procurement_id == here.id
    model = session.exec(select(EvaluationModel).where(mine)).one()
    model.environment_ground = EnvironmentGround.insignificant
    if not here.environment_justification:
        here.environment_justification = REASONS
    session.commit()


def move_deadline(make: Make, at: datetime) -> None:
    """Let the tenders be due at another moment."""
    mine = Deadline.procurement_id == make.here.id
    due = make.session.exec(select(Deadline).where(mine, Deadline.kind == DeadlineKind.tenders))
    due.one().at = at
    make.session.flush()
