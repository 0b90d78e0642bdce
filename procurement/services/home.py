"""What waits for me, and what others have done since last time."""

from dataclasses import dataclass, field

from sqlmodel import col, select

from procurement.access import Permission
from procurement.domain import Action, Event, ParticipationStatus, Phase
from procurement.i18n import gettext as _
from procurement.i18n import ngettext
from procurement.services.backing import own_organisation
from procurement.services.evaluation import is_current, latest_result
from procurement.services.impartiality import why_not_reading
from procurement.services.own_backing import unanswered
from procurement.services.participants import participants_of
from procurement.services.quality import Severity, findings_of, number_of
from procurement.services.review.waiting import waiting_for_me
from procurement.services.scoring import first_open, my_cells
from procurement.services.sealing import waiting
from procurement.services.wording_check import check_all
from procurement.services.wording_overview import tally_all
from procurement.services.work import Work

MOST_TASKS = 7


@dataclass(frozen=True)
class Task:
    """One thing that waits for me, with the page where I do it."""

    text: str
    page: str
    code: str = ""
    second: str = ""
    more: dict[str, str] = field(default_factory=dict)  # what else the address holds

    @property
    def values(self) -> dict[str, str]:
        """Return what the address is made of."""
        named = {"code": self.code, "bid": self.second}
        return {name: value for name, value in named.items() if value} | self.more


def tasks_of(work: Work) -> list[Task]:
    """Return what waits for me, most urgent first, at most seven."""
    tasks = [*_scoring(work), *_result(work), *_seal(work), *_review(work)]
    tasks += _specification(work, MOST_TASKS - len(tasks))
    return [*tasks, *_backing(work), *_municipalities(work)][:MOST_TASKS]


def _scoring(work: Work) -> list[Task]:
    if not work.may(Permission.score):
        return []
    refusal = why_not_reading(work)
    if refusal:
        return [Task(refusal, "scoring.index")]
    cells = my_cells(work)
    cell = first_open(cells)
    if cell is None:
        return []
    left = sum(c.score is None for c in cells)
    text = ngettext("%(number)s score is left.", "%(number)s scores are left.", left)
    return [Task(text, "scoring.cell", cell.requirement.code, cell.bid.supplier.code)]


def _result(work: Work) -> list[Task]:
    if not work.may(Permission.compute_result):
        return []
    stored = latest_result(work)
    if stored is None:
        return [Task(_("The prices are open. Compute the result."), "result.index")]
    if not is_current(work, stored):
        text = _("Something has changed since the result was computed. Compute it again.")
        return [Task(text, "result.index")]
    return [Task(_("The result is computed. Read it before the award."), "result.index")]


def _seal(work: Work) -> list[Task]:
    text = waiting(work)
    return [Task(text, "sealing.show")] if text else []


def _review(work: Work) -> list[Task]:
    return [Task(w.text, w.page, w.code, more=w.more) for w in waiting_for_me(work)]


def _specification(work: Work, room: int) -> list[Task]:
    if room < 1 or not work.may(Permission.edit_requirements):
        return []
    urgent = findings_of(work, Severity.warning)
    tasks = [Task(f.text, f.page, f.code) for f in urgent[: room - 1]]
    left = number_of(urgent[room - 1 :])
    if left:
        text = ngettext("%(number)s more broken link.", "%(number)s more broken links.", left)
        tasks.append(Task(text, "quality.index"))
    return [*_wording(work), *tasks]


def _wording(work: Work) -> list[Task]:
    errors = tally_all(check_all(work)).errors
    if not errors:
        return []
    text = ngettext(
        "The language check has found %(number)s error.",
        "The language check has found %(number)s errors.",
        errors,
    )
    return [Task(text, "wording.index")]


def _backing(work: Work) -> list[Task]:
    own = own_organisation(work) if work.may(Permission.back) else None
    left = unanswered(work, own) if own else 0
    if own is None or not left:
        return []
    text = ngettext(
        "%(number)s need waits for an answer from %(municipality)s.",
        "%(number)s needs wait for an answer from %(municipality)s.",
        left,
        municipality=own.name,
    )
    return [Task(text, "backing.index")]


def _municipalities(work: Work) -> list[Task]:
    if not (
        work.may(Permission.change_phase) and not work.procurement.phase.has_reached(Phase.sealed)
    ):
        return []
    undecided = len(participants_of(work, ParticipationStatus.undecided))
    if not undecided:
        return []
    text = ngettext(
        "%(number)s municipality has not decided.",
        "%(number)s municipalities have not decided.",
        undecided,
    )
    return [Task(text, "participants.index")]


def changes_by_others(work: Work, most: int = 8) -> list[Event]:
    """Return the latest lines of the log that are not mine and not about access."""
    quiet = [Action.access_denied, Action.signed_in, Action.sign_in_refused]
    return list(
        work.session.exec(
            select(Event)
            .where(Event.procurement_id == work.procurement.id)
            .where(Event.actor != work.user.email)
            .where(col(Event.action).not_in(quiet))
            .order_by(col(Event.at).desc())
            .limit(most)
        )
    )
