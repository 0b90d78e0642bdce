"""What an evaluation found, and the file in which it is stored."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from procurement.evaluation.admission import Exclusion
from procurement.evaluation.canonical import digest
from procurement.evaluation.numbers import decimal_text, fraction_text
from procurement.evaluation.version import ENGINE_VERSION

FORMAT = "kravspor-result/1"


@dataclass(frozen=True, slots=True)  # one per bid and criterion: many
class CriterionResult:
    """One bid on one criterion or group of criteria."""

    points: Fraction  # on the model's common scale, 0 to max_points
    share: Fraction  # of the root, 0 to 1

    @property
    def contribution(self) -> Fraction:
        """Return what the criterion adds to the points of the root: share x points."""
        return self.share * self.points


@dataclass(frozen=True)
class BidResult:
    """One bid in the ranking; an excluded one has no rank, no total and no points."""

    code: str
    name: str
    rank: int | None
    total: Fraction | None  # as ranked, that is after the rounding that the model names
    criteria: Mapping[str, CriterionResult]  # leaves and groups, in the order of the bundle
    exclusion: Exclusion | None = None

    @property
    def excluded(self) -> str | None:
        """Return the reason for the exclusion in the current language, or None."""
        return None if self.exclusion is None else self.exclusion.reason


@dataclass(frozen=True)
class Result:
    """The ranking: best first, equal ones in the order of the bundle, excluded ones last."""

    method: str
    bids: tuple[BidResult, ...]

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

    Args:
        result: what `evaluate` returned.
        bundle_data: the plain data of the bundle that was evaluated, for the digest.

    """
    return {
        "format": FORMAT,
        "engine": ENGINE_VERSION,
        "digest": digest(bundle_data),
        "method": result.method,
        "winner": list(result.winner),
        "ties": [list(codes) for codes in result.ties],
        "bids": [_bid(bid) for bid in result.bids],
    }


def _bid(bid: BidResult) -> dict[str, object]:
    return {
        "code": bid.code,
        "rank": bid.rank,
        "total": None if bid.total is None else decimal_text(bid.total),
        "exact": None if bid.total is None else fraction_text(bid.total),
        "criteria": {
            code: {
                "points": fraction_text(each.points),
                "contribution": fraction_text(each.contribution),
            }
            for code, each in bid.criteria.items()
        },
        "excluded": None if bid.exclusion is None else bid.exclusion.record,
    }
