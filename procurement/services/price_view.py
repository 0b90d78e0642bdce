"""What the page about the price model shows: the curve, the example, the price of a point."""

from dataclasses import dataclass
from fractions import Fraction

from procurement.domain import EvaluationModel
from procurement.errors import EvaluationError
from procurement.evaluation.price_formulas import ABSOLUTE
from procurement.exporting.pictures import Picture, Table
from procurement.exporting.price_pictures import (
    Bar,
    CurveChart,
    Tick,
    bar_chart,
    price_curve,
    whole_ticks,
)
from procurement.exporting.views import ExampleRow
from procurement.i18n import format_amount, format_number
from procurement.i18n import gettext as _
from procurement.services.criteria import CriterionNode
from procurement.services.price_example import (
    PriceRange,
    point_cost,
    points_along,
    price_range_of,
    worked_example,
)
from procurement.services.price_words import formula_symbols, formula_words, method_words

_LOSING = (Fraction(3, 5), Fraction(4, 5))  # of the lowest expected price: bids that lose
_MILLION = 1_000_000


@dataclass(frozen=True)
class PriceView:
    """The price model in words, as formulas, as pictures and as an example."""

    method: str
    words: str = ""
    symbols: str = ""
    range: PriceRange | None = None
    curve: Picture | None = None
    example: tuple[ExampleRow, ...] = ()
    cost_sentence: str = ""
    costs: Picture | None = None
    fault: str = ""


def price_view(
    model: EvaluationModel, tree: list[CriterionNode], expected: PriceRange | None = None
) -> PriceView:
    """Return what a model, saved or not, does with prices; a fault is a sentence.

    The prices are those expected of the bids; where none are given, those of the model.
    """
    if not model.method.has_points:
        return PriceView(method_words(model.method))
    share = price_share(tree)
    prices = expected or price_range_of(model)
    try:
        return PriceView(
            method=method_words(model.method),
            words=formula_words(model),
            symbols=formula_symbols(model),
            range=prices,
            curve=_curve(model, prices),
            example=worked_example(model, prices),
            cost_sentence=_cost_sentence(model, share, prices),
            costs=_costs(model, share, prices),
        )
    except EvaluationError as error:
        return PriceView(method_words(model.method), fault=str(error.args[0]))


def price_share(tree: list[CriterionNode]) -> Fraction:
    """Return the share of the whole that price and cost have together."""
    leaves = (node for node in tree if node.is_leaf and node.criterion.is_priced)
    return sum((node.effective for node in leaves), Fraction(0))


def is_absolute(model: EvaluationModel) -> bool:
    """Return True if the points of a price do not depend on the other bids."""
    return str(model.price_formula) in ABSOLUTE


def _curve(model: EvaluationModel, prices: PriceRange) -> Picture:
    main = points_along(model, prices, prices.low)
    lower = prices.low * _LOSING[0]
    other = [] if is_absolute(model) else points_along(model, prices, lower)
    example = worked_example(model, prices)
    shown = dict(main)
    dots = tuple(
        (price, shown.get(price, Fraction(0)), row.points)
        for price, row in zip((prices.low, prices.middle, prices.high), example, strict=True)
    )
    heights = [points for _price, points in [*main, *other]]
    most = Fraction(model.max_points)
    return price_curve(
        "price-curve",
        CurveChart(
            title=_("Points for each price"),
            description=" ".join(f"{row.price}: {row.points}." for row in example),
            main=tuple(main),
            other=tuple(other),
            other_label=_("if a losing bid of %(price)s comes in", price=format_amount(lower)),
            examples=dots,
            across=_price_ticks(prices),
            up=_point_ticks(min([Fraction(0), *heights]), max([most, *heights])),
            axis=_("Points"),
            table=_example_table(example),
        ),
    )


def _example_table(example: tuple[ExampleRow, ...]) -> Table:
    heads = (_("Price"), _("How"), _("Points"))
    rows = tuple((row.price, row.working or "–", row.points) for row in example)
    return Table(heads, rows, numbers=(2,))


def _price_ticks(prices: PriceRange) -> tuple[Tick, ...]:
    """Return the ends of the range and round prices between them."""
    unit = _MILLION if prices.high >= 2 * _MILLION else 1
    whole = [Fraction(tick * unit) for tick in whole_ticks(prices.low / unit, prices.high / unit)]
    gap = (prices.high - prices.low) / 10
    inside = [each for each in whole if prices.low + gap < each < prices.high - gap]
    return tuple(Tick(each, format_amount(each)) for each in [prices.low, *inside, prices.high])


def _point_ticks(low: Fraction, high: Fraction) -> tuple[Tick, ...]:
    return tuple(Tick(Fraction(tick), format_number(tick)) for tick in whole_ticks(low, high))


def _cost(
    model: EvaluationModel, share: Fraction, prices: PriceRange, lowest: Fraction
) -> Fraction | None:
    """Return what a point costs a bid in the middle of the range, with a given lowest price."""
    return point_cost(model, share, prices.middle, [lowest, prices.middle, prices.high])


def _cost_sentence(model: EvaluationModel, share: Fraction, prices: PriceRange) -> str:
    """Say what a quality point costs, and what it costs when a lower losing bid comes in."""
    lower = prices.low * _LOSING[0]
    cost = _cost(model, share, prices, prices.low)
    if cost is None:
        return _("One quality point more has no price here, for the price costs no points.")
    first = _(
        "One quality point more costs %(cost)s when the lowest price is %(lowest)s.",
        cost=format_amount(cost),
        lowest=format_amount(prices.low),
    )
    after = _cost(model, share, prices, lower)
    if is_absolute(model) or after is None or after == cost:
        return first + " " + _("No other bid can change that.")
    return (
        first
        + " "
        + _(
            "It costs %(cost)s if a losing bid of %(price)s comes in.",
            cost=format_amount(after),
            price=format_amount(lower),
        )
    )


def _costs(model: EvaluationModel, share: Fraction, prices: PriceRange) -> Picture | None:
    """Return the price of a quality point for some lowest prices, as bars."""
    if is_absolute(model):
        return None
    lows = [prices.low * part for part in _LOSING] + [prices.low, prices.middle]
    found = [(low, _cost(model, share, prices, low)) for low in lows]
    known = [(low, cost) for low, cost in found if cost is not None]
    if not known:
        return None
    rows = tuple((format_amount(low), format_amount(cost)) for low, cost in known)
    bars = [
        Bar(
            _("Lowest price %(price)s", price=format_amount(low)),
            cost,
            format_amount(cost),
            "fill-3" if low < prices.low else "fill-0",
        )
        for low, cost in known
    ]
    title = _("What one quality point more may cost")
    words = " ".join(f"{low}: {cost}." for low, cost in rows)
    table = Table((_("Lowest price"), _("One quality point")), rows, numbers=(0, 1))
    return bar_chart("point-cost", (title, words), bars, table)
