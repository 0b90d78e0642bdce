"""Hypothetical bids: made from the ranges that the group expects, changed, kept under a name."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from typing import Any
from uuid import UUID

from sqlmodel import select

from procurement.domain import Action, Scenario, ScenarioOrigin
from procurement.errors import FieldError, NotFoundError
from procurement.i18n import gettext as _
from procurement.services.criteria import model_of
from procurement.services.model_data import plain
from procurement.services.price_model import valued_criteria
from procurement.services.work import Work, require_version

MOST_BIDS = 8
Range = tuple[Decimal, Decimal]


@dataclass(frozen=True)
class BidDraft:
    """One hypothetical bid; where the group is unsure a range beside the middle of it."""

    name: str
    price: Range | None
    scores: Mapping[str, Range]

    def data(self, code: str) -> dict[str, Any]:
        """Return the bid as it is stored."""
        bid: dict[str, Any] = {
            "code": code,
            "name": self.name,
            "scores": {key: _middle(ends) for key, ends in self.scores.items()},
        }
        if self.price is not None:
            bid["price"] = _middle(self.price)
            if self.price[0] != self.price[1]:
                bid["price_range"] = [plain(each) for each in self.price]
        ranges = {
            key: [plain(each) for each in ends]
            for key, ends in self.scores.items()
            if ends[0] != ends[1]
        }
        return bid | ({"score_ranges": ranges} if ranges else {})


def _middle(ends: Range) -> str:
    return plain((ends[0] + ends[1]) / 2)


@dataclass(frozen=True)
class ScenarioDraft:
    """A set of hypothetical bids as it is typed."""

    name: str
    note: str = ""
    bids: tuple[BidDraft, ...] = ()


@dataclass(frozen=True)
class RangesDraft:
    """What the group expects: the prices, and the points on each criterion."""

    prices: Range
    points: Mapping[str, Range] = field(default_factory=dict)


def get_scenario(work: Work, identity: str) -> Scenario:
    """Return one set of bids."""
    try:
        key = UUID(identity)
    except ValueError:
        key = None
    found = work.session.exec(
        select(Scenario).where(Scenario.procurement_id == work.procurement.id, Scenario.id == key)
    ).first()
    if found is None:
        raise NotFoundError(_("There is no such set of bids here."))
    return found


def save_scenario(work: Work, scenario: Scenario, draft: ScenarioDraft, seen: int) -> None:
    """Save the bids of a set under their name."""
    bids = [bid.data(f"T{number}") for number, bid in enumerate(draft.bids, start=1)]
    wanted = (draft.name, draft.note, bids)
    if (scenario.name, scenario.note, scenario.bids) == wanted:
        return
    require_version(scenario, seen)
    _check_name(work, draft.name, scenario)
    if scenario.bids != bids:
        scenario.origin = ScenarioOrigin.typed
    scenario.name, scenario.note, scenario.bids = wanted
    work.session.flush()
    work.record(Action.scenario_changed, scenario.name)


def make_scenario(work: Work, name: str, draft: RangesDraft) -> Scenario:
    """Make four hypothetical bids from the expected ranges."""
    _check_name(work, name)
    scenario = Scenario(
        procurement_id=work.procurement.id,
        name=name,
        note=_("Made from the prices and points that the group expects. None of them is real."),
        bids=[bid.data(f"T{number}") for number, bid in enumerate(invented_bids(draft), start=1)],
        origin=ScenarioOrigin.generated,
        score_ranges={code: [plain(each) for each in ends] for code, ends in draft.points.items()},
    )
    work.session.add(scenario)
    _keep_range(work, draft.prices)
    work.session.flush()
    work.record(Action.scenario_changed, scenario.name)
    return scenario


def _keep_range(work: Work, prices: Range) -> None:
    """Remember the expected prices with the model, which has no other place for them."""
    model = model_of(work)
    if (model.lowest_price, model.highest_price) != prices:
        model.lowest_price, model.highest_price = prices


def _check_name(work: Work, name: str, itself: Scenario | None = None) -> None:
    taken = work.session.exec(
        select(Scenario).where(
            Scenario.procurement_id == work.procurement.id, Scenario.name == name
        )
    ).first()
    if taken is not None and taken is not itself:
        raise FieldError("name", _("Another set of bids has this name."))


def invented_bids(draft: RangesDraft) -> tuple[BidDraft, ...]:
    """Return a cheap and plain bid, a dear and excellent one, today's supplier, a balanced one.

    Each stands at its own place in the ranges: of the prices, and of the points.
    """
    kinds = (
        (_("Cheap and plain"), Decimal(0), Decimal(0)),
        (_("Dear and excellent"), Decimal(1), Decimal(1)),
        (_("Today's supplier"), Decimal("0.4"), Decimal("0.4")),
        (_("Balanced"), Decimal("0.5"), Decimal("0.6")),
    )
    return tuple(
        BidDraft(name, _price(draft.prices, dear), _scores(draft.points, good))
        for name, dear, good in kinds
    )


def _price(prices: Range, part: Decimal) -> Range:
    """Return a price within the range, rounded to four digits."""
    exact = prices[0] + (prices[1] - prices[0]) * part
    unit = Decimal(10) ** (exact.adjusted() - 3) if part not in (0, 1) else Decimal(0)
    price = (exact / unit).quantize(Decimal(1), ROUND_HALF_UP) * unit if unit else exact
    return price, price


def _scores(points: Mapping[str, Range], part: Decimal) -> dict[str, Range]:
    """Return points within the ranges, in halves unless the range ends elsewhere."""
    scores = {}
    for code, (low, high) in points.items():
        exact = low + (high - low) * part
        half = (exact * 2).quantize(Decimal(1), ROUND_HALF_UP) / 2
        score = min(max(half, low), high)
        scores[code] = (score, score)
    return scores


def remove_scenario(work: Work, scenario: Scenario, seen: int) -> None:
    """Remove a set of bids."""
    require_version(scenario, seen)
    work.session.delete(scenario)
    work.session.flush()
    work.record(Action.scenario_changed, scenario.name)


def leaf_codes(work: Work) -> list[str]:
    """Return the codes of the criteria on which hypothetical bids have points."""
    return [node.criterion.code for node in valued_criteria(work)]
