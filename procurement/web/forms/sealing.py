"""The acts on a seal."""

from wtforms import HiddenField

from procurement.web.forms.kinds import Form


class SealForm(Form):
    """Confirm an act on the proposal that was on the page."""

    version = HiddenField()
    digest = HiddenField()
