"""The evaluation model of a bundle: method, scale, price formula, normalisation, rounding."""

from dataclasses import dataclass
from fractions import Fraction

from procurement.evaluation.formula import PriceFormula
from procurement.evaluation.formula_reading import read_price_formula
from procurement.evaluation.numbers import read_number, read_positive
from procurement.evaluation.places import Place, fail
from procurement.evaluation.reading import choice, filled, optional, table
from procurement.i18n import gettext as _

METHODS = (
    "weighted_points",
    "lowest_price",
    "quality_deduction",
    "quality_markup",
    "percentage_markup",
    "price_per_quality",
    "effective_price",
)
NORMALISATIONS = ("none", "proportional", "difference")
LEVELS = ("criterion", "leaf")
MOST_DECIMALS = 10

_OPTIONAL = ("price_formula", "normalisation", "rounding", "tie_rule")


@dataclass(frozen=True)
class Normalisation:
    """Whether, how and where quality is lifted until the best bid has full points."""

    form: str = "none"
    level: str = "criterion"


@dataclass(frozen=True)
class Rounding:
    """To how many decimals something is rounded, half up; None is exact."""

    points: int | None = None  # of each leaf, on the common scale, before weighting
    total: int | None = None  # of the total, before ranking


@dataclass(frozen=True)
class Model:
    """How scores and prices become a ranking."""

    method: str
    max_points: Fraction
    price_formula: PriceFormula | None = None
    normalisation: Normalisation = Normalisation()
    rounding: Rounding = Rounding()
    tie_rule: str | None = None  # what people do with equal totals; the engine never applies it


def read_model(value: object, place: Place) -> Model:
    """Return the evaluation model, each rule of its own checked.

    Besides the keys of the bundle page, `tie_rule` may hold the published rule for equal totals.
    """
    found = table(value, place, ("method", "max_points"), _OPTIONAL)
    return Model(
        method=choice(found["method"], (*place, "method"), METHODS),
        max_points=read_positive(found["max_points"], (*place, "max_points")),
        price_formula=optional(found, "price_formula", place, read_price_formula),
        normalisation=_normalisation(found.get("normalisation"), (*place, "normalisation")),
        rounding=_rounding(found.get("rounding"), (*place, "rounding")),
        tie_rule=optional(found, "tie_rule", place, filled),
    )


def _normalisation(value: object, place: Place) -> Normalisation:
    found = table(value, place, (), ("form", "level"))
    form = choice(found.get("form", "none"), (*place, "form"), NORMALISATIONS)
    level = choice(found.get("level", "criterion"), (*place, "level"), LEVELS)
    return Normalisation(form, level)


def _rounding(value: object, place: Place) -> Rounding:
    found = table(value, place, (), ("points", "total"))
    return Rounding(
        points=optional(found, "points", place, _decimals),
        total=optional(found, "total", place, _decimals),
    )


def _decimals(value: object, place: Place) -> int:
    number = read_number(value, place)
    if number.denominator != 1 or not 0 <= number <= MOST_DECIMALS:
        fail(
            _("A number of decimals is a whole number from 0 to %(most)s.", most=MOST_DECIMALS),
            place,
        )
    return number.numerator
