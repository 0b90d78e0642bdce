"""The words of the answer form, declared in one place for the spreadsheet and the Word file."""

from collections.abc import Mapping

from procurement.i18n import gettext as _

Words = Mapping[str, str]


def heads() -> dict[str, str]:
    """Return the headings by column, in the current language."""
    return {
        "code": _("Code"),
        "letter": _("Class"),
        "requirement": _("Requirement"),
        "instruction": _("What to answer"),
        "value": _("Answer"),
        "text": _("Description"),
        "words": _("Words"),
        "reason": _("Deviation: reason"),
        "consequence": _("Deviation: consequence"),
        "reference": _("Reference to an attachment"),
        "status": _("Status"),
    }


def answers() -> dict[str, dict[str, str]]:
    """Return the words to choose from by answer form and code."""
    yes, no = _("Yes"), _("No")
    return {
        "accept": {"yes": _("I accept"), "no": _("I do not accept")},
        "degree": {"yes": yes, "later": _("Later"), "no": no, "surcharge": _("At extra cost")},
        "yes_no_text": {"yes": yes, "no": no},
    }


def statuses() -> dict[str, str]:
    """Return the words for how far an answer has come."""
    return {
        "missing": _("missing"),
        "answered": _("answered"),
        "too_long": _("too long"),
        "deviation": _("explain the deviation"),
        "not_number": _("not a number"),
        "price": _("see the price form"),
        "none": _("no answer"),
    }


def supplier() -> dict[str, str]:
    """Return the words for what a supplier says of itself."""
    return {
        "supplier": _("Supplier"),
        "organisation_number": _("Organisation number"),
        "contact": _("Contact person"),
        "email": _("E-mail"),
    }


def front() -> dict[str, str]:
    """Return the words of the front page."""
    return {
        "sheet_front": _("Front page"),
        "sheet_answers": _("Answers"),
        "who": _("Who answers"),
        "how": _("How to fill in the form"),
        "state": _("What is missing"),
        "to_answer": _("Requirements to answer"),
        "answered": _("Answered"),
        "missing": _("Missing an answer"),
        "too_long": _("Longer than the limit"),
        "deviation": _("Deviations that are not explained"),
        "not_number": _("Answers that are not a number"),
        "unsaid": _("Missing in “Who answers”"),
        "complete": _("Everything is filled in."),
        "incomplete": _("The form is not complete. Things left to do:"),
        "chapter": _("Chapter"),
        "left": _("Left"),
        "participants": _("The answers apply to all of these"),
        "municipality": _("Municipality"),
        "part": _("Part in the procurement"),
        "binding": _(
            "The answers apply to all participants in the list below, also those with an option, "
            "unless an answer expressly says otherwise."
        ),
        "form_id": _("Form"),
    }


def instructions() -> tuple[str, ...]:
    """Return how the form is filled in, step by step."""
    return (
        _("Write in the light yellow cells only. All other cells are locked."),
        _("Fill in who answers, and then every requirement on the sheet with the answers."),
        _(
            "If you do not meet a requirement in full, give the reason for the deviation and what "
            "it means for the customer. A deviation that is not explained may count against you."
        ),
        _("An empty cell is an answer that is missing. It is never read as no, and never as zero."),
        _("Where a limit is given, what goes beyond the limit is not read."),
        _(
            "Do not move, add or remove rows and columns, and do not write formulas. The form is "
            "read by a machine, and a changed requirement is found."
        ),
    )
