"""Give the documents a colour and a logo."""

from flask_wtf.file import FileField
from wtforms import BooleanField, HiddenField, StringField

from procurement.domain import HouseStyle
from procurement.i18n import lazy_gettext as _
from procurement.importing.logo import MOST_MEGABYTES
from procurement.services.house_style import StyleDraft
from procurement.web.forms.kinds import Form, at_most, typed, whole_number


class HouseStyleForm(Form):
    """The buyer's colour and logo."""

    colour = StringField(
        _("Colour of headings"),
        [at_most(7)],
        description=_("Such as #17375e. Leave it empty for the colour of the master."),
    )
    file = FileField(
        _("Logo"),
        description=_(
            "A .png file of at most %(most)s MB. It stands at the top of the first page.",
            most=MOST_MEGABYTES,
        ),
    )
    logo_text = StringField(
        _("What the logo says"),
        [at_most(200)],
        description=_("Read aloud to those who cannot see it."),
    )
    drop_logo = BooleanField(_("Remove the logo"))
    version = HiddenField(default="0")

    @property
    def seen(self) -> int:
        """Return the version that the page showed."""
        return whole_number(self.version.data)

    def show_held(self, held: HouseStyle | None) -> None:
        """Fill in what there is."""
        if held is not None:
            self.colour.data, self.logo_text.data = held.colour, held.logo_text
            self.version.data = str(held.version)

    def draft(self, logo: bytes | None) -> StyleDraft:
        """Return what was given, once it has been validated."""
        return StyleDraft(typed(self.colour), typed(self.logo_text), logo, self.drop_logo.data)
