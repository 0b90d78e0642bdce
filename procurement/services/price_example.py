"""What a price formula gives: the curve, a worked example, and the price of a quality point."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction

from procurement.domain import EvaluationModel, PriceFormula
from procurement.evaluation import PriceFormula as Formula
from procurement.evaluation import points_of
from procurement.evaluation.formula_reading import read_price_formula
from procurement.evaluation.price_slopes import slope_at
from procurement.exporting.views import ExampleRow
from procurement.i18n import format_money, format_number, half_up
from procurement.i18n import gettext as _
from procurement.services.model_data import formula_data

DEFAULT_RANGE = (Fraction(10_000_000), Fraction(15_000_000))
_STEPS = 60
_HAIR = Fraction(1, 10**9)


@dataclass(frozen=True)
class PriceRange:
    """The prices that the group expects, or an example until it has said which."""

    low: Fraction
    high: Fraction
    is_example: bool = False

    @property
    def middle(self) -> Fraction:
        """Return the price halfway."""
        return (self.low + self.high) / 2


def price_range_of(model: EvaluationModel) -> PriceRange:
    """Return the expected prices of a model."""
    if model.lowest_price is None or model.highest_price is None:
        return PriceRange(*DEFAULT_RANGE, is_example=True)
    return PriceRange(Fraction(model.lowest_price), Fraction(model.highest_price))


def formula_of(model: EvaluationModel) -> Formula:
    """Return the formula as the engine takes it; raise EvaluationError where it is unfinished."""
    return read_price_formula(formula_data(model), ("model", "price_formula"))


def points_along(
    model: EvaluationModel, prices: PriceRange, lowest: Fraction
) -> list[tuple[Fraction, Fraction]]:
    """Return the points of one more bid along the range, with a given lowest price of the others.

    Prices that the formula may bend or jump at are among the places.
    """
    formula, most = formula_of(model), Fraction(model.max_points)
    others = [lowest, prices.high]
    step = (prices.high - prices.low) / _STEPS
    bends = [formula.full_at, formula.zero_at, formula.knee * lowest]
    for limit in (band.up_to for band in formula.bands):
        bends += [] if limit is None else [limit, limit + _HAIR]
    places = {prices.low + step * number for number in range(_STEPS + 1)}
    places |= {bend for bend in bends if prices.low < bend < prices.high}
    return [(place, points_of(formula, [place, *others], most)[0]) for place in sorted(places)]


def worked_example(
    model: EvaluationModel, prices: PriceRange | None = None
) -> tuple[ExampleRow, ...]:
    """Return three prices of the expected range with their points and how these are found."""
    prices = prices or price_range_of(model)
    shown = [prices.low, _round(prices.middle), prices.high]
    formula, most = formula_of(model), Fraction(model.max_points)
    points = points_of(formula, shown, most)
    free = points_of(replace(formula, floor=None, clamp=False), shown, most)
    return tuple(
        ExampleRow(
            format_money(price),
            format_number(each, 2),
            _working(model, _Worked(price, tuple(shown)), raw, each),
        )
        for price, raw, each in zip(shown, free, points, strict=True)
    )


def _round(price: Fraction) -> Fraction:
    """Return a price without øre where there is room for that."""
    return Fraction(int(price)) if price >= 100 else price


@dataclass(frozen=True)
class _Worked:
    """The numbers that stand in a formula, in millions where they are that large."""

    price: Fraction
    prices: tuple[Fraction, ...]

    def written(self, value: Fraction) -> str:
        unit = 1_000_000 if min(self.prices) >= 1_000_000 else 1
        return format_number(half_up(value / unit, 4))

    @property
    def own(self) -> str:
        return self.written(self.price)

    @property
    def low(self) -> str:
        return self.written(min(self.prices))

    @property
    def high(self) -> str:
        return self.written(max(self.prices))

    @property
    def mean(self) -> str:
        return self.written(sum(self.prices, Fraction(0)) / len(self.prices))


def _working(model: EvaluationModel, shown: _Worked, raw: Fraction, points: Fraction) -> str:
    """Return the formula with the numbers in it; of bands there is nothing to compute."""
    write = _WORKINGS.get(model.price_formula)
    if write is None:
        return ""
    left = f"{write(model, shown)} = {format_number(raw, 2)}"
    if raw == points:
        return left
    return left + _(", counted as %(points)s", points=format_number(points, 2))


def _linear(model: EvaluationModel, shown: _Worked) -> str:
    most, slope = format_number(model.max_points), format_number(model.zero_at - 1)
    if model.zero_at == 2:
        return f"{most} − {most} · ({shown.own} − {shown.low}) / {shown.low}"
    return f"{most} · (1 − ({shown.own} / {shown.low} − 1) / {slope})"


def _hybrid(model: EvaluationModel, shown: _Worked) -> str:
    if shown.price <= Fraction(model.knee) * min(shown.prices):
        return f"{format_number(model.max_points)} · (2 − {shown.own} / {shown.low})"
    beyond = model.max_points * (2 - model.knee) * model.knee
    return f"{format_number(beyond)} · {shown.low} / {shown.own}"


def _fixed(model: EvaluationModel, shown: _Worked) -> str:
    full, zero = Fraction(model.full_price or 0), Fraction(model.zero_price or 0)
    top, between = shown.written(zero), shown.written(zero - full)
    return f"{format_number(model.max_points)} · ({top} − {shown.own}) / {between}"


def _mean_relative(model: EvaluationModel, shown: _Worked) -> str:
    most = format_number(model.max_points)
    return f"{most} − {most} · ({shown.own} − {shown.mean}) / {shown.mean}"


def _logarithmic(model: EvaluationModel, shown: _Worked) -> str:
    most, base = format_number(model.max_points), format_number(model.base)
    return f"{most} · (1 − ln({shown.own} / {shown.low}) / ln {base})"


_WORKINGS: Mapping[PriceFormula, Callable[[EvaluationModel, _Worked], str]] = {
    PriceFormula.linear: _linear,
    PriceFormula.proportional: lambda model, shown: (
        f"{format_number(model.max_points)} · {shown.low} / {shown.own}"
    ),
    PriceFormula.hybrid: _hybrid,
    PriceFormula.high_low: lambda model, shown: (
        f"{format_number(model.max_points)} · ({shown.high} − {shown.own}) / "
        f"({shown.high} − {shown.low})"
    ),
    PriceFormula.fixed: _fixed,
    PriceFormula.mean_relative: _mean_relative,
    PriceFormula.logarithmic: _logarithmic,
}


def point_cost(
    model: EvaluationModel, share: Fraction, own: Fraction, prices: Sequence[Fraction]
) -> Fraction | None:
    """Return what one more quality point may cost a bid at an unchanged total.

    amount = (1 − share) / (share x points lost per krone), share that of price in the whole.
    None where the price costs no points, or weighs nothing.
    """
    slope = slope_at(formula_of(model), own, prices, Fraction(model.max_points))
    return (1 - share) / (share * slope) if slope and share else None


def example_model(
    model: EvaluationModel, formula: PriceFormula, prices: PriceRange
) -> EvaluationModel | None:
    """Return the model with another formula; fixed limits come from the range where it has none.

    None for bands where the model has none to go by.
    """
    values = model.model_dump() | {"price_formula": formula}
    if formula is PriceFormula.bands and not model.bands:
        return None
    if formula is PriceFormula.fixed and (model.full_price is None or model.zero_price is None):
        values |= {"full_price": _decimal(prices.low), "zero_price": _decimal(prices.high)}
    return EvaluationModel(**values)


def _decimal(value: Fraction) -> Decimal:
    return Decimal(value.numerator) / Decimal(value.denominator)
