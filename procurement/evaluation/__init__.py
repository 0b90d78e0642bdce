"""The evaluation engine: a bundle in, an exact and reproducible ranking out."""

from procurement.evaluation.admission import Exclusion, Shortfall
from procurement.evaluation.bids import Bid
from procurement.evaluation.bundle import Bundle, bundle_from, read_bundle
from procurement.evaluation.canonical import canonical_json, digest
from procurement.evaluation.checks import Finding, Severity, check_model, findings_document
from procurement.evaluation.criteria import Criterion, Kind
from procurement.evaluation.environment import Ground, Justification
from procurement.evaluation.formula import Band, PriceFormula
from procurement.evaluation.methods import evaluate
from procurement.evaluation.model import Model, Normalisation, Rounding
from procurement.evaluation.numbers import decimal_text, fraction_text, number_text, read_number
from procurement.evaluation.price_formulas import points_of
from procurement.evaluation.reading import load
from procurement.evaluation.result import BidResult, CriterionResult, Result, result_document
from procurement.evaluation.rules import EnvironmentRule, Rules, default_rules
from procurement.evaluation.verify import verify
from procurement.evaluation.version import ENGINE_VERSION

__all__ = [
    "ENGINE_VERSION",
    "Band",
    "Bid",
    "BidResult",
    "Bundle",
    "Criterion",
    "CriterionResult",
    "EnvironmentRule",
    "Exclusion",
    "Finding",
    "Ground",
    "Justification",
    "Kind",
    "Model",
    "Normalisation",
    "PriceFormula",
    "Result",
    "Rounding",
    "Rules",
    "Severity",
    "Shortfall",
    "bundle_from",
    "canonical_json",
    "check_model",
    "decimal_text",
    "default_rules",
    "digest",
    "evaluate",
    "findings_document",
    "fraction_text",
    "load",
    "number_text",
    "points_of",
    "read_bundle",
    "read_number",
    "result_document",
    "verify",
]
