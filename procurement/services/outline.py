"""What a procurement is: title, buyer, procedure, contract, language, reasons and deadlines."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import select

from procurement.domain import Action, Deadline, DeadlineKind, Procedure
from procurement.errors import FieldError
from procurement.i18n import gettext as _
from procurement.services.work import Work, require_version

CONTRACTS = ("SSA-L", "SSA-sky", "SSA-lille sky", "SSA-T", "SSA-K", "SSA-D", "SSA-V", "SSA-R")


@dataclass(frozen=True)
class OutlineDraft:
    """What the lead decides about a procurement; a deadline without a moment is not set."""

    title: str
    buyer: str
    purpose: str
    procedure: Procedure
    contract_type: str
    language: str
    environment_justification: str
    deadlines: Mapping[DeadlineKind, datetime | None]


def change_outline(work: Work, draft: OutlineDraft, seen: int) -> None:
    """Save what a procurement is; the version counts deadlines as well."""
    here = work.procurement
    require_version(here, seen)
    _refuse_disorder(draft)
    for name in ("title", "buyer", "purpose", "procedure", "contract_type", "language"):
        setattr(here, name, getattr(draft, name))
    here.environment_justification = draft.environment_justification
    if _set_deadlines(work, draft.deadlines) and not work.session.is_modified(here):
        here.version += 1  # else two people could move the same deadline
    changed = work.session.is_modified(here)
    work.session.flush()
    if changed:
        work.record(Action.procurement_changed, here.title)


def _refuse_disorder(draft: OutlineDraft) -> None:
    """Refuse deadlines that come in the wrong order."""
    last = draft.deadlines.get(DeadlineKind.tenders)
    asked = draft.deadlines.get(DeadlineKind.applications)
    questions = draft.deadlines.get(DeadlineKind.questions)
    if asked and last and asked >= last:
        raise FieldError("applications", _("It must come before the deadline for bids."))
    if questions and last and questions >= last:
        raise FieldError("questions", _("It must come before the deadline for bids."))


def _set_deadlines(work: Work, wanted: Mapping[DeadlineKind, datetime | None]) -> bool:
    """Set, move or remove deadlines; return True if any changed."""
    mine = Deadline.procurement_id == work.procurement.id
    held = {each.kind: each for each in work.session.exec(select(Deadline).where(mine))}
    changed = False
    for kind, at in wanted.items():
        there = held.get(kind)
        if there is not None and there.at != at:
            changed = True
            if at is None:
                work.session.delete(there)
            else:
                there.at = at
        elif there is None and at is not None:
            changed = True
            work.session.add(Deadline(procurement_id=work.procurement.id, kind=kind, at=at))
    return changed
