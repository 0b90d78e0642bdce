"""Hold a procurement: acts on it as a whole are done one after the other."""

from sqlmodel import select

from procurement.domain import Procurement
from procurement.services.work import Work


def hold_procurement(work: Work) -> None:
    """Read the procurement anew and let nobody else change it until this transaction ends."""
    work.session.exec(
        select(Procurement)
        .where(Procurement.id == work.procurement.id)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).one()
