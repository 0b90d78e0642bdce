"""What all documents share: frame, criteria rows, the price formula in words and symbols."""

from datetime import date

from procurement.domain import Criterion, EvaluationModel, Phase, PriceFormula
from procurement.domain.labels import label
from procurement.exporting.views import CriterionRow, Frame
from procurement.i18n import format_day, format_number
from procurement.i18n import gettext as _
from procurement.services.baselines import baseline_label
from procurement.services.criteria import criteria_tree
from procurement.services.work import Work


def frame_of(work: Work, title: str) -> Frame:
    """Return the frame of a document made today."""
    sealed = work.procurement.phase.has_reached(Phase.sealed)
    return Frame(
        title=title,
        procurement=work.procurement.title,
        buyer=work.procurement.buyer,
        language=work.procurement.language,
        issued=format_day(date.today()),
        baseline=baseline_label(work),
        notice="" if sealed else _("Draft. Not published."),
    )


def criterion_rows(work: Work) -> tuple[CriterionRow, ...]:
    """Return the criteria tree in reading order, with weights in words."""
    return tuple(
        CriterionRow(
            code=node.criterion.code,
            name=node.criterion.name,
            kind=label(node.criterion.kind),
            depth=node.depth,
            weight=f"{format_number(node.criterion.weight)} %",
            effective=f"{format_number(node.effective * 100, 1)} %",
            documentation=node.criterion.documentation,
        )
        for node in criteria_tree(work)
    )


def formula_words(model: EvaluationModel) -> str:
    """Return the price formula in words."""
    most = format_number(model.max_points)
    if model.price_formula == PriceFormula.proportional:
        return _(
            "The lowest price gets %(most)s points. Other prices get %(most)s points times the "
            "lowest price divided by their own price.",
            most=most,
        )
    if model.price_formula == PriceFormula.high_low:
        return _(
            "The lowest price gets %(most)s points and the highest gets 0. Prices between them "
            "get points in proportion to the distance.",
            most=most,
        )
    words = _(
        "The lowest price gets %(most)s points. Other prices lose points in proportion to how much "
        "higher they are, so that a price of %(zero)s times the lowest gets 0 points.",
        most=most,
        zero=format_number(model.zero_at),
    )
    if model.floor is None:
        return words + " " + _("A price above that gets negative points.")
    floor = format_number(model.floor)
    return words + " " + _("No price gets fewer than %(floor)s points.", floor=floor)


def formula_symbols(model: EvaluationModel) -> str:
    """Return the price formula in symbols."""
    most = format_number(model.max_points)
    if model.price_formula == PriceFormula.proportional:
        return _("points = %(most)s · L / P", most=most)
    if model.price_formula == PriceFormula.high_low:
        return _("points = %(most)s · (H − P) / (H − L)", most=most)
    return _(
        "points = %(most)s · (1 − (P / L − 1) / %(slope)s)",
        most=most,
        slope=format_number(model.zero_at - 1),
    )


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


def heading_of(criterion: Criterion) -> str:
    """Return name and weight, as a column heading."""
    return f"{criterion.name} {format_number(criterion.weight)} %"
