"""Take requirements of the catalogue into a chapter; decide on one whose source has changed."""

from collections.abc import Sequence

from wtforms import HiddenField, SelectField, SelectMultipleField

from procurement.domain import Deviation
from procurement.i18n import lazy_gettext as _
from procurement.services.catalogue import shipped
from procurement.services.chapters import ChapterNode
from procurement.web.forms.kinds import EnumField, Form, choices, required


class AdoptForm(Form):
    """Which requirements, into which chapter, and what a deviation from a minimum one means."""

    keys = SelectMultipleField(_("Requirements of the catalogue"))
    chapter = SelectField(_("Chapter"), [required()])
    deviation = EnumField(
        Deviation, empty=_("Not chosen"), label=_("Deviation from a minimum requirement")
    )

    def offer(self, chapters: Sequence[ChapterNode]) -> None:
        """Let the user choose among these chapters and all that is shipped."""
        self.keys.choices = choices((key, key) for key in shipped())
        self.chapter.choices = choices(
            [("", str(_("Choose a chapter"))), *((str(c.id), c.heading) for c in chapters)]
        )


class OriginForm(Form):
    """The version of the requirement that somebody decides on."""

    version = HiddenField(default="1")
