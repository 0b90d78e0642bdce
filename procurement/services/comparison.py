"""Side by side: who wins the same bids with each price formula and each method."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from procurement.domain import EvaluationModel, Method, Normalisation, PriceFormula
from procurement.domain.labels import label
from procurement.errors import EvaluationError
from procurement.evaluation import Result, bundle_from, evaluate, read_number
from procurement.i18n import gettext as _
from procurement.services.model_data import model_data
from procurement.services.price_example import PriceRange, example_model, price_range_of
from procurement.services.ranking_words import written_total


@dataclass(frozen=True)
class Comparison:
    """What one rule makes of the bids."""

    name: str
    is_chosen: bool
    winner: str = ""
    lead: str = ""
    places: tuple[str, ...] = ()  # the totals as written, in the order of the bids
    other_winner: bool = False  # somebody else than with the chosen rule
    fault: str = ""


def compare_formulas(model: EvaluationModel, bundle: Mapping[str, Any]) -> list[Comparison]:
    """Return who wins with each formula; of bands only where the model has some."""
    prices = price_range_of(model)
    given = [read_number(bid["price"]) for bid in bundle["bids"] if bid.get("price") is not None]
    if prices.is_example and len(set(given)) > 1:
        prices = PriceRange(min(given), max(given))
    models = {formula: example_model(model, formula, prices) for formula in PriceFormula}
    rows = {formula: each for formula, each in models.items() if each is not None}
    return _compared(rows, model.price_formula, bundle)


def compare_normalisations(model: EvaluationModel, bundle: Mapping[str, Any]) -> list[Comparison]:
    """Return who wins with quality lifted in each way, and not at all."""
    values = model.model_dump()
    rows = {form: EvaluationModel(**(values | {"normalisation": form})) for form in Normalisation}
    return _compared(rows, model.normalisation, bundle)


def compare_methods(model: EvaluationModel, bundle: Mapping[str, Any]) -> list[Comparison]:
    """Return who wins with each method; those that need values only where these are given."""
    values = model.model_dump()
    usable = _usable([leaf.get("max_value") for leaf in _scored(bundle["criteria"])])
    rows = {
        method: EvaluationModel(**(values | {"method": method}))
        for method in Method
        if method in usable or not method.has_values
    }
    return _compared(rows, model.method, bundle)


def _usable(values: list[str | None]) -> tuple[Method, ...]:
    """Return the methods that values of full points fit: in kroner, or as shares of the price."""
    if None in values or not values:
        return ()
    known = [Fraction(value) for value in values if value is not None]
    if sum(known) < 1:
        return (Method.effective_price,)
    return Method.quality_deduction, Method.quality_markup


def _scored(criteria: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    for entry in criteria:
        if "children" in entry:
            yield from _scored(entry["children"])
        elif entry["kind"] not in ("price", "cost"):
            yield entry


def _compared(
    rows: Mapping[Any, EvaluationModel], chosen: Any, bundle: Mapping[str, Any]
) -> list[Comparison]:
    found = {key: _try(each, bundle) for key, each in rows.items()}
    today = found.get(chosen)
    winner = today.winner if isinstance(today, Result) else ()
    return [_row(label(key), key == chosen, each, bundle, winner) for key, each in found.items()]


def _try(model: EvaluationModel, bundle: Mapping[str, Any]) -> Result | str:
    """Return the ranking with another model, or why there is none."""
    try:
        return evaluate(bundle_from({**bundle, "model": model_data(model)}))
    except EvaluationError as error:
        return str(error.args[0])


def _row(
    name: str,
    is_chosen: bool,
    found: Result | str,
    bundle: Mapping[str, Any],
    today: tuple[str, ...],
) -> Comparison:
    if isinstance(found, str):
        return Comparison(name, is_chosen, fault=found)
    totals = {bid.code: bid.total for bid in found.bids}
    names = {bid.code: bid.name for bid in found.bids}
    return Comparison(
        name=name,
        is_chosen=is_chosen,
        winner=_(" and ").join(names[code] for code in found.winner),
        lead=_lead(found),
        places=tuple(written_total(found, totals[bid["code"]]) for bid in bundle["bids"]),
        other_winner=bool(today) and set(found.winner) != set(today),
    )


def _lead(result: Result) -> str:
    """Return by how much the first is ahead of the next, in the unit of the method."""
    totals = [bid.total for bid in result.bids if bid.total is not None]
    if len(totals) < 2 or len(result.winner) > 1:
        return "–"
    return written_total(result, abs(totals[0] - totals[1]))
