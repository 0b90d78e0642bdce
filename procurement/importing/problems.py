"""What is wrong with a form that came back: a code, how grave, where, and one sentence."""

from dataclasses import asdict, dataclass
from enum import StrEnum, auto

from procurement.i18n import lazy_gettext as _


class Severity(StrEnum):
    """How grave a problem is."""

    error = auto()  # something cannot be trusted, or was not read
    warning = auto()  # everything was read, and somebody should look
    note = auto()


@dataclass(frozen=True)
class Problem:
    """One finding in a form."""

    code: str
    severity: str
    place: str  # «Svar!E14»
    message: str

    def data(self) -> dict[str, str]:
        """Return the problem as plain data."""
        return asdict(self)


_ERROR, _WARNING, _NOTE = Severity.error, Severity.warning, Severity.note
_SENTENCES: dict[str, tuple[Severity, object]] = {
    "broken_seal": (
        _ERROR,
        _("The hidden sheet of the form has been changed, so nothing in the form can be trusted."),
    ),
    "unknown_version": (
        _ERROR,
        _("The form is of version %(version)s, which this Kravspor cannot read."),
    ),
    "missing_sheet": (_ERROR, _("The sheet %(sheet)s is missing or has another name.")),
    "missing_column": (_ERROR, _("The column %(column)s is missing.")),
    "moved_column": (
        _ERROR,
        _("The column %(column)s stands in %(now)s and not in %(before)s. Columns were moved."),
    ),
    "changed_text": (
        _ERROR,
        _("The text of the requirement %(code)s has been changed. It is not what was sent out."),
    ),
    "changed_line": (_ERROR, _("The price line %(code)s or its quantity has been changed.")),
    "other_total": (
        _ERROR,
        _("The file shows the evaluated price %(shown)s; its unit prices give %(total)s."),
    ),
    "missing_row": (_ERROR, _("%(code)s is missing. Its row was deleted.")),
    "missing_field": (_ERROR, _("The field “%(field)s” of %(code)s is missing.")),
    "repeated_row": (_ERROR, _("%(code)s stands more than once.")),
    "unknown_row": (_ERROR, _("There is no %(code)s in the form. The row was added.")),
    "formula": (_ERROR, _("The cell holds a formula, so the answer was not read.")),
    "cell_error": (_ERROR, _("The cell shows the error %(text)s, so the answer was not read.")),
    "not_a_choice": (_ERROR, _("“%(text)s” is none of the answers to choose from.")),
    "not_a_number": (_ERROR, _("“%(text)s” is not a number.")),
    "negative": (_ERROR, _("%(text)s is less than zero.")),
    "too_exact": (_ERROR, _("%(text)s has more than two decimals. Prices are given in øre.")),
    "too_large": (_ERROR, _("%(text)s is larger than any price in this form can be.")),
    "written_outside": (
        _WARNING,
        _("Something is written in a cell that is not to be filled in. It was not read."),
    ),
    "too_long": (
        _WARNING,
        _("The description of %(code)s has %(words)s words; the limit is %(most)s."),
    ),
    "deviation": (
        _WARNING,
        _("The deviation from %(code)s lacks a reason or what it means for the customer."),
    ),
    "other_procurement": (
        _ERROR,
        _("The form belongs to the procurement %(found)s and not to %(wanted)s."),
    ),
    "wrong_baseline": (
        _WARNING,
        _("The form is made from another edition (%(found)s) than the one that applies now."),
    ),
    "earlier_edition": (
        _WARNING,
        _("The form is from before addendum %(numbers)s. The rows that are unchanged still apply."),
    ),
    "changed_by_addendum": (
        _ERROR,
        _("%(code)s is changed in addendum %(numbers)s; the answer is to the old text."),
    ),
    "outdated_row": (
        _ERROR,
        _("%(code)s has been changed since the form was made."),
    ),
    "not_in_form": (_ERROR, _("%(code)s was added after the form was made.")),
    "no_longer_asked": (_NOTE, _("%(code)s is no longer asked.")),
    "saved_by": (_NOTE, _("The file was saved by %(program)s.")),
}


def problem(code: str, place: str = "", /, **values: object) -> Problem:
    """Return a problem with its sentence in the current language."""
    severity, sentence = _SENTENCES[code]
    text = str(sentence)
    return Problem(code, severity.value, place, text % values if values else text)
