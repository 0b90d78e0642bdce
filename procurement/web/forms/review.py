"""Open a round, comment, and say what becomes of a comment."""

from collections.abc import Mapping, Sequence
from datetime import date
from uuid import UUID

from wtforms import DateField, HiddenField, SelectField, StringField, TextAreaField
from wtforms.validators import Optional, ValidationError

from procurement.domain import Comment, Disposition, ReviewRound, RoundKind
from procurement.i18n import gettext
from procurement.i18n import lazy_gettext as _
from procurement.services.baselines import BaselineRow
from procurement.services.review.comments import CommentDraft
from procurement.services.review.rounds import RoundDraft
from procurement.services.review.triage import Settlement
from procurement.web.forms.kinds import (
    EnumField,
    Form,
    at_most,
    choices,
    required,
    typed,
    whole_number,
)


class DayField(DateField):  # type: ignore[misc]
    """A date, from the date picker of the browser or typed as 2026-12-31."""

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read the date; what is no date is kept as typed and refused with a sentence."""
        try:
            super().process_formdata(valuelist)
        except ValueError as error:
            raise ValueError(gettext("Write the date like 2026-12-31.")) from error


class RoundForm(Form):
    """Who is asked, about what, and until when."""

    name = StringField(
        _("Name of the round"),
        [required(), at_most(120)],
        description=_("What you call it among yourselves, such as “Hearing, autumn”."),
    )
    kind = EnumField(RoundKind, label=_("Who is asked"))
    due = DayField(_("Due date"), [Optional()])
    note = TextAreaField(
        _("What you ask for"),
        [at_most(8000)],
        description=_("Say in two or three sentences what you want to know."),
    )
    baseline = SelectField(
        _("Baseline"), description=_("Choose one if the round is about a frozen edition.")
    )
    version = HiddenField(default="1")

    def offer(self, baselines: Sequence[BaselineRow]) -> None:
        """Let the user choose among these baselines, or what stands at any time."""
        named = ((str(b.number), f"{b.number} {b.name}".strip()) for b in baselines)
        self.baseline.choices = choices((("0", gettext("What stands at any time")), *named))

    def validate_due(self, field: DayField) -> None:
        """Refuse a date that is gone already, unless it was there before."""
        if field.data and field.data < date.today() and field.data != field.object_data:
            raise ValidationError(gettext("The due date is in the past."))

    def draft(self) -> RoundDraft:
        """Return what was typed, once it has been validated."""
        return RoundDraft(
            name=typed(self.name),
            kind=self.kind.data if "kind" in self else RoundKind.internal,  # it never changes
            due=self.due.data,
            note=typed(self.note),
            baseline=whole_number(self.baseline.data),
        )


class CloseForm(Form):
    """Confirm that a round closes."""

    version = HiddenField()


class CommentForm(Form):
    """What somebody says, in which round, and for whom."""

    text = TextAreaField(_("Your comment"), [required(), at_most(8000)])
    round = SelectField(_("Round"), default="0")
    organisation = SelectField(_("On behalf of"), default="")
    supplier = StringField(_("Supplier"), [at_most(120)])

    def offer(
        self, rounds: Sequence[ReviewRound], senders: Mapping[UUID, str], suppliers: Sequence[str]
    ) -> None:
        """Let the user choose among these rounds and municipalities; leave out idle fields."""
        named = [(str(r.number), r.name) for r in rounds]
        self.round.choices = choices((*named, ("0", gettext("Outside of any round"))))
        homes = [(str(each), name) for each, name in senders.items()]
        self.organisation.choices = choices((("", gettext("Nobody in particular")), *homes))
        self.suppliers = suppliers
        if rounds and not self.is_submitted():
            self.round.data = str(rounds[0].number)
        if not rounds:
            del self.round
        if not senders:
            del self.organisation
        if not any(r.kind == RoundKind.market for r in rounds):
            del self.supplier

    def draft(self) -> CommentDraft:
        """Return what was typed, once it has been validated."""
        home = self.organisation.data if "organisation" in self else ""
        return CommentDraft(
            text=typed(self.text),
            round=whole_number(self.round.data) if "round" in self else 0,
            supplier=typed(self.supplier) if "supplier" in self else "",
            organisation_id=UUID(home) if home else None,
        )


class SettleForm(Form):
    """What becomes of a comment, and why."""

    disposition = EnumField(Disposition, empty=_("No disposition yet"), label=_("Disposition"))
    reason = TextAreaField(
        _("Answer to the sender"),
        [at_most(8000)],
        description=_("Must be filled in when the comment is not accepted."),
    )
    duplicate_of = StringField(_("Which comment said it before"), [at_most(20)])
    version = HiddenField()

    @classmethod
    def of(cls, comment: Comment, original: Comment | None) -> "SettleForm":
        """Return the form with what was decided before, or empty."""
        return cls(
            disposition=comment.disposition or "",
            reason=comment.disposition_reason,
            duplicate_of=original.code if original else "",
            version=str(comment.version),
        )

    def decided(self) -> Settlement:
        """Return what was decided, once it has been validated."""
        return Settlement(
            disposition=self.disposition.data or None,
            reason=typed(self.reason),
            duplicate_of=typed(self.duplicate_of).upper(),
        )
