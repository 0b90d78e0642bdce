"""Parts of the konkurransegrunnlag: the buyer's words, options, criteria, the environment rule."""

from dataclasses import fields, replace
from fractions import Fraction
from uuid import UUID

from procurement.domain import (
    Criterion,
    DeadlineKind,
    EvaluationModel,
    ParticipationStatus,
    PriceFormula,
    Procedure,
)
from procurement.domain.labels import label
from procurement.exporting.tender_views import EnvironmentFacts, OptionRow, TenderTexts
from procurement.exporting.views import CriterionRow, ExampleRow, Fact
from procurement.i18n import format_amount, format_day, format_moment, format_number
from procurement.i18n import gettext as _
from procurement.services.bids import price_lines
from procurement.services.criteria import CriterionNode, criteria_tree, model_of
from procurement.services.documents.frame import criterion_rows
from procurement.services.environment import environment_words
from procurement.services.participants import deadlines_of, participants_of
from procurement.services.price_example import DEFAULT_RANGE, PriceRange, worked_example
from procurement.services.quantities import quantities_of
from procurement.services.tender_texts import texts_of
from procurement.services.work import Work


def tender_texts(work: Work) -> TenderTexts:
    """Return what the buyer has filled in for the main document."""
    held = texts_of(work)
    return TenderTexts(**{each.name: held.get(each.name, "") for each in fields(TenderTexts)})


def time_plan(work: Work) -> tuple[Fact, ...]:
    """Return the day of the notice, where it is known, and the deadlines."""
    day = model_of(work).notice_date
    plan = [Fact(_("Notice of the competition"), format_day(day))] if day else []
    is_open = work.procurement.procedure == Procedure.open
    for each in deadlines_of(work):
        if is_open and each.kind == DeadlineKind.applications:
            continue  # nobody asks to take part
        only = is_open and each.kind == DeadlineKind.tenders
        what = _("Bids (open procedure)") if only else label(each.kind)
        plan.append(Fact(what, format_moment(each.at)))
    return tuple(plan)


def example_rows(model: EvaluationModel) -> tuple[ExampleRow, ...]:
    """Return the worked example at prices that say nothing of what the buyer expects."""
    if not model.method.has_points:
        return ()
    low, high = DEFAULT_RANGE
    limits = [Fraction(str(band["up_to"])) for band in model.bands if band.get("up_to")]
    if model.price_formula is PriceFormula.fixed:  # its limits are told anyway
        limits = [Fraction(each) for each in (model.full_price, model.zero_price) if each]
    if model.price_formula in (PriceFormula.fixed, PriceFormula.bands) and limits:
        low, high = min(limits), max(limits)
    return worked_example(model, PriceRange(low, high, is_example=True))


def option_rows(work: Work) -> tuple[OptionRow, ...]:
    """Return the municipalities with an option, with the quantities that are theirs."""
    volumes = _volumes(work)
    return tuple(
        OptionRow(
            name=each.organisation.name,
            organisation_number=each.organisation.organisation_number or _("unknown"),
            volume="\n".join(volumes.get(each.organisation.id, ())),
        )
        for each in participants_of(work, status=ParticipationStatus.option)
    )


def _volumes(work: Work) -> dict[UUID | None, list[str]]:
    """Return by municipality how much of each price line is divided to it."""
    divided = quantities_of(work)
    found: dict[UUID | None, list[str]] = {}
    for line in price_lines(work):
        shares = divided.get(line.id, {})
        for buyer in dict.fromkeys(organisation for organisation, _year in shares):
            total = sum(share for (whose, _year), share in shares.items() if whose == buyer)
            if total:
                amount = f"{format_number(total)} {line.unit}"
                found.setdefault(buyer, []).append(f"{line.code} {line.name}: {amount}")
    return found


def published_criteria(work: Work) -> tuple[CriterionRow, ...]:
    """Return the criteria with the weights as the bidders are told them."""
    tree = criteria_tree(work)
    hidden: set[str] = set()  # whose share of the whole would give away a weight
    rows = []
    for node, row in zip(tree, criterion_rows(work), strict=True):
        told = _told(node.criterion)
        if told or node.parent in hidden:
            hidden.add(node.criterion.code)
            row = replace(row, weight=told or row.weight, effective="–")
        rows.append(replace(row, weight=_value_of(work, node) or row.weight))
    return tuple(rows)


def _told(criterion: Criterion) -> str:
    """Return what stands in place of an exact weight: a range, or that it is not given."""
    if not criterion.is_published:
        return _("Not given")
    if criterion.weight_least is None or criterion.weight_most is None:
        return ""
    least, most = format_number(criterion.weight_least), format_number(criterion.weight_most)
    return f"{least}–{most} %"


def _value_of(work: Work, node: CriterionNode) -> str:
    """Return what full points are worth where quality has a price in kroner."""
    method, value = model_of(work).method, node.criterion.max_value
    if not method.has_values or value is None or node.criterion.is_priced:
        return ""
    return format_amount(value) if value >= 1 else format_number(value)


def environment_facts(work: Work) -> EnvironmentFacts:
    """Return the environment rule of the date of the notice, and how the weights stand to it."""
    ground = model_of(work).environment_ground
    rule, weight = environment_words(work, criteria_tree(work))
    return EnvironmentFacts(rule, weight, label(ground) if ground else "")
