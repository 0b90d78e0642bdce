"""Read a price formula with its parameters; those of other formulas are refused."""

from collections.abc import Callable, Mapping
from fractions import Fraction

from procurement.evaluation.formula import Band, PriceFormula
from procurement.evaluation.numbers import number_text, read_number
from procurement.evaluation.places import Place, fail
from procurement.evaluation.price_formulas import FORMULAS
from procurement.evaluation.reading import choice, mapping, optional, rows, table, truth
from procurement.i18n import gettext as _


def read_price_formula(value: object, place: Place) -> PriceFormula:
    """Return a price formula, each rule of its own checked."""
    name = choice(mapping(value, place).get("name"), (*place, "name"), tuple(FORMULAS))
    return _READERS[name](value, place)


def _plain(value: object, place: Place) -> PriceFormula:
    return PriceFormula(str(table(value, place, ("name",), ())["name"]))


def _linear(value: object, place: Place) -> PriceFormula:
    found = table(value, place, ("name",), ("zero_at", "floor"))
    return PriceFormula(
        "linear",
        zero_at=optional(found, "zero_at", place, _multiple) or PriceFormula.zero_at,
        floor=optional(found, "floor", place, read_number),
    )


def _hybrid(value: object, place: Place) -> PriceFormula:
    found = table(value, place, ("name", "knee"), ())
    knee = read_number(found["knee"], (*place, "knee"))
    if not 1 < knee < 2:
        fail(_("The knee must be above 1 and below 2 times the lowest price."), (*place, "knee"))
    return PriceFormula("hybrid", knee=knee)


def _fixed(value: object, place: Place) -> PriceFormula:
    found = table(value, place, ("name", "full_at", "zero_at"), ("clamp",))
    full_at = read_number(found["full_at"], (*place, "full_at"))
    zero_at = read_number(found["zero_at"], (*place, "zero_at"))
    if zero_at <= full_at:
        fail(
            _("The price with 0 points must be above the price with full points."),
            (*place, "zero_at"),
        )
    clamp = optional(found, "clamp", place, truth) or False
    return PriceFormula("fixed", full_at=full_at, zero_at=zero_at, clamp=clamp)


def _logarithmic(value: object, place: Place) -> PriceFormula:
    found = table(value, place, ("name", "base"), ())
    return PriceFormula("logarithmic", base=_multiple(found["base"], (*place, "base")))


def _multiple(value: object, place: Place) -> Fraction:
    number = read_number(value, place)
    if number <= 1:
        fail(_("The points can only reach 0 at more than 1 times the lowest price."), place)
    return number


def _bands(value: object, place: Place) -> PriceFormula:
    found = table(value, place, ("name", "bands"), ())
    here = (*place, "bands")
    bands: list[Band] = []
    for number, item in enumerate(rows(found["bands"], here)):
        bands.append(_band(item, (*here, number), bands[-1] if bands else None))
    if not bands:
        fail(_("At least one band is expected here."), here)
    return PriceFormula("bands", bands=tuple(bands))


def _band(value: object, place: Place, previous: Band | None) -> Band:
    """Return a band that begins where the previous one ends.

    `above` may be left out; where it is given it must be the limit of the previous band, so
    that a table copied from a document is refused if it has a gap or an overlap.
    """
    found = table(value, place, ("up_to", "points"), ("above",))
    above = optional(found, "above", place, read_number)
    up_to = optional(found, "up_to", place, read_number)
    if previous is not None:
        above = _joined(above, previous, place)
    if above is not None and up_to is not None and up_to <= above:
        fail(
            _("The band must end above %(limit)s, where it begins.", limit=number_text(above)),
            (*place, "up_to"),
        )
    return Band(above, up_to, read_number(found["points"], (*place, "points")))


def _joined(above: Fraction | None, previous: Band, place: Place) -> Fraction:
    """Return the limit that two bands share."""
    limit = previous.up_to
    if limit is None:
        fail(_("The band before this one has no upper limit, so this one is never used."), place)
    if above is not None and above > limit:
        fail(
            _("There is a gap: the band before this one ends at %(a)s.", a=number_text(limit)),
            (*place, "above"),
        )
    if above is not None and above < limit:
        fail(
            _("The bands overlap: the one before this ends at %(a)s.", a=number_text(limit)),
            (*place, "above"),
        )
    return limit


_READERS: Mapping[str, Callable[[object, Place], PriceFormula]] = {
    "linear": _linear,
    "proportional": _plain,
    "hybrid": _hybrid,
    "high_low": _plain,
    "fixed": _fixed,
    "mean_relative": _plain,
    "logarithmic": _logarithmic,
    "bands": _bands,
}
