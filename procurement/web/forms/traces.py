"""Link a requirement to a need, or to the criterion it is judged under."""

from collections.abc import Sequence
from decimal import Decimal

from wtforms import HiddenField, RadioField, SelectField, TextAreaField

from procurement.domain import Need, Requirement
from procurement.i18n import lazy_gettext as _
from procurement.services.criteria import CriterionNode
from procurement.web.forms.kinds import (
    DecimalField,
    Form,
    at_most,
    choices,
    number_between,
    required,
    shown_number,
)


class _ReasonForm(Form):
    """Why a requirement answers a need."""

    reason = TextAreaField(
        _("Reason"),
        [required(), at_most(1000)],
        description=_("One sentence: why does the requirement answer the need?"),
    )


class NeedLinkForm(_ReasonForm):
    """A need, and why the requirement answers it."""

    need = RadioField(_("Need"), [required()], validate_choice=False)

    def offer(self, needs: Sequence[Need]) -> None:
        """Let the user choose among these needs."""
        self.need.choices = choices((n.code, f"{n.code} {n.statement}") for n in needs)


class RequirementLinkForm(_ReasonForm):
    """A requirement, and why it answers the need."""

    requirement = RadioField(_("Requirement"), [required()], validate_choice=False)

    def offer(self, requirements: Sequence[Requirement]) -> None:
        """Let the user choose among these requirements."""
        self.requirement.choices = choices(
            (r.code, f"{r.code} {r.statement}") for r in requirements
        )


class ReasonForm(_ReasonForm):
    """Another reason for a link that is there."""

    seen = HiddenField()


class UnlinkForm(Form):
    """Confirm that a link goes."""


class CriterionForm(Form):
    """A criterion, and the requirement's share of it."""

    criterion = SelectField(_("Criterion"))
    share = DecimalField(
        _("Share of the criterion, in per cent"),
        [number_between(0, 100)],
        description=_("The shares under a criterion should sum to 100."),
    )

    def offer(self, tree: Sequence[CriterionNode], requirement: Requirement) -> None:
        """Let the user choose a quality criterion; start from where the requirement stands."""
        leaves = [n.criterion for n in tree if n.is_leaf and not n.criterion.is_priced]
        self.criterion.choices = choices((c.code, f"{c.code} {c.name}") for c in leaves)
        if requirement.shares and not self.is_submitted():
            held = requirement.shares[0]
            self.criterion.data = held.criterion.code
            self.share.data = shown_number(held.share)

    def chosen_share(self) -> Decimal:
        """Return the share, once it has been validated."""
        return self.share.number or Decimal(0)
