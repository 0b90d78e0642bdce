"""How all municipalities stand, area by area, and what should worry the lead."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, cast
from uuid import UUID

from sqlmodel import col, func, select

from procurement.domain import (
    Chapter,
    ChapterReading,
    Need,
    NeedBacking,
    NeedRequirement,
    Organisation,
    Requirement,
    Stance,
)
from procurement.i18n import format_number, ngettext
from procurement.i18n import gettext as _
from procurement.services.backing import IN_FAVOUR, organisations_of
from procurement.services.chapters import chapter_tree
from procurement.services.work import Work

MOST_OF_A_KIND = 10
_RULES = Path(__file__).with_name("backing_rules.json")


@cache
def small_below() -> int:
    """Return the number of inhabitants below which a municipality is small."""
    found = json.loads(_RULES.read_text(encoding="utf-8"))
    return int(found["small_municipality"]["fewer_inhabitants_than"])


@dataclass(frozen=True)
class Cell:
    """What a municipality has said of the needs of an area."""

    needs: int
    backed: int = 0
    objections: int = 0

    @property
    def is_silent(self) -> bool:
        """True if nothing is said."""
        return not (self.backed or self.objections)

    @property
    def warmth(self) -> int:
        """Return 0 where nothing is backed, else 1 to 4 by the share that is."""
        return -(-4 * self.backed // self.needs) if self.backed else 0


@dataclass(frozen=True)
class HeatMap:
    """Municipalities by areas."""

    areas: tuple[str, ...]
    rows: tuple[tuple[Organisation, tuple[Cell, ...]], ...]
    savers: tuple[str, ...]  # who has saved the answers


@dataclass(frozen=True)
class Alarm:
    """One thing that should worry the lead, with the page where it is seen."""

    text: str
    page: str
    values: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Alarms:
    """Alarms of one kind: the first of them, and how many there are."""

    title: str
    first: tuple[Alarm, ...]
    total: int


def heat_map(work: Work) -> HeatMap:
    """Return how many needs of each area each municipality backs and objects to."""
    needs = _needs_by_area(work)
    found: dict[tuple[UUID, str], dict[Stance, int]] = {}
    counted: Any = (
        select(NeedBacking.organisation_id, Need.area, NeedBacking.stance, func.count())
        .join(Need, col(Need.id) == NeedBacking.need_id)
        .where(*_standing(work))
        .group_by(*cast(Any, (NeedBacking.organisation_id, Need.area, NeedBacking.stance)))
    )
    for organisation, area, stance, number in work.session.exec(counted):
        found.setdefault((organisation, area), {})[stance] = number

    def cell(organisation: Organisation, area: str) -> Cell:
        said = found.get((organisation.id, area), {})
        backed = sum(said.get(stance, 0) for stance in IN_FAVOUR)
        return Cell(needs[area], backed, said.get(Stance.objects, 0))

    return HeatMap(
        tuple(needs),
        tuple((o, tuple(cell(o, area) for area in needs)) for o in organisations_of(work)),
        _savers(work),
    )


def _standing(work: Work) -> tuple[Any, ...]:
    return col(Need.procurement_id) == work.procurement.id, col(Need.merged_into_id).is_(None)


def _needs_by_area(work: Work) -> dict[str, int]:
    counted = (
        select(Need.area, func.count())
        .where(*_standing(work))
        .group_by(cast(Any, Need.area))
        .order_by(Need.area)
    )
    return dict(cast(Any, work.session.exec(counted).all()))


def _savers(work: Work, most: int = 4) -> tuple[str, ...]:
    statement = (
        select(NeedBacking.saved_by)
        .join(Need, col(Need.id) == NeedBacking.need_id)
        .where(*_standing(work))
        .group_by(cast(Any, NeedBacking.saved_by))
        .order_by(func.count().desc(), NeedBacking.saved_by)
        .limit(most)
    )
    return tuple(work.session.exec(statement))


def count_objections(work: Work) -> int:
    """Return how many objections there are."""
    statement = select(func.count()).select_from(NeedBacking)
    statement = statement.join(Need, col(Need.id) == NeedBacking.need_id)
    statement = statement.where(*_standing(work), NeedBacking.stance == Stance.objects)
    return work.session.exec(statement).one()


def objections_of(
    work: Work, start: int = 0, most: int = 50
) -> list[tuple[Need, Organisation, NeedBacking]]:
    """Return some of the objections with their reasons, by need and municipality."""
    return list(
        work.session.exec(
            select(Need, Organisation, NeedBacking)
            .join(NeedBacking, col(NeedBacking.need_id) == Need.id)
            .join(Organisation, col(Organisation.id) == NeedBacking.organisation_id)
            .where(*_standing(work), NeedBacking.stance == Stance.objects)
            .order_by(func.length(Need.code), Need.code, Organisation.name)
            .offset(start)
            .limit(most)
        )
    )


def alarms_of(work: Work) -> list[Alarms]:
    """Return what should worry the lead, by kind; kinds without alarms are left out."""
    kinds = (
        (_("Chapters that no small municipality has read"), _unread(work)),
        (_("Requirements that rest on one municipality"), _on_one(work)),
        (_("Needs that no municipality backs"), _unbacked(work)),
        (_("Needs that municipalities back and no requirement answers"), _uncovered(work)),
    )
    found = [(title, tuple(alarms)) for title, alarms in kinds]
    return [Alarms(t, alarms[:MOST_OF_A_KIND], len(alarms)) for t, alarms in found if alarms]


def _unread(work: Work) -> Iterator[Alarm]:
    small = [
        o.id
        for o in organisations_of(work)
        if o.population is not None
        if o.population < small_below()
    ]
    if not small:
        text = _(
            "No municipality is known to have fewer than %(number)s inhabitants.",
            number=format_number(small_below()),
        )
        yield Alarm(text, "participants.index")
        return
    read = set(
        work.session.exec(
            select(ChapterReading.chapter_id)
            .where(col(ChapterReading.organisation_id).in_(small))
            .distinct()
        )
    )
    holds = select(Requirement.id).where(col(Requirement.chapter_id) == Chapter.id).exists()
    used = set(
        work.session.exec(
            select(Chapter.id).where(Chapter.procurement_id == work.procurement.id, holds)
        )
    )
    for node in chapter_tree(work):
        if node.id in used - read:
            text = _("No small municipality has read %(chapter)s.", chapter=node.heading)
            yield Alarm(text, "requirements.index", {"chapter": str(node.id)})


def _on_one(work: Work) -> Iterator[Alarm]:
    """All that back a requirement are one where the first of their names is the last."""
    name = col(Organisation.name)
    need: Any = col(NeedBacking.need_id)
    backers = (
        select(need, func.min(name).label("first"), func.max(name).label("last"))
        .join(Need, col(Need.id) == need)
        .join(Organisation, col(Organisation.id) == NeedBacking.organisation_id)
        .where(*_standing(work), col(NeedBacking.stance).in_(IN_FAVOUR))
        .group_by(need)
        .subquery()
    )
    first, last = func.min(backers.c.first), func.max(backers.c.last)
    rows = work.session.exec(
        select(Requirement.code, first)
        .join(NeedRequirement, col(NeedRequirement.requirement_id) == Requirement.id)
        .join(backers, backers.c.need_id == NeedRequirement.need_id)
        .group_by(Requirement.code)
        .having(first == last)
        .order_by(func.length(Requirement.code), Requirement.code)
    )
    for code, home in rows:
        text = _("%(code)s rests on %(municipality)s alone.", code=code, municipality=home)
        yield Alarm(text, "requirements.show", {"code": code})


def _unbacked(work: Work) -> Iterator[Alarm]:
    backed = select(NeedBacking.need_id).where(col(NeedBacking.stance).in_(IN_FAVOUR))
    for code in _codes(work, col(Need.id).not_in(backed)):
        yield Alarm(_("No municipality backs %(code)s.", code=code), "needs.show", {"code": code})


def _uncovered(work: Work) -> Iterator[Alarm]:
    backed = select(NeedBacking.need_id).where(col(NeedBacking.stance).in_(IN_FAVOUR))
    answered = select(NeedRequirement.need_id)
    for code in _codes(work, col(Need.id).in_(backed), col(Need.id).not_in(answered)):
        yield Alarm(_("No requirement answers %(code)s.", code=code), "needs.show", {"code": code})


def _codes(work: Work, *where: Any) -> list[str]:
    statement = (
        select(Need.code)
        .where(*_standing(work), *where)
        .order_by(func.length(Need.code), Need.code)
    )
    return list(work.session.exec(statement))


def silent_municipalities(work: Work) -> str:
    """Say how many municipalities have answered nothing, or nothing at all."""
    answered = set(
        work.session.exec(
            select(NeedBacking.organisation_id)
            .join(Need, col(Need.id) == NeedBacking.need_id)
            .where(*_standing(work))
            .distinct()
        )
    )
    silent = sum(organisation.id not in answered for organisation in organisations_of(work))
    if not silent:
        return ""
    return ngettext(
        "%(number)s municipality has answered nothing yet.",
        "%(number)s municipalities have answered nothing yet.",
        silent,
    )
