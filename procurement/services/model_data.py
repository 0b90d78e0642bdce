"""The evaluation model and the criteria as an evaluation bundle writes them, and their digest."""

from decimal import Decimal
from fractions import Fraction
from typing import Any

from procurement.domain import EvaluationModel, Method, PriceFormula
from procurement.evaluation import digest, number_text
from procurement.services.criteria import CriterionNode, criteria_tree, model_of, scale_of
from procurement.services.work import Work

FORMAT = "kravspor-evaluation/1"


def plain(value: Decimal) -> str:
    """Write a decimal without exponent and without closing zeros."""
    text = format(value, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def model_data(model: EvaluationModel) -> dict[str, Any]:
    """Return the evaluation model as the bundle writes it."""
    data = {
        "method": str(model.method),
        "max_points": plain(model.max_points),
        "price_formula": formula_data(model),
        "normalisation": {
            "form": str(model.normalisation),
            "level": str(model.normalisation_level),
        },
        "rounding": {"points": model.rounding_points, "total": model.rounding_total},
    }
    return data | ({"tie_rule": model.tie_rule} if model.tie_rule.strip() else {})


def formula_data(model: EvaluationModel) -> dict[str, Any]:
    """Return the price formula with the parameters that it has, and no others."""
    formula = model.price_formula
    own: dict[PriceFormula, dict[str, Any]] = {
        PriceFormula.linear: {"zero_at": plain(model.zero_at), "floor": _perhaps(model.floor)},
        PriceFormula.hybrid: {"knee": plain(model.knee)},
        PriceFormula.fixed: {
            "full_at": _perhaps(model.full_price),
            "zero_at": _perhaps(model.zero_price),
            "clamp": model.is_clamped,
        },
        PriceFormula.logarithmic: {"base": plain(model.base)},
        PriceFormula.bands: {"bands": model.bands},
    }
    return {"name": str(formula)} | own.get(formula, {})


def _perhaps(value: Decimal | None) -> str | None:
    return None if value is None else plain(value)


def criteria_data(
    tree: list[CriterionNode],
    method: Method = Method.weighted_points,
    with_requirements: bool = True,
    with_terms: bool = False,
) -> list[dict[str, Any]]:
    """Return the criteria tree as the bundle writes it, down to the requirements or not.

    The terms are what only the checks of a model read: documentation demands, published ranges
    of weights, and weights that bidders do not know.
    """
    by_code = {node.criterion.code: node for node in tree}

    def data(node: CriterionNode) -> dict[str, Any]:
        criterion = node.criterion
        entry: dict[str, Any] = {
            "code": criterion.code,
            "name": criterion.name,
            "kind": str(criterion.kind),
            "weight": plain(criterion.weight),
        }
        if with_terms:
            entry |= _terms(node)
        below = [data(by_code[code]) for code in node.children]
        value = criterion.max_value if method.has_values and node.is_leaf else None
        if with_requirements and node.is_leaf and not criterion.is_priced:
            below = _requirement_leaves(node, value)
        if value is not None and not below and not criterion.is_priced:
            entry["max_value"] = plain(value)
        return entry | ({"children": below} if below else {})

    return [data(node) for node in tree if node.parent is None]


def _terms(node: CriterionNode) -> dict[str, Any]:
    criterion = node.criterion
    terms: dict[str, Any] = {}
    if criterion.documentation.strip():
        terms["documentation"] = criterion.documentation
    if criterion.weight_least is not None and criterion.weight_most is not None:
        terms["weight_range"] = [plain(criterion.weight_least), plain(criterion.weight_most)]
    return terms | ({} if criterion.is_published else {"published": False})


def _requirement_leaves(node: CriterionNode, value: Decimal | None) -> list[dict[str, Any]]:
    """Return the requirements of a criterion, each with its part of what full points are worth."""
    whole = sum((share.share for share in node.shares), Decimal(0))
    return [
        {
            "code": share.code,
            "name": share.title or share.code,
            "kind": str(node.criterion.kind),
            "weight": plain(share.share),
        }
        | ({"max_value": _part(value, share.share, whole)} if value is not None and whole else {})
        for share in node.shares
    ]


def _part(value: Decimal, share: Decimal, whole: Decimal) -> str:
    return number_text(Fraction(value) * Fraction(share) / Fraction(whole))


def model_content(work: Work) -> dict[str, Any]:
    """Return all that decides how points become a ranking, as it is signed."""
    model = model_of(work)
    return {
        "model": model_data(model),
        "criteria": criteria_data(
            criteria_tree(work), model.method, with_requirements=False, with_terms=True
        ),
        "scale": [[plain(step.points), step.text] for step in scale_of(work)],
    }


def model_digest(work: Work) -> str:
    """Return the digest of the model as it stands; it changes with every rule and weight."""
    return digest(model_content(work))
