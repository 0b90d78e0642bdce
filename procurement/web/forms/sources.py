"""Add and change sources, give them their text, keep quotes from it."""

from typing import Any

from flask_wtf.file import FileField
from wtforms import DateField, HiddenField, StringField, TextAreaField
from wtforms.validators import Optional, Regexp, ValidationError

from procurement.domain import SourceKind
from procurement.i18n import gettext
from procurement.i18n import lazy_gettext as _
from procurement.importing.gate import MOST_MEGABYTES
from procurement.services.quoting import QuoteDraft
from procurement.services.source_editing import SourceDraft
from procurement.web.forms.kinds import (
    EnumField,
    Form,
    at_most,
    required,
    typed,
    whole_number,
)


class SourceForm(Form):
    """Where needs come from: a document, an interview, a workshop, a survey."""

    code = StringField(
        _("Code"),
        [
            required(),
            at_most(24),
            Regexp(r"^[A-ZÆØÅ0-9]+(-[A-ZÆØÅ0-9]+)*$", message=_("Write the code like SRC-6.")),
        ],
    )
    title = StringField(_("Title"), [required(), at_most(300)])
    kind = EnumField(SourceKind, label=_("Kind"))
    publisher = StringField(
        _("Published by"),
        [at_most(120)],
        description=_("Leave it empty if you do not know."),
    )
    dated = DateField(_("Dated"), [Optional()])
    note = TextAreaField(_("Note"), [at_most(8000)])
    seen = HiddenField()

    def draft(self) -> SourceDraft:
        """Return what was typed, once it has been validated."""
        return SourceDraft(
            code=typed(self.code),
            title=typed(self.title),
            kind=self.kind.data,
            publisher=typed(self.publisher) or None,
            dated=self.dated.data,
            note=typed(self.note),
        )


class TextForm(Form):
    """The whole text of a source, pasted or in a file."""

    text = TextAreaField(
        _("Paste the text"),
        description=_("Characters that cannot be seen are taken out; every word stays."),
    )
    file = FileField(
        _("Or choose a file"),
        description=_(
            "Text, Word or PDF with text, at most %(most)s MB. Only the text is kept.",
            most=MOST_MEGABYTES,
        ),
    )

    def validate_text(self, field: Any) -> None:
        """Ask for one of the two."""
        chosen = self.file.data is not None and self.file.data.filename
        if bool(typed(field)) == bool(chosen):
            raise ValidationError(gettext("Paste the text, or choose a file; not both."))


class QuoteForm(Form):
    """A passage of a source, copied or told by its first and last words."""

    text = TextAreaField(
        _("What the source says, word for word"),
        description=_("Mark the passage in the text, or copy it here."),
    )
    first = StringField(_("First words"), [at_most(300)])
    last = StringField(_("Last words"), [at_most(300)])
    place = StringField(
        _("Place"),
        [at_most(300)],
        description=_("Leave it empty, and the page or paragraph is filled in."),
    )
    near = HiddenField()

    def draft(self) -> QuoteDraft:
        """Return what was typed, once it has been validated."""
        near = whole_number(self.near.data) if typed(self.near) else None
        return QuoteDraft(
            self.text.data or "", typed(self.place), typed(self.first), typed(self.last), near
        )


class RemoveForm(Form):
    """Confirm that something goes."""
