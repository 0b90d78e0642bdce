"""What it takes for a bid to win: by weights, by one score, by its price."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property

from procurement.evaluation import (
    Chance,
    NearestFlip,
    PriceFlip,
    ScoreFlip,
    can_win,
    flipping_prices,
    nearest_flip,
    read_weight_range,
    score_flips,
)
from procurement.evaluation.folding import dot
from procurement.exporting.model_test_view import Take
from procurement.i18n import format_amount, format_number, format_share, half_up
from procurement.i18n import gettext as _
from procurement.services.analysis.trial import Trial

_SCORES = 2  # easiest single scores that are named


@dataclass(frozen=True)
class Takes:
    """The flips of a trial, found once for all bids."""

    trial: Trial

    @cached_property
    def chances(self) -> Mapping[str, Chance]:
        """Return whether each bid can win with some weights."""
        matrix = self.trial.matrix
        return can_win(matrix, read_weight_range("uniform", matrix))

    @cached_property
    def prices(self) -> list[PriceFlip]:
        """Return the turning prices."""
        return flipping_prices(self.trial.bundle)

    @cached_property
    def scores(self) -> list[ScoreFlip]:
        """Return the turning scores."""
        return score_flips(self.trial.bundle)

    def all(self) -> tuple[Take, ...]:
        """Return what each bid needs, the winner first: what that one can stand."""
        trial = self.trial
        if not trial.rivals:
            return ()
        stands = Take(trial.names[trial.first], True, tuple(self._stands()))
        needs = (Take(trial.names[each], False, tuple(self._needs(each))) for each in trial.rivals)
        return stands, *needs

    def nearest(self, rival: str) -> NearestFlip | None:
        """Return the nearest weights at which one rival passes the first bid."""
        matrix = self.trial.matrix
        own = matrix.bids.index(rival)
        pair = replace(
            matrix, bids=(matrix.bids[0], rival), points=(matrix.points[0], matrix.points[own])
        )
        return nearest_flip(pair)

    def _stands(self) -> Iterator[str]:
        code = self.trial.first
        for flip in self.prices:
            if flip.bid == code and flip.price is not None and flip.change is not None:
                yield (
                    _(
                        "Its price can rise from %(price)s to %(until)s, and it still wins.",
                        price=format_amount(flip.price - flip.change),
                        until=format_amount(flip.price),
                    )
                    if flip.change > 0
                    else _(
                        "A price of %(until)s is where it stops winning.",
                        until=format_amount(flip.price),
                    )
                )
        for score in self._easiest(code):
            yield _(
                "It can fall from %(old)s to %(new)s points on %(criterion)s, and it still wins.",
                **self._words(score),
            )
        if not any(each.bid == code and each.feasible for each in self.scores):
            yield _("No single score can take the first place from it.")

    def _needs(self, code: str) -> Iterator[str]:
        yield from self._weights(code)
        yield from self._price(code)
        yield from self._score(code)

    def _weights(self, code: str) -> Iterator[str]:
        chance, found = self.chances[code], self.nearest(code)
        if chance is Chance.never or found is None:
            yield _("No weights make it win: the others are always ahead.")
            return
        if chance is Chance.ties:
            yield _("With some weights it shares the first place, but it never wins alone.")
        weights = ", ".join(
            f"{self.trial.criteria[c].name} {format_share(share)}"
            for c, share in found.weights.items()
        )
        moved = format_number(half_up(found.moved * 100, 1))
        sentence = (
            _("If %(points)s points of weight are moved, it wins: %(weights)s.")
            if self._leads_at(code, found)
            else _(
                "If %(points)s points of weight are moved, it passes the winner, but not all: "
                "%(weights)s."
            )
        )
        yield sentence % {"points": moved, "weights": weights}

    def _leads_at(self, code: str, flip: NearestFlip) -> bool:
        """Return True if nobody is ahead of a bid at the weights of a flip."""
        matrix = self.trial.matrix
        weights = tuple(flip.weights[each] for each in matrix.criteria)
        totals = [dot(weights, row) for row in matrix.points]
        return totals[matrix.bids.index(code)] >= max(totals)

    def _price(self, code: str) -> Iterator[str]:
        for flip in self.prices:
            if flip.bid != code:
                continue
            if flip.price is None or flip.change is None:
                yield _("No price makes it win.")
                continue
            yield (
                _(
                    "If its price falls from %(price)s to below %(until)s, it wins.",
                    price=format_amount(flip.price - flip.change),
                    until=format_amount(flip.price),
                )
                if flip.change < 0
                else _(
                    "If its price rises above %(until)s, it wins.", until=format_amount(flip.price)
                )
            )

    def _score(self, code: str) -> Iterator[str]:
        easiest = self._easiest(code)
        for flip in easiest:
            yield _(
                "If it gets more than %(new)s points on %(criterion)s, and not %(old)s, it wins.",
                **self._words(flip),
            )
        if not easiest:
            yield _("No single score makes it win, not even full points.")

    def _easiest(self, code: str) -> list[ScoreFlip]:
        """Return the smallest possible changes of one score of a bid."""
        mine = [each for each in self.scores if each.bid == code and each.feasible]
        return sorted(mine, key=lambda each: abs(each.change or Fraction(0)))[:_SCORES]

    def _words(self, flip: ScoreFlip) -> dict[str, str]:
        bid = next(each for each in self.trial.bundle.bids if each.code == flip.bid)
        old = bid.scores[flip.criterion]
        return {
            "old": format_number(old),
            "new": format_number(old + (flip.change or 0), 2),
            "criterion": f"{flip.criterion} {self.trial.criteria[flip.criterion].name}",
        }
