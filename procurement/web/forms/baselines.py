"""Name a baseline."""

from wtforms import StringField, TextAreaField

from procurement.i18n import lazy_gettext as _
from procurement.web.forms.kinds import Form, at_most, required, typed


class BaselineForm(Form):
    """What a baseline is called, and what it is for."""

    name = StringField(
        _("Name of the baseline"),
        [required(), at_most(120)],
        description=_("What you call it among yourselves, such as “Before the hearing”."),
    )
    note = TextAreaField(
        _("Note"),
        [at_most(8000)],
        description=_("Say why you freeze it now. Nobody can change the note later."),
    )

    @property
    def draft(self) -> tuple[str, str]:
        """Return name and note, once they have been validated."""
        return typed(self.name), typed(self.note)
