"""The date of the notice, and the ground for a lower weight of climate and environment."""

from datetime import date

from wtforms import HiddenField, StringField, TextAreaField

from procurement.domain import EnvironmentGround, EvaluationModel, Procurement
from procurement.errors import FieldError
from procurement.i18n import gettext as _
from procurement.i18n import lazy_gettext as _l
from procurement.services.environment import EnvironmentDraft
from procurement.web.forms.kinds import EnumField, Form, at_most, typed, whole_number


class EnvironmentForm(Form):
    """Date, ground and reasons."""

    notice_date = StringField(
        _l("Date of the notice"),
        description=_l("It decides which rules apply."),
        render_kw={"type": "date"},
    )
    ground = EnumField(
        EnvironmentGround, label=_l("Ground for a lower weight"), empty=_l("No ground")
    )
    reasons = TextAreaField(
        _l("Reasons"),
        [at_most(8000)],
        description=_l("Compare with a criterion of 30 per cent, and say what it rests on."),
    )
    version = HiddenField(default="0")
    procurement_version = HiddenField(default="0")

    @classmethod
    def of(cls, model: EvaluationModel, here: Procurement) -> "EnvironmentForm":
        """Return the form with what is stored, or with what was sent."""
        day = model.notice_date.isoformat() if model.notice_date else ""
        return cls(
            notice_date=day,
            ground=model.environment_ground or "",
            reasons=here.environment_justification,
            version=str(model.version),
            procurement_version=str(here.version),
        )

    def draft(self) -> EnvironmentDraft:
        """Return what was typed; raise at a date that is none."""
        ground = EnvironmentGround(self.ground.data) if self.ground.data else None
        reasons = typed(self.reasons).replace("\r\n", "\n")
        return EnvironmentDraft(self._day(), ground, reasons)

    def _day(self) -> date | None:
        text = typed(self.notice_date)
        if not text:
            return None
        try:
            return date.fromisoformat(text)
        except ValueError as error:
            message = _("Type the date as year, month and day: 2027-02-15.")
            raise FieldError("notice_date", message) from error

    def seen(self) -> tuple[int, int]:
        """Return the versions of model and procurement that were seen."""
        return whole_number(self.version.data), whole_number(self.procurement_version.data)
