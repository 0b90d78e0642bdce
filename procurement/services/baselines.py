"""Baselines: the specification and the model, frozen, named, and told apart by their digest."""

import json
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlmodel import col, func

from procurement.domain import Action, Baseline, Phase
from procurement.errors import FieldError, ForbiddenError, NotFoundError
from procurement.evaluation import canonical_json, digest
from procurement.i18n import gettext as _
from procurement.services.frozen_content import content_of
from procurement.services.wording_overview import in_the_way
from procurement.services.work import Work, now


@dataclass(frozen=True)
class BaselineRow:
    """A baseline as a list shows it, without what it holds."""

    number: int
    name: str
    note: str
    digest: str
    made_at: datetime
    made_by: str


def make_baseline(
    work: Work, name: str = "", note: str = "", at: datetime | None = None
) -> Baseline:
    """Freeze what stands now under the next number."""
    content = content_of(work)
    baseline = Baseline(
        procurement_id=work.procurement.id,
        number=_last_number(work) + 1,
        name=name.strip(),
        note=note.strip(),
        digest=digest(content),
        content=canonical_json(content).decode(),
        made_at=at or now(),
        made_by=work.user.name,
    )
    work.session.add(baseline)
    work.session.flush()
    work.record(Action.baseline_made, f"{baseline.number} {baseline.name}".strip())
    return baseline


def make_named_baseline(work: Work, name: str, note: str) -> Baseline:
    """Freeze what stands now under a name, unless something is wrong or nothing is new."""
    if in_the_way(work):
        raise ForbiddenError(_("Errors of wording stand in the way of a baseline."))
    taken = {row.name.casefold() for row in baselines_of(work)}
    if name.strip().casefold() in taken:
        raise FieldError("name", _("There is a baseline with this name already."))
    newest = newest_baseline(work)
    if newest is not None and newest.digest == digest(content_of(work)):
        raise FieldError(
            "name", _("Nothing has changed since baseline %(number)s.", number=newest.number)
        )
    return make_baseline(work, name, note)


def _last_number(work: Work) -> int:
    mine = col(Baseline.procurement_id) == work.procurement.id
    asked = select(func.coalesce(func.max(col(Baseline.number)), 0)).where(mine)
    number: int = work.session.execute(asked).scalar_one()
    return number


def baselines_of(work: Work, most: int | None = None) -> list[BaselineRow]:
    """Return the baselines, newest first, without what they hold."""
    columns = [getattr(Baseline, name) for name in BaselineRow.__dataclass_fields__]
    rows = work.session.execute(
        select(*columns)
        .where(col(Baseline.procurement_id) == work.procurement.id)
        .order_by(col(Baseline.number).desc())
        .limit(most)
    )
    return [BaselineRow(*row) for row in rows]


def newest_baseline(work: Work) -> BaselineRow | None:
    """Return the newest baseline, if there is one."""
    return next(iter(baselines_of(work, 1)), None)


def get_baseline(work: Work, number: int) -> Baseline:
    """Return one baseline with all that it holds."""
    found: Baseline | None = work.session.execute(
        select(Baseline).where(
            col(Baseline.procurement_id) == work.procurement.id,
            col(Baseline.number) == number,
        )
    ).scalar_one_or_none()
    if found is None:
        raise NotFoundError(_("There is no baseline %(number)s here.", number=number))
    return found


def is_whole(baseline: Baseline) -> bool:
    """Return True if what a baseline holds still has the digest that was taken of it."""
    return digest(json.loads(baseline.content)) == baseline.digest


def standing_edition(work: Work) -> tuple[int, str]:
    """Return number and digest of the baseline that is what stands, or 0 and the draft's digest.

    Once the documents are sealed nothing changes any more, so the newest baseline stands.
    """
    newest = newest_baseline(work)
    if newest is not None and work.procurement.phase.has_reached(Phase.sealed):
        return newest.number, newest.digest
    now_standing = digest(content_of(work))
    same = newest is not None and newest.digest == now_standing
    return (newest.number if newest is not None and same else 0), now_standing


def baseline_label(work: Work) -> str:
    """Return what documents print in the footer: the baseline that stands, or the draft."""
    number, held = standing_edition(work)
    if number:
        return _("Baseline %(number)s · %(digest)s", number=number, digest=held)
    return _("Draft · %(digest)s", digest=held)
