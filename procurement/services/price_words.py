"""The method, the price formula and the rounding, in words and in symbols."""

from collections.abc import Callable, Mapping
from decimal import Decimal
from fractions import Fraction

from procurement.domain import EvaluationModel, Method, PriceFormula
from procurement.i18n import format_amount, format_number
from procurement.i18n import gettext as _


def method_words(method: Method) -> str:
    """Return in words how a method finds the winner."""
    return {
        Method.weighted_points: _(
            "Each bid gets points on every criterion. The points are weighted and added up, and "
            "the highest sum wins."
        ),
        Method.lowest_price: _("The lowest price wins. Quality is asked for as requirements only."),
        Method.quality_deduction: _(
            "What the quality of a bid is worth is deducted from its price. The lowest evaluated "
            "price wins."
        ),
        Method.quality_markup: _(
            "What a bid lacks in quality is added to its price. The lowest evaluated price wins."
        ),
        Method.percentage_markup: _(
            "The price is raised by a percentage for each quality point that a bid lacks. The "
            "lowest evaluated price wins."
        ),
        Method.price_per_quality: _(
            "The price is divided by the quality points. The lowest price per point wins."
        ),
        Method.effective_price: _(
            "The price is divided by a factor that grows with what the quality is worth. The "
            "lowest evaluated price wins."
        ),
    }[method]


def formula_words(model: EvaluationModel) -> str:
    """Return the price formula in words."""
    return _WORDS[model.price_formula](model)


def formula_symbols(model: EvaluationModel) -> str:
    """Return the price formula in symbols: P is the price, L the lowest, H the highest."""
    return _SYMBOLS[model.price_formula](model)


def _linear_words(model: EvaluationModel) -> str:
    words = _(
        "The lowest price gets %(most)s points. Other prices lose points in proportion to how much "
        "higher they are, so that a price of %(zero)s times the lowest gets 0 points.",
        most=format_number(model.max_points),
        zero=format_number(model.zero_at),
    )
    if model.floor is None:
        return words + " " + _("A price above that gets negative points.")
    floor = format_number(model.floor)
    return words + " " + _("No price gets fewer than %(floor)s points.", floor=floor)


def _proportional_words(model: EvaluationModel) -> str:
    return _(
        "The lowest price gets %(most)s points. Other prices get %(most)s points times the "
        "lowest price divided by their own price.",
        most=format_number(model.max_points),
    )


def _hybrid_words(model: EvaluationModel) -> str:
    return _(
        "The lowest price gets %(most)s points. Up to %(knee)s times the lowest price the points "
        "fall evenly. After that they fall in proportion to the price, and never reach 0.",
        most=format_number(model.max_points),
        knee=format_number(model.knee),
    )


def _high_low_words(model: EvaluationModel) -> str:
    return _(
        "The lowest price gets %(most)s points and the highest gets 0. Prices between them "
        "get points in proportion to the distance.",
        most=format_number(model.max_points),
    )


def _fixed_words(model: EvaluationModel) -> str:
    most = format_number(model.max_points)
    words = _(
        "A price of %(full)s gets %(most)s points and a price of %(zero)s gets 0. Prices between "
        "them get points in proportion to the distance. The other bids do not matter.",
        full=format_amount(model.full_price or Decimal(0)),
        zero=format_amount(model.zero_price or Decimal(0)),
        most=most,
    )
    if model.is_clamped:
        return (
            words + " " + _("No price gets more than %(most)s points or fewer than 0.", most=most)
        )
    return words + " " + _("Lower prices get more points, and higher ones get negative points.")


def _mean_words(model: EvaluationModel) -> str:
    return _(
        "A price equal to the mean of all bids gets %(most)s points. Cheaper bids get more, and a "
        "price of twice the mean gets 0.",
        most=format_number(model.max_points),
    )


def _logarithmic_words(model: EvaluationModel) -> str:
    return _(
        "The lowest price gets %(most)s points. The points fall equally each time the price is "
        "doubled, and reach 0 at %(base)s times the lowest price.",
        most=format_number(model.max_points),
        base=format_number(model.base),
    )


def _bands_words(model: EvaluationModel) -> str:
    words = _("Each price gets the points of the band that it lies in.")
    return " ".join([words, *(f"{line}." for line in band_lines(model))])


def band_lines(model: EvaluationModel) -> list[str]:
    """Return each band in words."""
    lines = []
    for band in model.bands:
        points = format_number(Decimal(str(band["points"])))
        if band.get("up_to") is None:
            lines.append(_("Higher prices: %(points)s points", points=points))
        else:
            limit = format_amount(Decimal(str(band["up_to"])))
            lines.append(_("Up to %(limit)s: %(points)s points", limit=limit, points=points))
    return lines


_WORDS: Mapping[PriceFormula, Callable[[EvaluationModel], str]] = {
    PriceFormula.linear: _linear_words,
    PriceFormula.proportional: _proportional_words,
    PriceFormula.hybrid: _hybrid_words,
    PriceFormula.high_low: _high_low_words,
    PriceFormula.fixed: _fixed_words,
    PriceFormula.mean_relative: _mean_words,
    PriceFormula.logarithmic: _logarithmic_words,
    PriceFormula.bands: _bands_words,
}


def _linear_symbols(model: EvaluationModel) -> str:
    if model.zero_at == 2:
        most = format_number(model.max_points)
        return _("points = %(most)s − %(most)s · (P − L) / L", most=most)
    return _(
        "points = %(most)s · (1 − (P / L − 1) / %(slope)s)",
        most=format_number(model.max_points),
        slope=format_number(model.zero_at - 1),
    )


def _hybrid_symbols(model: EvaluationModel) -> str:
    beyond = model.max_points * (2 - model.knee) * model.knee
    return _(
        "points = %(most)s · (2 − P / L) up to P = %(knee)s · L, after that %(beyond)s · L / P",
        most=format_number(model.max_points),
        knee=format_number(model.knee),
        beyond=format_number(Fraction(beyond)),
    )


def _fixed_symbols(model: EvaluationModel) -> str:
    full, zero = model.full_price or Decimal(0), model.zero_price or Decimal(0)
    return _(
        "points = %(most)s · (%(zero)s − P) / %(between)s",
        most=format_number(model.max_points),
        zero=format_number(zero),
        between=format_number(zero - full),
    )


_SYMBOLS: Mapping[PriceFormula, Callable[[EvaluationModel], str]] = {
    PriceFormula.linear: _linear_symbols,
    PriceFormula.proportional: lambda model: _(
        "points = %(most)s · L / P", most=format_number(model.max_points)
    ),
    PriceFormula.hybrid: _hybrid_symbols,
    PriceFormula.high_low: lambda model: _(
        "points = %(most)s · (H − P) / (H − L)", most=format_number(model.max_points)
    ),
    PriceFormula.fixed: _fixed_symbols,
    PriceFormula.mean_relative: lambda model: _(
        "points = %(most)s − %(most)s · (P − mean) / mean", most=format_number(model.max_points)
    ),
    PriceFormula.logarithmic: lambda model: _(
        "points = %(most)s · (1 − ln(P / L) / ln %(base)s)",
        most=format_number(model.max_points),
        base=format_number(model.base),
    ),
    PriceFormula.bands: lambda _model: _("points by the table of bands"),
}


def rounding_words(model: EvaluationModel) -> str:
    """Return how the model rounds, in words."""
    if model.rounding_points is None and model.rounding_total is None:
        return _("Nothing is rounded; bids are ranked on exact totals.")
    parts = []
    if model.rounding_points is not None:
        parts.append(
            _(
                "The points of each criterion are rounded to %(n)s decimals.",
                n=model.rounding_points,
            )
        )
    if model.rounding_total is not None:
        parts.append(
            _(
                "The total is rounded half up to %(n)s decimals before bids are ranked.",
                n=model.rounding_total,
            )
        )
    return " ".join(parts)
