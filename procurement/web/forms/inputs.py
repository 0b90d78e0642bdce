"""Send a comment form, and say what of it to take in."""

import json
from dataclasses import asdict, replace

from flask_wtf.file import FileField, FileRequired
from wtforms import HiddenField, StringField

from procurement.errors import FieldError, KravsporError
from procurement.i18n import gettext
from procurement.i18n import lazy_gettext as _
from procurement.importing.comment_form import ReadForm, ReadRow
from procurement.importing.refusal import Reason, refusal
from procurement.web.forms.kinds import Form

_MOST_CARRIED = 1_500_000  # characters; a form of ours holds less than 2 MB


class FileForm(Form):
    """A filled-in comment form."""

    file = FileField(
        _("Filled-in form"),
        [FileRequired(_("Choose the file."))],
        description=_("The .xlsx file that the sender sent back."),
    )


class TakeInForm(Form):
    """What was read, carried from the preview to where it is taken in."""

    sender = StringField(_("Sender"))
    carried = HiddenField()

    @classmethod
    def of(cls, read: ReadForm) -> "TakeInForm":
        """Return the form that carries what was read."""
        written = {row.id for row in read.rows}
        stood = {each: mark for each, mark in read.stood.items() if each in written}
        carried = json.dumps(asdict(replace(read, stood=stood)))
        if len(carried) > _MOST_CARRIED:
            raise refusal(Reason.heavy)
        return cls(formdata=None, sender=read.sender, carried=carried)

    def read(self) -> ReadForm:
        """Return what was carried; it was in a browser, so nothing in it is believed."""
        try:
            said = json.loads(self.carried.data or "")
            rows = tuple(_row(row) for row in said.pop("rows"))
            stood = {str(each): str(mark) for each, mark in said.pop("stood").items()}
            named = {name: str(said[name]) for name in ("round_id", "procurement_id", "sender")}
        except (ValueError, TypeError, KeyError, AttributeError) as error:
            raise KravsporError(gettext("The request could not be understood.")) from error
        return ReadForm(**named, stood=stood, rows=rows)

    def show_anywhere(self, error: FieldError) -> None:
        """Put a broken rule beside the sender, the only field that a person fills in here."""
        self.show(FieldError("sender", str(error)))


def _row(said: dict[str, object]) -> ReadRow:
    return ReadRow(
        number=int(str(said["number"])),
        id=str(said["id"]),
        code=str(said["code"]),
        text=str(said["text"]),
        is_error=bool(said["is_error"]),
    )
