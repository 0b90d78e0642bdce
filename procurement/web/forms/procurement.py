"""Acts on a procurement as a whole."""

from wtforms import HiddenField

from procurement.web.forms.kinds import Form


class PhaseForm(Form):
    """Confirm a change of phase."""

    version = HiddenField()
