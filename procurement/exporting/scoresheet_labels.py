"""The words of a score sheet, declared in one place."""

from procurement.i18n import gettext as _


def labels() -> dict[str, str]:
    """Return the words of a score sheet by key, in the current language."""
    return _general() | _result() | _prices()


def _general() -> dict[str, str]:
    return {
        "sheet_points": _("Points"),
        "sheet_result": _("Result"),
        "sheet_scale": _("Scale"),
        "evaluator": _("Evaluator"),
        "how_to_score": _(
            "Give points from 0 to %(most)s and a reason in the open cells."
            " A blank cell means that points are missing, never 0."
        ),
        "code": _("Code"),
        "name": _("Criterion or requirement"),
        "statement": _("Requirement"),
        "weight": _("Weight"),
        "points": _("Points"),
        "reason": _("Reason"),
        "missing": _("missing"),
        "excluded": _("excluded"),
        "scale_points": _("Points"),
        "scale_meaning": _("Meaning"),
        "error_title": _("Points outside the scale"),
        "error_text": _("Write a number from 0 to %(most)s, or leave the cell blank."),
    }


def _result() -> dict[str, str]:
    return {
        "how_it_is_computed": _(
            "The formulas give the same result as Kravspor. The inner rounding to ten decimals only"
            " removes the noise of a spreadsheet's arithmetic."
        ),
        "criterion": _("Criterion"),
        "share": _("Share of the whole"),
        "contribution": _("Contribution"),
        "total": _("Total"),
        "rank": _("Rank"),
        "recorded_total": _("Total in Kravspor when the file was made"),
        "control": _("Control"),
        "agrees": _("agrees"),
        "differs": _("differs"),
        "rounding_points": _("Decimals that points are rounded to before weighting"),
        "rounding_total": _("Decimals that the total is rounded to before ranking"),
        "exact": _("not rounded"),
    }


def _prices() -> dict[str, str]:
    return {
        "price": _("Price"),
        "price_closed": _("not opened"),
        "price_formula": _("Price formula"),
        "formula_linear": _(
            "points = M (1 − (P / L − 1) / (z − 1)), where P is the price and L the lowest"
        ),
        "formula_proportional": _("points = M L / P, where P is the price and L the lowest"),
        "formula_high_low": _(
            "points = M (H − P) / (H − L), where P is the price, L the lowest and H the highest;"
            " M when all prices are equal"
        ),
        "formula_hybrid": _(
            "points = M (2 − P / L) up to P = k L, after that M (2 − k) k L / P, where P is the"
            " price and L the lowest"
        ),
        "formula_fixed": _("points = M (Z − P) / (Z − F), where P is the price"),
        "formula_mean_relative": _("points = M − M (P − G) / G, where P is the price"),
        "formula_logarithmic": _(
            "points = M (1 − ln(P / L) / ln b), where P is the price and L the lowest"
        ),
        "formula_bands": _("each price gets the points of the band that it lies in"),
        "knee": _("The knee at this many times the lowest price (k)"),
        "base": _("Zero points at this many times the lowest price (b)"),
        "mean": _("Mean of the prices (G)"),
        "full_price": _("Price with full points (F)"),
        "zero_price": _("Price with zero points (Z)"),
        "max_points": _("Highest points (M)"),
        "lowest": _("Lowest price (L)"),
        "highest": _("Highest price (H)"),
        "zero_at": _("Zero points at this many times the lowest price (z)"),
        "floor": _("Fewest points for price"),
    }
