"""The tree of award criteria in a bundle."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum, auto
from fractions import Fraction

from procurement.evaluation.formula import PriceFormula
from procurement.evaluation.formula_reading import read_price_formula
from procurement.evaluation.numbers import exact_sum, read_not_negative, read_positive
from procurement.evaluation.places import Place, fail, shown
from procurement.evaluation.reading import (
    DEEPEST_CRITERION,
    Table,
    choice,
    filled,
    optional,
    rows,
    string,
    table,
    truth,
)
from procurement.i18n import gettext as _

MOST_CRITERIA = 10_000

_LEAF_ONLY = ("max", "minimum", "formula", "max_value")
_ANY = ("name", "children", "documentation", "weight_range", "published")


class Kind(StrEnum):
    """What a criterion is about; price and cost are scored by a formula."""

    quality = auto()
    environment = auto()
    price = auto()
    cost = auto()


@dataclass(frozen=True)
class Criterion:
    """A criterion with its sub-criteria; one without any is a leaf, and only leaves are scored."""

    code: str
    name: str
    kind: Kind
    weight: Fraction  # only its ratio to the weights of the siblings counts
    maximum: Fraction  # the highest score; on a group the model's points
    minimum: Fraction | None = None  # a bid that scores lower is excluded
    formula: PriceFormula | None = None  # instead of the model's
    max_value: Fraction | None = None  # what full points are worth, where quality has a price
    children: tuple["Criterion", ...] = ()
    documentation: str | None = None  # what bidders must document the criterion with
    weight_range: tuple[Fraction, Fraction] | None = None  # as published, where it is a range
    published: bool = True  # whether the bidders know the weight

    @property
    def is_leaf(self) -> bool:
        """Return True if bids are scored on this criterion itself."""
        return not self.children

    @property
    def is_priced(self) -> bool:
        """Return True if a price or cost decides the points."""
        return self.is_leaf and self.kind in (Kind.price, Kind.cost)

    def walk(self) -> Iterator["Criterion"]:
        """Yield this criterion and all below it, in the order of the file."""
        yield self
        for child in self.children:
            yield from child.walk()


def read_criteria(value: object, place: Place, max_points: Fraction) -> tuple[Criterion, ...]:
    """Return the children of the root, with every rule of the tree checked.

    Besides the keys of the bundle page the checks of a model read `documentation` (text),
    `weight_range` ([lowest, highest]) and `published` (false for a weight that bidders do not
    know) on any criterion; they change nothing in a result.
    """
    return _Reader(max_points).siblings(value, place, depth=1)


@dataclass
class _Reader:
    """Reads a tree, and knows which codes it has met so far."""

    max_points: Fraction
    codes: set[str] = field(default_factory=set)

    def siblings(self, value: object, place: Place, depth: int) -> tuple[Criterion, ...]:
        """Return the criteria of one list."""
        if depth > DEEPEST_CRITERION:
            fail(
                _("The criteria are nested deeper than %(most)s levels.", most=DEEPEST_CRITERION),
                place,
            )
        found = rows(value, place)
        if not found:
            fail(_("At least one criterion is expected here."), place)
        criteria = tuple(
            self.criterion(item, (*place, number), depth) for number, item in enumerate(found)
        )
        if not exact_sum((each.weight for each in criteria), place):
            fail(_("At least one weight here must be above 0."), place)
        return criteria

    def criterion(self, value: object, place: Place, depth: int) -> Criterion:
        """Return one criterion and, through its children, all below it."""
        found = table(value, place, ("code", "kind", "weight"), (*_ANY, *_LEAF_ONLY))
        code = self.code(found["code"], (*place, "code"))
        criterion = Criterion(
            code=code,
            name=optional(found, "name", place, string) or code,
            kind=Kind(choice(found["kind"], (*place, "kind"), tuple(Kind))),
            weight=read_not_negative(found["weight"], (*place, "weight")),
            maximum=optional(found, "max", place, read_positive) or self.max_points,
            minimum=optional(found, "minimum", place, read_not_negative),
            formula=optional(found, "formula", place, read_price_formula),
            max_value=optional(found, "max_value", place, read_not_negative),
            children=self.children(found, place, depth),
            documentation=optional(found, "documentation", place, filled),
            weight_range=optional(found, "weight_range", place, _range),
            published=optional(found, "published", place, truth) is not False,
        )
        _check_score_rules(criterion, place)
        return criterion

    def children(self, found: Table, place: Place, depth: int) -> tuple[Criterion, ...]:
        """Return the sub-criteria; what only a scored criterion has is refused beside them."""
        if found.get("children") is None:
            return ()
        for key in _LEAF_ONLY:
            if found.get(key) is not None:
                fail(_("Only a criterion without children has a %(key)s.", key=key), (*place, key))
        return self.siblings(found["children"], (*place, "children"), depth + 1)

    def code(self, value: object, place: Place) -> str:
        """Return a code that no other criterion has; count it."""
        code = filled(value, place)
        if code in self.codes:
            fail(_("The criterion code %(code)s is used twice.", code=shown(code)), place)
        self.codes.add(code)
        if len(self.codes) > MOST_CRITERIA:
            fail(_("There are more than %(most)s criteria.", most=MOST_CRITERIA), place)
        return code


def _range(value: object, place: Place) -> tuple[Fraction, Fraction]:
    """Return the lowest and the highest weight of a published range."""
    found = rows(value, place)
    if len(found) != 2:
        fail(_("A range of weights is the lowest and the highest one."), place)
    lowest, highest = (
        read_not_negative(item, (*place, number)) for number, item in enumerate(found)
    )
    if lowest > highest:
        fail(_("The lowest weight of the range is above the highest."), place)
    return lowest, highest


def _check_score_rules(criterion: Criterion, place: Place) -> None:
    if criterion.formula is not None and not criterion.is_priced:
        fail(_("Only a price or cost criterion has a price formula."), (*place, "formula"))
    if criterion.minimum is None:
        return
    if criterion.is_priced:
        fail(_("A price or cost criterion cannot have a minimum score."), (*place, "minimum"))
    if criterion.minimum > criterion.maximum:
        fail(_("The minimum score is above the maximum."), (*place, "minimum"))
