"""What a criterion really decides: its spread among the bids, and what a point costs."""

from dataclasses import dataclass
from fractions import Fraction

from procurement.evaluation.bundle import Bundle
from procurement.evaluation.folding import fold, standings
from procurement.evaluation.places import fail, shown
from procurement.evaluation.price_sheets import price_sheets
from procurement.evaluation.price_slopes import slope_at
from procurement.i18n import gettext as _


@dataclass(frozen=True)
class Influence:
    """One criterion's weight on paper and in effect."""

    criterion: str
    weight: Fraction  # the share of the root
    reach: Fraction  # share x (most - least points): how far it parts the best from the worst
    effective: Fraction | None  # its part of all reaches; None if no criterion parts the bids
    can_decide: bool  # False: all of its reach is less than the lead of the first bid


@dataclass(frozen=True)
class PointValue:
    """How much dearer a bid may be for one more point on a criterion, at today's total."""

    bid: str
    price_criterion: str
    amount: Fraction | None  # in the currency; None where a little more or less costs no points


def influences(bundle: Bundle, leaves: bool = False) -> list[Influence]:
    """Return the influence of every child of the root, or of every leaf.

    effective weight = share x spread / sum(share x spread)

    A criterion on which all bids have the same points has none, whatever its weight.

    Raises EvaluationError like `fold`.

    """
    matrix = fold(bundle, leaves)
    totals = sorted((bid.total for bid in standings(bundle)), reverse=True)
    margin = totals[0] - totals[1] if len(totals) > 1 else None
    columns = zip(*matrix.points, strict=True)
    reaches = [
        share * (max(column) - min(column))
        for share, column in zip(matrix.shares, columns, strict=True)
    ]
    whole = sum(reaches, Fraction(0))
    return [
        Influence(
            criterion=code,
            weight=share,
            reach=reach,
            effective=reach / whole if whole else None,
            can_decide=margin is not None and reach >= margin,
        )
        for code, share, reach in zip(matrix.criteria, matrix.shares, reaches, strict=True)
    ]


def point_values(bundle: Bundle, code: str) -> list[PointValue]:
    """Return what one point on a criterion or group is worth, by priced leaf and bid.

    amount = share of the criterion / (share of the price x points lost per unit of price)

    A point is one on the model's scale. The other prices, and with them the lowest, the
    highest and the mean, stay as they are.

    Raises EvaluationError for an unknown criterion, a method without weights, or a bundle that
    cannot be evaluated.

    Source: Dini, Pacini and Valletti, Handbook of Procurement (2006), chapter 12.
    """
    bids = standings(bundle)
    if code not in bids[0].criteria:
        fail(_("There is no criterion %(code)s.", code=shown(code)), ("criteria",))
    share = bids[0].criteria[code].share
    values = []
    for sheet in price_sheets(bundle, bids):
        own = bids[0].criteria[sheet.leaf.code].share
        for number in sheet.movable:
            prices = list(sheet.prices.values())
            slope = slope_at(sheet.formula, sheet.prices[number], prices, bundle.model.max_points)
            amount = share / (own * slope) if slope else None
            values.append(PointValue(bids[number].code, sheet.leaf.code, amount))
    return values
