"""Random scores and prices through a whole model, in floats; needs NumPy."""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import TypeAlias

import numpy as np

from procurement.evaluation.bundle import Bundle
from procurement.evaluation.contest import Contest
from procurement.evaluation.criteria import Criterion
from procurement.evaluation.folding import Standing, nearest_float
from procurement.evaluation.normalisation import is_lifted
from procurement.evaluation.price_arrays import Floats, price_arrays
from procurement.evaluation.tallies import Counts, Progress

_Ranges: TypeAlias = Mapping[str, Mapping[str, tuple[Fraction, Fraction]]]

_CHUNK = 4096
_EQUAL = 10**9  # totals that differ by less than this part of the scale are equal


class Outlooks:
    """Draws, scores and counts; the bids are rows in the order of the standings."""

    def __init__(
        self, bundle: Bundle, bids: Sequence[Standing], scores: _Ranges, prices: _Ranges
    ) -> None:
        self.bundle, self.bids = bundle, bids
        self.contest = Contest(bundle, {number: each.bid for number, each in enumerate(bids)})
        self.scores, self.prices = scores, prices
        self.shares = {
            main.code: nearest_float(bids[0].criteria[main.code].share) for main in bundle.criteria
        }
        self.counts: Counts = [[0] * len(bids) for _bid in bids]
        self.effective = dict.fromkeys(self.shares, 0 / 1)
        self.margins: list[Floats] = []

    def run(self, draws: int, seed: int, progress: Progress) -> None:
        """Do all draws; what `progress` raises ends it."""
        self.random = np.random.Generator(np.random.SFC64(seed))
        for start in range(0, draws, _CHUNK):
            size = min(_CHUNK, draws - start)
            mains = {main.code: self._points(main, size) for main in self.bundle.criteria}
            self._count(mains)
            progress(start + size)

    @property
    def median_margin(self) -> float:
        """Return the median lead of the first over the second; 0 if there is one bid."""
        return np.median(np.concatenate(self.margins)).item()

    @property
    def effective_weights(self) -> dict[str, float]:
        """Return the mean part of all reaches; 0 for all if no criterion ever parts the bids."""
        whole = sum(self.effective.values()) or 1
        return {code: part / whole for code, part in self.effective.items()}

    def _points(self, criterion: Criterion, size: int) -> Floats:
        if criterion.is_leaf:
            return self._leaf(criterion, size)
        weights = [nearest_float(each.weight) for each in criterion.children]
        points = np.zeros((len(self.bids), size))
        for child, weight in zip(criterion.children, weights, strict=True):
            points += self._points(child, size) * (weight / sum(weights))
        return self._lifted(points) if is_lifted(self.bundle, criterion) else points

    def _leaf(self, leaf: Criterion, size: int) -> Floats:
        given = {number: each.bid.scores.get(leaf.code) for number, each in enumerate(self.bids)}
        points = self._values(given, self.scores, leaf, size)
        points *= nearest_float(self.bundle.model.max_points / leaf.maximum)
        if leaf.is_priced:
            self._fill_from_prices(leaf, points)
        if is_lifted(self.bundle, leaf):
            points = self._lifted(points)
        return _rounded(points, self.bundle.model.rounding.points)

    def _fill_from_prices(self, leaf: Criterion, points: Floats) -> None:
        """Fill in the points of bids that have none, from the prices of all that have one."""
        formula = leaf.formula or self.bundle.model.price_formula
        prices = self.contest.prices(leaf, [])
        missing = np.isnan(points[:, 0])
        if formula is None or not missing.any():
            return
        found = self._values(prices, self.prices, leaf, points.shape[1])
        rows = list(prices)
        filled = np.full(points.shape, np.nan)
        filled[rows] = price_arrays(formula, found[rows], self.bundle.model.max_points)
        points[missing] = filled[missing]

    def _values(
        self, given: Mapping[int, Fraction | None], ranges: _Ranges, leaf: Criterion, size: int
    ) -> Floats:
        """Return the numbers of all bids on a leaf, random where they have a range."""
        values = np.full((len(self.bids), size), np.nan)
        for number, each in enumerate(self.bids):
            ends = ranges.get(each.code, {}).get(leaf.code)
            value = given.get(number)
            if ends is not None:
                low, high = map(nearest_float, ends)
                values[number] = low + (high - low) * self.random.random(size)
            elif value is not None:
                values[number] = nearest_float(value)
        return values

    def _lifted(self, points: Floats) -> Floats:
        full, best = nearest_float(self.bundle.model.max_points), points.max(axis=0)
        lifted: Floats = points + (full - best)
        if self.bundle.model.normalisation.form == "proportional":
            lifted = points * np.where(best == 0, 1, full / np.where(best == 0, 1, best))
        return lifted

    def _count(self, mains: Mapping[str, Floats]) -> None:
        totals = np.zeros((len(self.bids), next(iter(mains.values())).shape[1]))
        reaches = {}
        for code, points in mains.items():
            totals += points * self.shares[code]
            reaches[code] = self.shares[code] * (points.max(axis=0) - points.min(axis=0))
        whole = sum(reaches.values())
        parted = whole > 0
        for code, reach in reaches.items():
            self.effective[code] += (reach[parted] / whole[parted]).sum().item()
        totals = _rounded(totals, self.bundle.model.rounding.total)
        equal = nearest_float(self.bundle.model.max_points) / _EQUAL
        for number, own in enumerate(totals):
            ranks = (totals > own + equal).sum(axis=0)
            for rank, times in enumerate(np.bincount(ranks, minlength=len(totals)).tolist()):
                self.counts[number][rank] += times
        best = np.sort(totals, axis=0)[-2:]
        self.margins.append(best[-1] - best[0])


def _rounded(values: Floats, decimals: int | None) -> Floats:
    """Return values rounded half away from zero, as far as floats can tell."""
    if decimals is None:
        return values
    scale = 10**decimals
    rounded: Floats = np.copysign(np.floor(np.abs(values) * scale + 1 / 2), values) / scale
    return rounded
