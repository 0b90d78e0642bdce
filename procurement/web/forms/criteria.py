"""Add or change a criterion, and the scale."""

from typing import Self

from wtforms import BooleanField, HiddenField, StringField, TextAreaField
from wtforms.validators import Optional

from procurement.domain import Criterion, CriterionKind, ScaleStep
from procurement.i18n import lazy_gettext as _
from procurement.services.criterion_edits import CriterionDraft
from procurement.services.scale import edition_of, scale_text
from procurement.web.forms.kinds import (
    DecimalField,
    EnumField,
    Form,
    at_most,
    number_between,
    required,
    typed,
)


class CriterionForm(Form):
    """What a criterion is called, what it measures, and what bidders must document."""

    code = StringField(_("Code"), [required(), at_most(20)])
    name = StringField(_("Name"), [required(), at_most(120)])
    kind = EnumField(CriterionKind, label=_("Kind"))
    documentation = TextAreaField(
        _("Documentation demand"),
        [at_most(8000)],
        description=_("What the bidder must send in, so that this can be judged."),
    )
    weight_least = DecimalField(
        _("Published range of the weight, from"),
        [Optional(), number_between(0, 100)],
        description=_(
            "Only if the documents state a range instead of one weight. Leave it empty otherwise."
        ),
    )
    weight_most = DecimalField(
        _("Published range of the weight, to"), [Optional(), number_between(0, 100)]
    )
    is_published = BooleanField(_("The weight stands in the documents"))
    parent = HiddenField()
    version = HiddenField(default="1")

    @classmethod
    def of(cls, criterion: Criterion) -> Self:
        """Return the form for a criterion; its code stays."""
        form = cls(obj=criterion)
        del form.code
        return form

    def draft(self) -> CriterionDraft:
        """Return what was typed, once it has been validated."""
        return CriterionDraft(
            name=typed(self.name),
            kind=self.kind.data,
            documentation=typed(self.documentation),
            weight_least=self.weight_least.number,
            weight_most=self.weight_most.number,
            is_published=bool(self.is_published.data),
        )


class ScaleForm(Form):
    """The scale, a line for each step."""

    text = TextAreaField(
        _("The scale"),
        [required(), at_most(8000)],
        description=_(
            "A line for each step: the points, a colon, and what they mean. 8: Covers it well."
        ),
    )
    seen = HiddenField()

    @classmethod
    def of(cls, steps: list[ScaleStep]) -> Self:
        """Return the form with the scale as it stands."""
        return cls(text=scale_text(steps), seen=edition_of(steps))
