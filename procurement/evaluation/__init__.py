"""The evaluation engine: a bundle in, an exact and reproducible ranking out."""

from procurement.evaluation.admission import Exclusion, Shortfall
from procurement.evaluation.bids import Bid
from procurement.evaluation.bundle import Bundle, bundle_from, read_bundle
from procurement.evaluation.canonical import canonical_json, digest
from procurement.evaluation.criteria import Criterion, Kind
from procurement.evaluation.model import Model, Normalisation, Rounding
from procurement.evaluation.numbers import decimal_text, fraction_text, number_text, read_number
from procurement.evaluation.price_formulas import PriceFormula, points_of
from procurement.evaluation.reading import load
from procurement.evaluation.result import BidResult, CriterionResult, Result, result_document
from procurement.evaluation.version import ENGINE_VERSION
from procurement.evaluation.weighted_points import evaluate

__all__ = [
    "ENGINE_VERSION",
    "Bid",
    "BidResult",
    "Bundle",
    "Criterion",
    "CriterionResult",
    "Exclusion",
    "Kind",
    "Model",
    "Normalisation",
    "PriceFormula",
    "Result",
    "Rounding",
    "Shortfall",
    "bundle_from",
    "canonical_json",
    "decimal_text",
    "digest",
    "evaluate",
    "fraction_text",
    "load",
    "number_text",
    "points_of",
    "read_bundle",
    "read_number",
    "result_document",
]
