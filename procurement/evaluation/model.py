"""The evaluation model of a bundle: method, scale, price formula, normalisation, rounding."""

from dataclasses import dataclass
from fractions import Fraction

from procurement.evaluation.numbers import read_number, read_positive
from procurement.evaluation.places import Place, fail
from procurement.evaluation.price_formulas import FORMULAS, PriceFormula
from procurement.evaluation.reading import choice, mapping, optional, table
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
PRICE_FORMULAS = (
    "linear",
    "proportional",
    "hybrid",
    "high_low",
    "fixed",
    "mean_relative",
    "logarithmic",
    "bands",
)
NORMALISATIONS = ("none", "proportional", "difference")
LEVELS = ("criterion", "leaf")
MOST_DECIMALS = 10

_AVAILABLE_METHODS = ("weighted_points",)
_AVAILABLE_NORMALISATIONS = ("none",)
_PARAMETERS: dict[str, tuple[str, ...]] = {"linear": ("zero_at", "floor")}


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


def read_model(value: object, place: Place) -> Model:
    """Return the evaluation model, each rule of its own checked."""
    found = table(
        value, place, ("method", "max_points"), ("price_formula", "normalisation", "rounding")
    )
    return Model(
        method=_method(found["method"], (*place, "method")),
        max_points=read_positive(found["max_points"], (*place, "max_points")),
        price_formula=optional(found, "price_formula", place, read_price_formula),
        normalisation=_normalisation(found.get("normalisation"), (*place, "normalisation")),
        rounding=_rounding(found.get("rounding"), (*place, "rounding")),
    )


def read_price_formula(value: object, place: Place) -> PriceFormula:
    """Return a price formula with its parameters; those of other formulas are refused."""
    name = choice(mapping(value, place).get("name"), (*place, "name"), PRICE_FORMULAS)
    if name not in FORMULAS:
        fail(_("The price formula %(name)s is not available yet.", name=name), (*place, "name"))
    found = table(value, place, ("name",), _PARAMETERS.get(name, ()))
    return PriceFormula(
        name=name,
        zero_at=optional(found, "zero_at", place, _zero_at) or PriceFormula.zero_at,
        floor=optional(found, "floor", place, read_number),
    )


def _method(value: object, place: Place) -> str:
    name = choice(value, place, METHODS)
    if name not in _AVAILABLE_METHODS:
        fail(_("The method %(name)s is not available yet.", name=name), place)
    return name


def _zero_at(value: object, place: Place) -> Fraction:
    number = read_number(value, place)
    if number <= 1:
        fail(_("The points can only reach 0 at more than 1 times the lowest price."), place)
    return number


def _normalisation(value: object, place: Place) -> Normalisation:
    found = table(value, place, (), ("form", "level"))
    form = choice(found.get("form", "none"), (*place, "form"), NORMALISATIONS)
    level = choice(found.get("level", "criterion"), (*place, "level"), LEVELS)
    if form not in _AVAILABLE_NORMALISATIONS:
        fail(_("The normalisation %(name)s is not available yet.", name=form), (*place, "form"))
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
