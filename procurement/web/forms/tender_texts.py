"""What stands at one place of the documents."""

from wtforms import HiddenField, TextAreaField

from procurement.domain.storage import LONG
from procurement.i18n import current_language
from procurement.services.tender_texts import FilledPlace
from procurement.web.forms.kinds import Form, at_most


class TenderTextForm(Form):
    """One text, with the hint of its place."""

    text = TextAreaField("", [at_most(LONG)], render_kw={"autofocus": True})
    version = HiddenField(default="0")

    @classmethod
    def of(cls, filled: FilledPlace) -> "TenderTextForm":
        """Return the form with what stands there, or with what was sent."""
        form = cls(text=filled.text, version=str(filled.version))
        language = current_language()
        form.text.label.text = filled.place.label.in_language(language)
        form.text.description = filled.place.hint.in_language(language)
        return form
