"""The price model: change the method, the formula and what belongs to them, with their rules."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from decimal import Decimal
from typing import Any

from procurement.domain import (
    Action,
    EvaluationModel,
    Method,
    Normalisation,
    NormalisationLevel,
    PriceFormula,
)
from procurement.domain.labels import label
from procurement.errors import FieldError
from procurement.i18n import gettext as _
from procurement.services.criteria import CriterionNode, criteria_tree, model_of
from procurement.services.work import Work, require_version


@dataclass(frozen=True)
class ModelDraft:
    """What a user types about the price model."""

    method: Method = Method.weighted_points
    price_formula: PriceFormula = PriceFormula.linear
    zero_at: Decimal = Decimal(2)
    floor: Decimal | None = None
    knee: Decimal = Decimal("1.5")
    base: Decimal = Decimal(10)
    full_price: Decimal | None = None
    zero_price: Decimal | None = None
    is_clamped: bool = False
    bands: list[dict[str, Any]] = field(default_factory=list)
    normalisation: Normalisation = Normalisation.none
    normalisation_level: NormalisationLevel = NormalisationLevel.criterion
    rounding_points: int | None = None
    rounding_total: int | None = None
    tie_rule: str = ""
    lowest_price: Decimal | None = None
    highest_price: Decimal | None = None

    def over(self, model: EvaluationModel) -> EvaluationModel:
        """Return a model with these values that belongs to no session, to try things on."""
        return EvaluationModel(**(model.model_dump() | asdict(self)))


def draft_of(model: EvaluationModel) -> ModelDraft:
    """Return the stored values as a draft."""
    stored = model.model_dump()
    return ModelDraft(**{name: stored[name] for name in asdict(ModelDraft())})


def valued_criteria(work: Work) -> list[CriterionNode]:
    """Return the criteria whose full points can have a value: the scored ones without children."""
    return [node for node in criteria_tree(work) if node.is_leaf and not node.criterion.is_priced]


def check_draft(draft: ModelDraft) -> None:
    """Raise at the first field that breaks a rule with another one."""
    _check_range(draft)
    if draft.method.has_points and draft.price_formula is PriceFormula.fixed:
        _check_limits(draft)
    if draft.method.has_points and draft.price_formula is PriceFormula.bands:
        _check_bands(draft.bands)


def _check_range(draft: ModelDraft) -> None:
    low, high = draft.lowest_price, draft.highest_price
    if (low is None) != (high is None):
        empty = "lowest_price" if low is None else "highest_price"
        raise FieldError(empty, _("Give both the lowest and the highest price, or neither."))
    if low is not None and high is not None and high <= low:
        raise FieldError("highest_price", _("The highest price must be above the lowest."))


def _check_limits(draft: ModelDraft) -> None:
    for name, value in (("full_price", draft.full_price), ("zero_price", draft.zero_price)):
        if value is None:
            raise FieldError(name, _("Type the price, in kroner."))
    if (draft.zero_price or 0) <= (draft.full_price or 0):
        message = _("The price with 0 points must be above the price with full points.")
        raise FieldError("zero_price", message)


def _check_bands(bands: list[dict[str, Any]]) -> None:
    if not bands:
        raise FieldError("bands", _("Fill in at least one band."))
    limits = [band["up_to"] for band in bands]
    if None in limits[:-1]:
        raise FieldError("bands", _("Only the last band can be without an upper limit."))
    known = [Decimal(limit) for limit in limits if limit is not None]
    if known != sorted(set(known)):
        raise FieldError("bands", _("Each band must end higher than the one before it."))


def save_model(
    work: Work, draft: ModelDraft, seen: int, values: Mapping[str, Decimal | None]
) -> list[str]:
    """Save the price model, and the value of full points by criterion; return what changed."""
    model = model_of(work)
    check_draft(draft)
    changed = [name for name, value in asdict(draft).items() if getattr(model, name) != value]
    if changed:
        require_version(model, seen)
    for name in changed:
        setattr(model, name, getattr(draft, name))
    changed += _save_values(work, values)
    work.session.flush()
    if changed:
        names = [label(draft.method)]
        names += [label(draft.price_formula)] if draft.method.has_points else []
        work.record(Action.model_changed, ", ".join(names))
    return changed


def _save_values(work: Work, values: Mapping[str, Decimal | None]) -> list[str]:
    changed = []
    for node in valued_criteria(work):
        criterion = node.criterion
        wanted = values.get(criterion.code, criterion.max_value)
        if wanted != criterion.max_value:
            criterion.max_value = wanted
            changed.append(criterion.code)
    return changed
