"""Sign in."""

from wtforms import HiddenField, PasswordField, StringField

from procurement.i18n import lazy_gettext as _
from procurement.web.forms.kinds import Form, at_most, required


class SignInForm(Form):
    """Address and password; what was typed on the page that asked to sign in is carried along."""

    email = StringField(_("E-mail"), [required(), at_most(120)])
    password = PasswordField(_("Password"), [required(), at_most(200)])
    next = HiddenField()
    kept = HiddenField()
