"""What a municipality answers about the needs of an area: as many rows as there are needs."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from procurement.domain import Need, NeedBacking, Stance
from procurement.errors import FieldError
from procurement.i18n import gettext as _
from procurement.services.backing import MOST_IMPORTANT, BackingDraft
from procurement.web.forms.kinds import whole_number

_LONGEST_REASON = 1000


@dataclass
class BackingRow:
    """One need, what is answered, and what is wrong with what was typed."""

    need: Need
    held: NeedBacking | None
    stance: str = ""
    importance: str = ""
    reason: str = ""
    read: str = ""  # the need as it was read
    seen: int = 0  # the answer as it was seen
    errors: dict[str, str] = field(default_factory=dict)
    is_confirmed: bool = False
    has_clash: bool = False

    @property
    def is_stale(self) -> bool:
        """True if the need has changed since it was answered."""
        return self.held is not None and self.held.need_fingerprint != self.need.fingerprint

    @property
    def is_changed(self) -> bool:
        """True if something else was typed than what is stored, or it was confirmed."""
        return self.is_confirmed or (self.stance, self.importance, self.reason) != _stored(
            self.held
        )

    def draft(self) -> BackingDraft:
        """Return what was typed; raise FieldError where it cannot be read."""
        if self.stance and self.stance not in set(Stance):
            raise FieldError("stance", _("Choose where your municipality stands."))
        if self.importance and not 1 <= whole_number(self.importance) <= MOST_IMPORTANT:
            raise FieldError("importance", _("The importance is a number from 1 to 5."))
        if len(self.reason) > _LONGEST_REASON:
            most = _("At most %(max)d characters.", max=_LONGEST_REASON)
            raise FieldError("reason", most)
        return BackingDraft(
            stance=Stance(self.stance) if self.stance else None,
            importance=whole_number(self.importance) or None,
            reason=self.reason,
            read=self.read,
            seen=self.seen,
        )


def _stored(held: NeedBacking | None) -> tuple[str, str, str]:
    if held is None:
        return "", "", ""
    importance = "" if held.importance is None else str(held.importance)
    return held.stance.value, importance, held.reason


@dataclass
class BackingForm:
    """The rows of an area, or of one page of it."""

    rows: list[BackingRow]

    @classmethod
    def of(cls, needs: Sequence[Need], held: Mapping[UUID, NeedBacking]) -> "BackingForm":
        """Return the form with what is answered."""
        return cls([_row(need, held.get(need.id)) for need in needs])

    @classmethod
    def read(
        cls, needs: Sequence[Need], held: Mapping[UUID, NeedBacking], data: Mapping[str, str]
    ) -> "BackingForm":
        """Return the form with what was typed; what was not sent is as it is stored."""
        form = cls.of(needs, held)
        for row in form.rows:
            code = row.need.code
            if f"read-{code}" not in data:
                continue
            row.stance = data.get(f"stance-{code}", "")
            row.importance = data.get(f"importance-{code}", "")
            row.reason = data.get(f"reason-{code}", "").replace("\r\n", "\n").strip()
            row.read = data[f"read-{code}"][:64]
            row.is_confirmed = row.is_stale and f"confirm-{code}" in data
            row.seen = whole_number(data.get(f"seen-{code}"))
        return form

    @property
    def is_in_order(self) -> bool:
        """True if nothing is wrong with any row."""
        return not any(row.errors or row.has_clash for row in self.rows)

    @property
    def wrong(self) -> list[tuple[str, str]]:
        """Return the place on the page and the sentence for each thing that is wrong."""
        return [
            (f"{name}-{row.need.code}", f"{row.need.code}: {sentence}")
            for row in self.rows
            for name, sentence in row.errors.items()
        ]


def _row(need: Need, held: NeedBacking | None) -> BackingRow:
    version = held.version if held else 0
    return BackingRow(need, held, *_stored(held), read=need.fingerprint, seen=version)
