"""Say of links that they still hold, with who and why; each takes its ends as they stand now."""

from contextlib import suppress
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from procurement.domain import (
    Action,
    Comment,
    Requirement,
    RequirementStatus,
)
from procurement.domain.storage import Checked, Resting
from procurement.errors import FieldError
from procurement.i18n import gettext as _
from procurement.services.review.approvals import approve, send_one
from procurement.services.suspects.kinds import Suspect, SuspectKind
from procurement.services.suspects.reading import find_suspects
from procurement.services.work import Work, now

_LONGEST_REASON = 1000


@dataclass(frozen=True)
class Cleared:
    """What became of the links that somebody looked at."""

    done: int
    left: int  # changed again since the page was opened, gone, or not theirs to clear


def clear(work: Work, keys: list[str], why: str) -> Cleared:
    """Say that these links still hold, and why; what has changed again meanwhile is left."""
    why = why.strip()
    if not why:
        raise FieldError("why", _("Say in one sentence why it still holds."))
    if len(why) > _LONGEST_REASON:
        raise FieldError("why", _("At most %(max)d characters.", max=_LONGEST_REASON))
    if not keys:
        raise FieldError("keys", _("Choose at least one."))
    done = 0
    for kind in SuspectKind:
        wanted = {key for key in keys if key.startswith(f"{kind}:")}
        for row, suspect in find_suspects(work, kind, _first(wanted)):
            if suspect.key in wanted and suspect.may_clear:
                _clear(work, row, suspect, why)
                done += 1
    work.session.flush()
    return Cleared(done, len(set(keys)) - done)


def _first(keys: set[str]) -> set[UUID]:
    """Return the first id of each key; what is no id finds nothing."""
    found = set()
    for key in keys:
        with suppress(ValueError):
            found.add(UUID(key.split(":")[1]))
    return found


def _clear(work: Work, row: Any, suspect: Suspect, why: str) -> None:
    if suspect.kind == SuspectKind.approval:
        _approve_anew(work, suspect, why)
    elif isinstance(row, Comment):
        row.about_fingerprint = suspect.ends[0].row.fingerprint
    elif isinstance(row, Resting):
        for field in row.RESTS_ON:
            setattr(row, field, "")  # taken anew when it is saved
    if isinstance(row, Checked):
        row.checked_by, row.checked_at, row.checked_why = work.user.email, now(), why
    work.record(Action.suspect_cleared, f"{suspect.text}: {why}")


def _approve_anew(work: Work, suspect: Suspect, why: str) -> None:
    """An approval is never rewritten: whoever says that it still holds gives one of their own."""
    requirement = suspect.ends[0].row
    assert isinstance(requirement, Requirement)
    if requirement.status == RequirementStatus.draft:
        send_one(work, requirement)
    approve(work, requirement, requirement.version, why)
