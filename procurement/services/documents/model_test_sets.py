"""What the model test report says about one set of hypothetical bids."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from procurement.domain import Scenario
from procurement.exporting.model_test_view import ModelTestView, ReportPart
from procurement.exporting.pictures import Table
from procurement.i18n import format_amount, format_number
from procurement.i18n import gettext as _
from procurement.services.analysis import Trial
from procurement.services.comparison import (
    Comparison,
    compare_formulas,
    compare_normalisations,
)
from procurement.services.criteria import model_of
from procurement.services.model_test import comparison_bundle, try_weights
from procurement.services.price_model import valued_criteria
from procurement.services.simulation import SimulationDraft, job_for, simulation_view
from procurement.services.work import Work


def parts_of_set(work: Work, scenario: Scenario) -> Iterator[ReportPart]:
    """Yield the bids of a set, who wins and how safely, and what turns it."""
    heading = _("Tried on: %(name)s", name=scenario.name)
    notes = (scenario.note,) if scenario.note else ()
    yield ReportPart(heading, 1, notes, table=_bids(work, scenario), caption=_("The bids"))
    test = try_weights(work, scenario, {})
    if test.view is None or test.trial is None:
        yield ReportPart(texts=(test.fault,))
        return
    yield from _answers(test.view)
    if test.trial.has_weights and test.trial.rivals:
        yield _simulation(test.trial, scenario)
    yield from _side_by_side(work, scenario)


def _bids(work: Work, scenario: Scenario) -> Table:
    """Return the bids as columns."""
    names = tuple(str(bid.get("name") or bid.get("code", "")) for bid in scenario.bids)
    price = (_("Price"), *(_amount(bid) for bid in scenario.bids))
    rows = tuple(
        (
            f"{node.criterion.code} {node.criterion.name}",
            *(_score(bid, node.criterion.code) for bid in scenario.bids),
        )
        for node in valued_criteria(work)
    )
    return Table((_("Criterion"), *names), (price, *rows), tuple(range(1, len(names) + 1)))


def _amount(bid: dict[str, Any]) -> str:
    ends = bid.get("price_range") or ([bid["price"]] if bid.get("price") is not None else [])
    return " – ".join(format_amount(Decimal(str(each))) for each in ends) or "–"


def _score(bid: dict[str, Any], code: str) -> str:
    score = bid.get("scores", {}).get(code)
    ends = bid.get("score_ranges", {}).get(code) or ([score] if score is not None else [])
    return "–".join(format_number(Decimal(str(each))) for each in ends) or "–"


def _answers(view: ModelTestView) -> Iterator[ReportPart]:
    """Yield the answers of the page, in its order and with its words."""
    said = tuple(filter(None, (f"{view.verdict} {view.turning}".strip(), view.safety, view.fault)))
    yield ReportPart(
        _("Who wins, and how safely"),
        2,
        said,
        table=view.totals,
        caption=_("Points by main criterion"),
    )
    if view.reigns:
        yield ReportPart(_("What if one weight were another?"), 2, picture=view.reigns)
    if view.stability:
        text = _("Inside the hatched part the winner is the same. The line is the weight today.")
        yield ReportPart(_("How far can each weight move?"), 2, (text,), picture=view.stability)
    if view.takes:
        yield ReportPart(
            _("What does it take to win?"),
            2,
            (_("One thing at a time, everything else as it is."),),
            lines=tuple(f"{take.name}: {line}" for take in view.takes for line in take.lines),
        )
    if view.decoys:
        yield ReportPart(_("What can a bid that loses do?"), 2, lines=view.decoys)
    if view.forces:
        heading = _("What do the criteria really decide?")
        yield ReportPart(heading, 2, view.dead, picture=view.forces)
    if view.map:
        text = _("Each place in the triangle is a pair of weights. The cross is today.")
        yield ReportPart(_("What if two weights were others?"), 2, (text,), picture=view.map)
    if view.chances:
        text = _(
            "Of all weights that there are, each bid is first in so many. This is computed "
            "exactly, nothing is drawn."
        )
        heading = _("And if nobody knew the weights?")
        yield ReportPart(heading, 2, (text,), table=view.chances, caption=heading)


def _simulation(trial: Trial, scenario: Scenario) -> ReportPart:
    """Return the usual simulation; its seed is fixed, so the report is the same each time."""
    draft = SimulationDraft()
    job = job_for(trial, {bid["code"]: bid for bid in scenario.bids}, draft)
    view = simulation_view(job(lambda _done, _all: None), trial.names, draft)
    note = _("Seed %(seed)s; the number after ± is the standard error.", seed=draft.seed)
    return ReportPart(
        _("What if it turns out a little differently?"),
        2,
        (view.sentence, view.margin, note),
        picture=view.picture,
    )


def _side_by_side(work: Work, scenario: Scenario) -> Iterator[ReportPart]:
    """Yield who wins with each formula and each normalisation."""
    model, bundle = model_of(work), comparison_bundle(work, scenario)
    names = tuple(str(bid["name"]) for bid in bundle["bids"])
    heading, level = _("Side by side: who wins"), 2
    if model.method.has_points:
        rows = _rows(compare_formulas(model, bundle), len(names))
        heads = (_("Price formula"), _("Winner"), _("Lead"), *names)
        table = Table(heads, rows, tuple(range(2, len(heads))))
        caption = _("Price formulas side by side")
        yield ReportPart(heading, level, table=table, caption=caption)
        heading, level = "", 0
    rows = _rows(compare_normalisations(model, bundle), len(names))
    heads = (_("Normalisation of quality"), _("Winner"), _("Lead"), *names)
    table = Table(heads, rows, tuple(range(2, len(heads))))
    yield ReportPart(heading, level, table=table, caption=_("Normalisation side by side"))


def _rows(found: list[Comparison], columns: int) -> tuple[tuple[str, ...], ...]:
    return tuple(
        (
            _("%(name)s (chosen)", name=row.name) if row.is_chosen else row.name,
            row.winner or row.fault,
            row.lead or "–",
            *(row.places or ("–",) * columns),
        )
        for row in found
    )
