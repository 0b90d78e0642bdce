"""Add or change a line of the price form."""

from decimal import Decimal
from typing import Self

from wtforms import BooleanField, HiddenField, StringField, TextAreaField
from wtforms.validators import ValidationError

from procurement.i18n import gettext
from procurement.i18n import lazy_gettext as _
from procurement.services.price_lines import LineDraft, LineRow
from procurement.web.forms.kinds import DecimalField, Form, at_most, required, typed

_MOST = Decimal(10) ** 12


def _perhaps_quantity(_form: Form, field: DecimalField) -> None:
    """Refuse what is no quantity; nothing typed is none, and never zero."""
    if not typed(field):
        field.number = None
    elif field.number is None or not 0 <= field.number <= _MOST:
        raise ValidationError(gettext("Type a quantity, such as 17 or 2 000,5."))


class PriceLineForm(Form):
    """What is priced, in which unit, how much of it, and who buys it when."""

    code = StringField(_("Code"), [required(), at_most(20)])
    name = StringField(_("Name"), [required(), at_most(120)])
    unit = StringField(
        _("Unit"), [required(), at_most(30)], description=_("Such as year, hour or municipality.")
    )
    quantity = DecimalField(
        _("Quantity"),
        [_perhaps_quantity],
        description=_("Leave it empty if you divide it below; then it is their sum."),
    )
    is_option = BooleanField(_("It is an option and does not count in the evaluated price"))
    divided = TextAreaField(
        _("Divided among municipalities and years"),
        [at_most(8000)],
        description=_(
            "Paste from a spreadsheet: a row for each municipality, its name first, then a column "
            "for each year of the contract. Leave it empty if the quantity is not divided."
        ),
    )
    seen = HiddenField()

    @classmethod
    def of(cls, row: LineRow) -> Self:
        """Return the form for a line."""
        quantity = None if row.divided else row.line.quantity
        own = {"quantity": quantity, "divided": row.divided, "seen": row.edition}
        return cls(data=row.line.model_dump() | own)

    def draft(self) -> LineDraft:
        """Return what was typed, once it has been validated."""
        return LineDraft(
            code=typed(self.code),
            name=typed(self.name),
            unit=typed(self.unit),
            quantity=self.quantity.number,
            is_option=bool(self.is_option.data),
            divided=(self.divided.data or "").replace("\r\n", "\n"),
        )


class RemoveLineForm(Form):
    """Confirm that a line is removed, as it was seen."""

    seen = HiddenField()
