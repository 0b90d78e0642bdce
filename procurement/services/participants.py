"""The municipalities of a procurement and what is known of them."""

from dataclasses import dataclass

from sqlmodel import select

from procurement.domain import Deadline, Organisation, Participation, ParticipationStatus
from procurement.services.work import Work

_BOUND = (ParticipationStatus.participates, ParticipationStatus.option)


@dataclass(frozen=True)
class Participant:
    """An organisation and its part in the procurement."""

    organisation: Organisation
    participation: Participation

    @property
    def unknown(self) -> int:
        """Return how many of the facts that the documents need are not known."""
        facts = (
            self.organisation.organisation_number,
            self.organisation.population,
            self.participation.current_erp,
            self.participation.yearly_cost,
            self.participation.notice_period,
        )
        return sum(fact is None for fact in facts)


def participants_of(work: Work, status: str = "", sort: str = "name") -> list[Participant]:
    """Return the participants, by name or by another column."""
    rows = work.session.exec(
        select(Organisation, Participation)
        .join(Participation)
        .where(Participation.procurement_id == work.procurement.id)
        .order_by(Organisation.name)
    )
    found = [Participant(o, p) for o, p in rows if not status or p.status == status]
    if sort == "population":
        return sorted(found, key=lambda p: -(p.organisation.population or -1))
    if sort == "status":
        order = list(ParticipationStatus)
        return sorted(found, key=lambda p: order.index(p.participation.status))
    return found


def bound_participants(work: Work) -> list[Participant]:
    """Return those who may use the contract: who takes part, and who has an option."""
    return [each for each in participants_of(work) if each.participation.status in _BOUND]


def deadlines_of(work: Work) -> list[Deadline]:
    """Return the deadlines, earliest first."""
    statement = select(Deadline).where(Deadline.procurement_id == work.procurement.id)
    return sorted(work.session.exec(statement), key=lambda deadline: deadline.at)
