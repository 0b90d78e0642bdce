"""What an evaluation found, and the file in which it is stored."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import NamedTuple

from procurement.evaluation.admission import Exclusion
from procurement.evaluation.canonical import digest
from procurement.evaluation.numbers import decimal_text, fraction_text, product_text
from procurement.evaluation.places import shown
from procurement.evaluation.relative_prices import DIGITS
from procurement.evaluation.version import ENGINE_VERSION
from procurement.i18n import gettext as _

FORMAT = "kravspor-result/1"


class CriterionResult(NamedTuple):  # one per bid and criterion: many, and quick to make
    """One bid on one criterion or group of criteria."""

    points: Fraction  # on the model's common scale, 0 to max_points
    share: Fraction  # of the root, 0 to 1; where quality has a price, of the highest sum of values
    amount: Fraction | None = None  # what it adds in a method that is not share x points
    before: Fraction | None = None  # the points before they were normalised, if they were

    @property
    def contribution(self) -> Fraction:
        """Return what the criterion adds: share x points, or the amount of another method."""
        return self.share * self.points if self.amount is None else self.amount


@dataclass(frozen=True)
class BidResult:
    """One bid in the ranking; an excluded one has no rank, no total and no points."""

    code: str
    name: str
    rank: int | None
    total: Fraction | None  # as ranked, that is after the rounding that the model names
    criteria: Mapping[str, CriterionResult]  # all with points, in the order of the bundle
    exclusion: Exclusion | None = None
    prices: Mapping[str, Fraction] = field(default_factory=dict)  # where no points are made of them
    figures: Mapping[str, Fraction] = field(default_factory=dict)  # that the total is made of

    @property
    def excluded(self) -> str | None:
        """Return the reason for the exclusion in the current language, or None."""
        return None if self.exclusion is None else self.exclusion.reason


@dataclass(frozen=True)
class Result:
    """The ranking: best first, equal ones in the order of the bundle, excluded ones last."""

    method: str
    bids: tuple[BidResult, ...]
    lowest_wins: bool = False
    approximate: tuple[str, ...] = ()  # criteria whose points come from a logarithm

    @property
    def notes(self) -> tuple[str, ...]:
        """Return what a reader must know about the numbers, in the current language."""
        return tuple(
            _(
                "The points of %(code)s are computed with %(digits)s digits, "
                "for a logarithm is not a fraction.",
                code=shown(code),
                digits=DIGITS,
            )
            for code in self.approximate
        )

    @property
    def winner(self) -> tuple[str, ...]:
        """Return the codes of the bids with rank 1; more than one is a tie to be decided."""
        return tuple(bid.code for bid in self.bids if bid.rank == 1)

    @property
    def ties(self) -> tuple[tuple[str, ...], ...]:
        """Return the codes of bids that share a rank, best first."""
        sharing: dict[int, list[str]] = {}
        for bid in self.bids:
            if bid.rank is not None:
                sharing.setdefault(bid.rank, []).append(bid.code)
        return tuple(tuple(codes) for codes in sharing.values() if len(codes) > 1)


def result_document(result: Result, bundle_data: object) -> dict[str, object]:
    """Return the result as plain data in the format `kravspor-result/1`.

    It is the same in every language and for every layout of the bundle. Whole numbers are
    written "a" and other exact ones "a/b", in lowest terms. `exact` is the total as ranked.
    A price that is taken itself has points null. Only where they say something there are `notes`
    (criteria that are not exact), `figures` of a bid (what its total is made of) and `before` of
    a criterion (points before they were normalised).

    Args:
        result: what `evaluate` returned.
        bundle_data: the plain data of the bundle that was evaluated, for the digest.

    """
    document: dict[str, object] = {
        "format": FORMAT,
        "engine": ENGINE_VERSION,
        "digest": digest(bundle_data),
        "method": result.method,
        "winner": list(result.winner),
        "ties": [list(codes) for codes in result.ties],
        "bids": [_bid(bid) for bid in result.bids],
    }
    if result.approximate:
        document["notes"] = [f"{code}: ln, {DIGITS} digits" for code in result.approximate]
    return document


def _bid(bid: BidResult) -> dict[str, object]:
    document: dict[str, object] = {
        "code": bid.code,
        "rank": bid.rank,
        "total": None if bid.total is None else decimal_text(bid.total),
        "exact": None if bid.total is None else fraction_text(bid.total),
        "criteria": {
            **{code: _price(price) for code, price in bid.prices.items()},
            **{code: _criterion(each) for code, each in bid.criteria.items()},
        },
        "excluded": None if bid.exclusion is None else bid.exclusion.record,
    }
    if bid.figures:
        document["figures"] = {name: fraction_text(each) for name, each in bid.figures.items()}
    return document


def _price(price: Fraction) -> dict[str, object]:
    return {"points": None, "contribution": fraction_text(price)}


def _criterion(each: CriterionResult) -> dict[str, object]:
    added = each.amount
    document: dict[str, object] = {
        "points": fraction_text(each.points),
        "contribution": product_text(each.share, each.points)
        if added is None
        else fraction_text(added),
    }
    if each.before is not None:
        document["before"] = fraction_text(each.before)
    return document
