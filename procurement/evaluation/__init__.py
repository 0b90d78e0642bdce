"""The evaluation engine: a bundle in, an exact and reproducible ranking out."""

from procurement.evaluation.admission import Exclusion, Shortfall
from procurement.evaluation.bids import Bid
from procurement.evaluation.bundle import Bundle, bundle_from, read_bundle
from procurement.evaluation.canonical import canonical_json, digest
from procurement.evaluation.checks import Finding, Severity, check_model, findings_document
from procurement.evaluation.criteria import Criterion, Kind
from procurement.evaluation.decoys import Decoy, decoy_prices
from procurement.evaluation.environment import Ground, Justification
from procurement.evaluation.expectations import Expectations, Outlook, simulate_expectations
from procurement.evaluation.flips import NearestFlip, ScoreFlip, nearest_flip, score_flips
from procurement.evaluation.folding import Matrix, fold
from procurement.evaluation.formula import Band, PriceFormula
from procurement.evaluation.influence import Influence, PointValue, influences, point_values
from procurement.evaluation.methods import evaluate
from procurement.evaluation.model import Model, Normalisation, Rounding
from procurement.evaluation.noise import rank_probabilities
from procurement.evaluation.numbers import decimal_text, fraction_text, number_text, read_number
from procurement.evaluation.possible import Chance, can_win
from procurement.evaluation.price_flips import PriceFlip, flipping_prices
from procurement.evaluation.price_formulas import points_of
from procurement.evaluation.probability import expected_rank, pairwise, win_probability
from procurement.evaluation.reading import load
from procurement.evaluation.regions import (
    Area,
    Crossover,
    Reign,
    crossovers,
    winner_areas,
    winner_map,
)
from procurement.evaluation.result import BidResult, CriterionResult, Result, result_document
from procurement.evaluation.rules import EnvironmentRule, Rules, default_rules
from procurement.evaluation.simulation import Simulation, simulate
from procurement.evaluation.simulation_file import simulation_document
from procurement.evaluation.stability import Stability, stability_intervals
from procurement.evaluation.verify import verify
from procurement.evaluation.version import ENGINE_VERSION
from procurement.evaluation.weight_ranges import WeightRange, read_weight_range

__all__ = [
    "ENGINE_VERSION",
    "Area",
    "Band",
    "Bid",
    "BidResult",
    "Bundle",
    "Chance",
    "Criterion",
    "CriterionResult",
    "Crossover",
    "Decoy",
    "EnvironmentRule",
    "Exclusion",
    "Expectations",
    "Finding",
    "Ground",
    "Influence",
    "Justification",
    "Kind",
    "Matrix",
    "Model",
    "NearestFlip",
    "Normalisation",
    "Outlook",
    "PointValue",
    "PriceFlip",
    "PriceFormula",
    "Reign",
    "Result",
    "Rounding",
    "Rules",
    "ScoreFlip",
    "Severity",
    "Shortfall",
    "Simulation",
    "Stability",
    "WeightRange",
    "bundle_from",
    "can_win",
    "canonical_json",
    "check_model",
    "crossovers",
    "decimal_text",
    "decoy_prices",
    "default_rules",
    "digest",
    "evaluate",
    "expected_rank",
    "findings_document",
    "flipping_prices",
    "fold",
    "fraction_text",
    "influences",
    "load",
    "nearest_flip",
    "number_text",
    "pairwise",
    "point_values",
    "points_of",
    "rank_probabilities",
    "read_bundle",
    "read_number",
    "read_weight_range",
    "result_document",
    "score_flips",
    "simulate",
    "simulate_expectations",
    "simulation_document",
    "stability_intervals",
    "verify",
    "win_probability",
    "winner_areas",
    "winner_map",
]
