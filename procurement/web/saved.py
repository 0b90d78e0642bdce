"""Say quietly that something was saved, and when."""

from flask import flash

from procurement.i18n import format_clock
from procurement.i18n import gettext as _
from procurement.services.work import now


def say_saved(text: str = "") -> None:
    """Leave a line for the next page: saved, at this time."""
    saved = _("Saved %(time)s", time=format_clock(now()))
    flash(f"{text} {saved}" if text else saved)
