"""Write an addendum, and say what becomes of a field of a requirement."""

from datetime import datetime
from enum import StrEnum

from wtforms import DateTimeLocalField, HiddenField, SelectField, StringField, TextAreaField
from wtforms.validators import Optional

from procurement.i18n import gettext, local_time, moment_at
from procurement.i18n import lazy_gettext as _
from procurement.services.addenda import FIELDS, AddendumDraft, field_name
from procurement.web.forms.kinds import EnumField, Form, at_most, choices, required, typed

_FORMAT = "%Y-%m-%dT%H:%M"


class MomentField(DateTimeLocalField):  # type: ignore[misc]
    """A day and a time in Norway; what is none is kept as typed and refused with a sentence."""

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read the moment."""
        try:
            super().process_formdata(valuelist)
        except ValueError as error:
            raise ValueError(_no_moment()) from error
        if self.data is not None and not 2000 <= self.data.year < 3000:
            raise ValueError(_no_moment())


def _no_moment() -> str:
    return gettext("Write date and time like 2026-12-31T12:00.")


class AddendumForm(Form):
    """What an addendum says, and what was thought of the deadline."""

    title = StringField(_("Title"), [required(), at_most(120)])
    text = TextAreaField(
        _("Text"),
        [at_most(8000)],
        description=_(
            "Questions and answers as they go out to everybody. Do not say who has asked."
        ),
    )
    deadline = MomentField(
        _("New deadline for tenders"),
        [Optional()],
        format=[_FORMAT],
        description=_("Leave it blank if the deadline is not put off."),
    )
    why_material = TextAreaField(
        _("What we have thought of the deadline"),
        [at_most(8000)],
        description=_(
            "For the file: is there time enough to answer the change? It does not go out."
        ),
    )
    version = HiddenField()

    @property
    def draft(self) -> AddendumDraft:
        """Return what was written, once it has been validated."""
        at: datetime | None = self.deadline.data
        return AddendumDraft(
            typed(self.title),
            typed(self.text),
            moment_at(at) if at else None,
            typed(self.why_material),
        )


def shown_deadline(at: datetime | None) -> datetime | None:
    """Return a deadline as the field shows it."""
    return local_time(at) if at else None


class ChooseForm(Form):
    """Which field of which requirement is to be changed."""

    code = StringField(
        _("Requirement"), [required(), at_most(20)], description=_("Its code, such as KR-014.")
    )
    field = SelectField(_("What is to be changed"))

    def offer(self) -> None:
        """Offer the fields that an addendum can change."""
        self.field.choices = choices((name, field_name(name)) for name in FIELDS)


class ChangeForm(Form):
    """What a text becomes, and why."""

    after = TextAreaField(_("New text"), [at_most(8000)])
    reason = TextAreaField(
        _("Reason"),
        [required(), at_most(8000)],
        description=_("It goes out with the change. Write it for the suppliers."),
    )
    version = HiddenField()


def choice_form(members: type[StrEnum], empty: str | None) -> type[ChangeForm]:
    """Return the form for a field in which one of some values is chosen."""

    class ChoiceForm(ChangeForm):
        """What a choice becomes, and why."""

        after = EnumField(members, label=_("New value"), empty=empty)

    return ChoiceForm


class PublishForm(Form):
    """Confirm that an addendum goes out."""

    why_material = AddendumForm.why_material
    version = HiddenField()
