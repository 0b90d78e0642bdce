"""Hypothetical bids as a table: bids as columns, and a range where the group is unsure."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from procurement.domain import Scenario
from procurement.i18n import format_number, parse_decimal
from procurement.i18n import gettext as _
from procurement.services.criteria import CriterionNode
from procurement.services.scenarios import MOST_BIDS, BidDraft, Range, RangesDraft, ScenarioDraft
from procurement.web.forms.kinds import shown_number, whole_number

_DASH = re.compile(r"\s*[–—]\s*|(?<=[0-9])\s*-\s*(?=[0-9])")
_LONGEST = 120


@dataclass
class BidsForm:
    """What is typed in each cell; the last column is blank, for one bid more."""

    columns: int
    typed: dict[str, str]
    seen: int = 0
    bids: list[BidDraft] = field(default_factory=list)
    errors: dict[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, scenario: Scenario, nodes: Sequence[CriterionNode]) -> "BidsForm":
        """Return the form with the stored bids."""
        typed = {"name": scenario.name, "note": scenario.note}
        columns = min(len(scenario.bids) + 1, max(MOST_BIDS, len(scenario.bids)))
        for number in range(columns):
            bid = scenario.bids[number] if number < len(scenario.bids) else {}
            typed[f"name-{number}"] = str(bid.get("name") or bid.get("code") or "")
            typed[f"price-{number}"] = _cell(bid.get("price"), bid.get("price_range"))
            ranges = bid.get("score_ranges", {})
            for node in nodes:
                code = node.criterion.code
                score = bid.get("scores", {}).get(code)
                typed[f"score-{code}-{number}"] = _cell(score, ranges.get(code))
        return cls(columns, typed, scenario.version)

    @classmethod
    def read(
        cls,
        scenario: Scenario,
        nodes: Sequence[CriterionNode],
        most: Decimal,
        data: Mapping[str, str],
    ) -> "BidsForm":
        """Return the form with what was typed; a cell that was not sent keeps its value."""
        form = cls.of(scenario, nodes)
        form.typed |= {name: data[name] for name in form.typed if name in data}
        form.seen = whole_number(data.get("version"))
        for number in range(form.columns):
            cells = [form.typed[f"name-{number}"], form.typed[f"price-{number}"]]
            cells += [form.typed[f"score-{node.criterion.code}-{number}"] for node in nodes]
            if any(cell.strip() for cell in cells):
                form._read_bid(number, nodes, most)
        form._check_names()
        return form

    def draft(self) -> ScenarioDraft:
        """Return the set of bids, once it is in order."""
        note = self.typed["note"].strip().replace("\r\n", "\n")
        return ScenarioDraft(self.typed["name"].strip(), note, tuple(self.bids))

    def _read_bid(self, number: int, nodes: Sequence[CriterionNode], most: Decimal) -> None:
        name = self.typed[f"name-{number}"].strip()
        if not name:
            self.errors[f"name-{number}"] = _("Give the bid a name.")
        elif len(name) > _LONGEST:
            self.errors[f"name-{number}"] = _("At most %(max)d characters.", max=_LONGEST)
        called = name or _("bid %(number)s", number=number + 1)
        price = self._range(f"price-{number}", Decimal(10) ** 13)
        if price is None or price[0] <= 0:
            self.errors[f"price-{number}"] = _(
                "The price of %(bid)s must be an amount above 0, or a range of two.", bid=called
            )
        scores: dict[str, Range] = {}
        for node in nodes:
            cell = f"score-{node.criterion.code}-{number}"
            found = self._range(cell, most)
            if found is None:
                self.errors[cell] = _(
                    "The points of %(bid)s on %(criterion)s must be from 0 to %(most)s, or a "
                    "range such as 6–8.",
                    bid=called,
                    criterion=node.criterion.name,
                    most=format_number(most),
                )
            else:
                scores[node.criterion.code] = found
        self.bids.append(BidDraft(name, price, scores))

    def _range(self, cell: str, most: Decimal) -> Range | None:
        return read_range(self.typed[cell], most)

    def _check_names(self) -> None:
        if not 0 < len(self.typed["name"].strip()) <= _LONGEST:
            self.errors["name"] = _("Give the set of bids a name of at most 120 characters.")
        if len(self.typed["note"]) > 8000:
            self.errors["note"] = _("At most %(max)d characters.", max=8000)


def read_range(text: str, most: Decimal) -> Range | None:
    """Read a number or two with a dash between; None if it is neither or out of bounds."""
    parts = _DASH.split(text.strip())
    try:
        numbers = [parse_decimal(part) for part in parts]
    except ValueError:
        return None
    if len(numbers) > 2 or not 0 <= numbers[0] <= numbers[-1] <= most:
        return None
    return numbers[0], numbers[-1]


def _cell(value: Any, ends: Any) -> str:
    """Write a number as it is typed, or the range that it is the middle of."""
    if ends:
        return "–".join(shown_number(Decimal(str(each))) for each in ends)
    return "" if value is None else shown_number(Decimal(str(value)))


@dataclass
class RangesForm:
    """The prices and points that the group expects, from which four bids are made."""

    typed: dict[str, str]
    draft: RangesDraft | None = None
    errors: dict[str, str] = field(default_factory=dict)

    @classmethod
    def of(
        cls, prices: tuple[Decimal | None, Decimal | None], nodes: Sequence[CriterionNode]
    ) -> "RangesForm":
        """Return the form with the expected prices, and 4 to 9 points on every criterion."""
        ends = [each for each in prices if each is not None]
        typed = {
            "set": _("Four invented bids"),
            "prices": "–".join(map(shown_number, ends)) if len(ends) == 2 else "",
        }
        return cls(typed | {f"points-{node.criterion.code}": "4–9" for node in nodes})

    def read(
        self, nodes: Sequence[CriterionNode], most: Decimal, data: Mapping[str, str]
    ) -> "RangesForm":
        """Read what was typed."""
        self.typed |= {name: data[name] for name in self.typed if name in data}
        if not 0 < len(self.typed["set"].strip()) <= _LONGEST:
            self.errors["set"] = _("Give the set of bids a name of at most 120 characters.")
        prices = read_range(self.typed["prices"], Decimal(10) ** 13)
        if prices is None or not 0 < prices[0] < prices[1]:
            self.errors["prices"] = _("Type two prices, such as 40 000 000–70 000 000.")
        points = dict(self._points(nodes, most))
        if not self.errors and prices is not None:
            self.draft = RangesDraft(prices, points)
        return self

    def _points(self, nodes: Sequence[CriterionNode], most: Decimal) -> Iterator[tuple[str, Range]]:
        for node in nodes:
            found = read_range(self.typed[f"points-{node.criterion.code}"], most)
            if found is None:
                self.errors[f"points-{node.criterion.code}"] = _(
                    "Type a range of points on %(criterion)s, such as 4–9.",
                    criterion=node.criterion.name,
                )
            else:
                yield node.criterion.code, found
