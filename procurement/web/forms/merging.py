"""Merge needs that say the same."""

from collections.abc import Sequence

from wtforms import RadioField, TextAreaField

from procurement.domain import Need
from procurement.i18n import gettext
from procurement.i18n import lazy_gettext as _
from procurement.web.forms.kinds import Form, at_most, choices


class MergeForm(Form):
    """Which other need says the same, and which of the two stands."""

    other = RadioField(_("The need that says the same"), validate_choice=False)
    stands = RadioField(_("Which of them stands?"), default="this")
    why = TextAreaField(
        _("Reason"),
        [at_most(1000)],
        description=_("Shown on both needs, so that others see why."),
    )

    def offer(self, need: Need, others: Sequence[Need]) -> None:
        """Let the user choose among these needs."""
        self.other.choices = choices((n.code, f"{n.code} {n.statement}") for n in others)
        self.stands.choices = choices(
            [
                ("this", f"{need.code} {need.statement}"),
                ("other", gettext("The other one")),
            ]
        )
