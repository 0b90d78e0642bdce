"""Add or change a need."""

from collections.abc import Sequence

from wtforms import HiddenField, SelectMultipleField, StringField, TextAreaField
from wtforms.validators import Regexp

from procurement.domain import Need, NeedKind, NeedPriority, Quote
from procurement.domain.storage import CODE
from procurement.errors import ClashError
from procurement.i18n import lazy_gettext as _
from procurement.services.needs import NeedDraft
from procurement.web.forms.kinds import EnumField, Form, at_most, choices, required, typed


class NeedForm(Form):
    """One need in one sentence, and the quotes that it rests on."""

    code = StringField(
        _("Code"),
        [required(), at_most(20), Regexp(CODE, message=_("Write the code like B-07."))],
    )
    statement = TextAreaField(
        _("Need"),
        [required(), at_most(1000)],
        description=_("One sentence that says what the municipalities need."),
    )
    area = StringField(_("Area"), [required(), at_most(120)])
    kind = EnumField(NeedKind, label=_("Kind of finding"))
    priority = EnumField(NeedPriority, label=_("Priority"))
    quote_codes = SelectMultipleField(
        _("Quotes it rests on"),
        description=_("Hold Ctrl to choose several."),
    )
    held = HiddenField()  # the quotes that were chosen when the form was shown
    version = HiddenField(default="1")

    def offer(self, quotes: Sequence[Quote], areas: Sequence[str]) -> None:
        """Let the user choose among these quotes, and suggest these areas."""
        self.quote_codes.choices = choices(
            (quote.code, f"{quote.code}: {quote.text[:110]}") for quote in quotes
        )
        self.areas = areas

    def rebase(self, error: ClashError, need: Need) -> None:
        """Take over what others saved, keep what was typed where both changed a field."""
        for name, value in error.merged.items():
            if name in self and name not in error.clashes:
                self[name].process_data(value)
        self.version.data = str(need.version)

    def draft(self) -> NeedDraft:
        """Return what was typed, once it has been validated."""
        return NeedDraft(
            code=typed(self.code),
            statement=typed(self.statement),
            area=typed(self.area),
            kind=self.kind.data,
            priority=self.priority.data,
            quote_codes=tuple(self.quote_codes.data),
            held_codes=tuple((self.held.data or "").split()),
        )
