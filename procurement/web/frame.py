"""What stands around every page: procurement, phases, side menu with counts."""

from dataclasses import dataclass
from typing import Any

from flask import Flask, g, request
from sqlmodel import col, func, select

from procurement.access import Permission
from procurement.domain import Need, Phase, Procurement, Requirement, Source
from procurement.i18n import gettext as _
from procurement.services.quality import count_broken
from procurement.services.review.triage import count_open
from procurement.services.scoring import my_cells
from procurement.services.work import Work, procurements_of
from procurement.web.guard import signed_in_user, wants_part


@dataclass(frozen=True)
class Item:
    """One line of the side menu."""

    text: str
    endpoint: str
    count: int | None = None
    alarm: str = ""  # what needs attention, in words
    also: tuple[str, ...] = ()  # other blueprints whose pages belong to this line

    @property
    def is_here(self) -> bool:
        """True if the page shown belongs to this line."""
        blueprint = self.endpoint.partition(".")[0]
        return (request.blueprint or "") in (blueprint, *self.also)


@dataclass(frozen=True)
class Section:
    """A part of the side menu."""

    title: str
    items: tuple[Item, ...]


@dataclass(frozen=True)
class PhaseStep:
    """A phase on the bar."""

    phase: Phase
    state: str  # done | now | ahead


@dataclass(frozen=True)
class Frame:
    """Everything around the content of a page inside a procurement."""

    work: Work
    sections: tuple[Section, ...]
    phases: tuple[PhaseStep, ...]
    procurements: list[Procurement]


_ABOUT_DOCUMENTS = ("tender_texts", "masters", "house_style", "previews")


def init_app(app: Flask) -> None:
    """Give every template its frame, and every address its procurement."""
    app.context_processor(_context)
    app.url_defaults(_fill_slug)


def _context() -> dict[str, Any]:
    work = None if wants_part() else g.get("work")  # a part has nothing around it
    return {"user": g.get("user"), "frame": _frame(work) if work else None}


def _fill_slug(endpoint: str, values: dict[str, Any]) -> None:
    from_map = endpoint.partition(".")[0] not in ("static", "account")
    if from_map and "slug" not in values and "work" in g:
        values["slug"] = g.work.procurement.slug


def _frame(work: Work) -> Frame:
    user = signed_in_user()
    return Frame(
        work=work,
        sections=tuple(section for section in _sections(work) if section.items),
        phases=_phases(work.procurement.phase),
        procurements=procurements_of(work.session, user) if user else [],
    )


def _phases(now: Phase) -> tuple[PhaseStep, ...]:
    def state(phase: Phase) -> str:
        if phase == now:
            return "now"
        return "done" if now.has_reached(phase) else "ahead"

    return tuple(PhaseStep(phase, state(phase)) for phase in Phase)


def _groundwork(work: Work) -> Section:
    items = [
        Item(_("Sources"), "sources.index", _count(work, Source), also=("source_texts",)),
        Item(_("Needs"), "needs.index", _count(work, Need), also=("merging", "need_traces")),
    ]
    if work.may(Permission.back):
        items.append(Item(_("Backing"), "backing.index"))
    return Section(_("Groundwork"), tuple(items))


def _sections(work: Work) -> list[Section]:
    return [
        Section(
            "",
            (
                Item(_("Home"), "home.index"),
                Item(_("The procurement"), "procurement.show"),
                Item(_("Municipalities"), "participants.index"),
            ),
        ),
        _groundwork(work),
        Section(_("Specification"), tuple(_specification_items(work))),
        Section(
            _("Evaluation model"),
            (
                Item(_("Criteria and weights"), "criteria.index", also=("criterion_edits",)),
                Item(_("Price model"), "price_model.index"),
                Item(_("Price form"), "price_lines.index"),
                Item(_("Model test"), "model_test.index", also=("simulation", "sign_off")),
            ),
        ),
        Section(_("Handing out"), tuple(_handing_out_items(work))),
        Section(_("Evaluation"), tuple(_evaluation_items(work))),
    ]


def _specification_items(work: Work) -> list[Item]:
    return [
        Item(_("Requirements"), "requirements.index", _count(work, Requirement)),
        Item(_("Catalogue"), "catalogue.index"),
        Item(_("Language check"), "wording.index", also=("word_lists",)),
        Item(_("Review"), "approvals.index"),
        _comments_item(work),
        _quality_item(work),
        Item(_("Baselines and changes"), "baselines.index"),
    ]


def _handing_out_items(work: Work) -> list[Item]:
    items = [
        Item(_("Documents"), "documents.index", also=_ABOUT_DOCUMENTS),
        Item(_("Sealing"), "sealing.show"),
    ]
    if work.procurement.phase.has_reached(Phase.sealed):
        items.append(Item(_("Addenda"), "addenda.index", also=("addendum_changes",)))
    return items


def _count(work: Work, table: type[Source] | type[Need] | type[Requirement]) -> int:
    statement = select(func.count()).select_from(table)
    statement = statement.where(table.procurement_id == work.procurement.id)
    if table is Need:
        statement = statement.where(col(Need.merged_into_id).is_(None))
    return work.session.exec(statement).one()


def _quality_item(work: Work) -> Item:
    broken = count_broken(work)
    alarm = _("broken links") if broken else ""
    return Item(_("Traceability"), "quality.index", broken or None, alarm, also=("suspects",))


def _comments_item(work: Work) -> Item:
    left = count_open(work)
    alarm = _("without an answer") if left else ""
    return Item(
        _("Comments"), "triage.index", left or None, alarm, also=("rounds", "comments", "inputs")
    )


def _evaluation_items(work: Work) -> list[Item]:
    items = []
    if work.may(Permission.read_own_scores):
        left = None
        if work.may(Permission.score):
            left = sum(cell.score is None for cell in my_cells(work)) or None
        alarm = _("to score") if left else ""
        items.append(Item(_("My scoring"), "scoring.index", left, alarm))
    if work.may(Permission.read_result):
        items.append(Item(_("Result"), "result.index"))
    return items
