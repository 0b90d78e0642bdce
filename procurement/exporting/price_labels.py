"""The words of the price form, declared in one place."""

from procurement.exchange.prices import MOST_OF_A_PRICE
from procurement.i18n import format_number
from procurement.i18n import gettext as _


def heads() -> dict[str, str]:
    """Return the headings by column, in the current language."""
    return {
        "code": _("Code"),
        "name": _("Price line"),
        "unit": _("Unit"),
        "quantity": _("Quantity"),
        "price": _("Unit price"),
        "amount": _("Amount"),
        "check": _("Check"),
    }


def checks() -> dict[str, str]:
    """Return the words for what is wrong with a price, and for nothing."""
    return {
        "missing": _("missing"),
        "not_number": _("not a number"),
        "negative": _("below zero"),
        "too_exact": _("more than two decimals"),
        "too_large": _("too large"),
        "fine": _("priced"),
    }


def titles() -> dict[str, str]:
    """Return the names of sheets, tables and sums."""
    return {
        "sheet_prices": _("Price form"),
        "sheet_quantities": _("Quantities"),
        "sheet_buyers": _("By municipality"),
        "sheet_guide": _("Guidance"),
        "who": _("Who answers"),
        "state": _("What is missing"),
        "complete": _("All lines are priced."),
        "incomplete": _("Lines without a valid price:"),
        "evaluated": _("Evaluated price"),
        "options": _("Sum of options"),
        "counted": _("Lines that count in the evaluated price"),
        "optional": _("Options, which do not count in the evaluated price"),
        "buyer": _("Municipality"),
        "option": _("Option (price line)"),
        "no_year": _("No year"),
        "sum": _("Sum"),
        "yes": _("Yes"),
        "no": _("No"),
        "participants": _("The prices apply to all of these"),
        "part": _("Part in the procurement"),
        "form_id": _("Form"),
        "kroner": _("All prices are in Norwegian kroner without value added tax."),
    }


def year_word(year: int) -> str:
    """Return the heading of a year of the contract; 0 is no year."""
    return _("Year %(number)s", number=year) if year else titles()["no_year"]


def guidance() -> tuple[str, ...]:
    """Return how the form is filled in, step by step."""
    most = format_number(MOST_OF_A_PRICE)
    return (
        _("Write a unit price in each light yellow cell. All other cells are locked."),
        titles()["kroner"],
        _("The unit price is the same for all municipalities and all years."),
        _("Write a number of at most two decimals, from 0 to %(most)s.", most=most),
        _("An empty cell is a price that is missing. It is never read as zero."),
        _("If a line costs nothing, write 0."),
        _(
            "The evaluated price is the sum of quantity times unit price over the lines that "
            "count, in whole øre. Options are shown apart and do not count."
        ),
        _("The quantities are estimates for the evaluation and bind nobody to buy."),
        _("Do not move, add or remove rows and columns, and do not write formulas."),
    )
