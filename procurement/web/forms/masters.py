"""Send a Word master, or take it out of use."""

from flask_wtf.file import FileField, FileRequired
from wtforms import HiddenField

from procurement.i18n import lazy_gettext as _
from procurement.importing.gate import MOST_MEGABYTES
from procurement.services.masters import MasterRow
from procurement.web.forms.kinds import Form, whole_number


class _Seen(Form):
    """A form that knows which master it was shown for."""

    version = HiddenField(default="0")

    @property
    def seen(self) -> int:
        """Return the version that the page showed."""
        return whole_number(self.version.data)

    def show_for(self, row: MasterRow) -> None:
        """Carry the version of the master that is used."""
        self.version.data = str(row.version)


class MasterForm(_Seen):
    """A Word master of one's own."""

    file = FileField(
        _("Word file"),
        [FileRequired(_("Choose the file."))],
        description=_(
            "A .docx file of at most %(most)s MB, made from one of the masters above.",
            most=MOST_MEGABYTES,
        ),
    )


class RemoveMasterForm(_Seen):
    """Confirm that the shipped master is used again."""
