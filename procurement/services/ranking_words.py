"""A ranking in words: who wins, by how much, and totals in the unit of the method."""

from fractions import Fraction

from procurement.evaluation import Result
from procurement.i18n import format_amount, format_number
from procurement.i18n import gettext as _


def who_wins(ranking: Result) -> str:
    """Say in one sentence who wins and by how much."""
    placed = [(bid, bid.total) for bid in ranking.bids if bid.total is not None]
    (first, best), *others = placed
    level = [bid.name for bid, _total in placed if bid.rank == 1]
    if len(level) > 1:
        return _("%(names)s share first place.", names=_(" and ").join(level))
    if not others:
        return _("%(name)s is the only bid left.", name=first.name)
    second, next_best = others[0]
    words = {
        "first": first.name,
        "margin": written_total(ranking, abs(best - next_best)),
        "second": second.name,
    }
    if ranking.lowest_wins:
        return _("%(first)s wins, %(margin)s ahead of %(second)s.", **words)
    return _("%(first)s wins, %(margin)s points ahead of %(second)s.", **words)


def written_total(ranking: Result, total: Fraction | None) -> str:
    """Write a total: points, or kroner where the lowest wins."""
    if total is None:
        return "–"
    return format_amount(total) if ranking.lowest_wins else format_number(total, 2)
