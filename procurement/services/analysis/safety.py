"""How safely the winner wins, in a plain sentence."""

from fractions import Fraction

from procurement.evaluation import nearest_flip
from procurement.i18n import format_number, half_up
from procurement.i18n import gettext as _
from procurement.services.analysis.trial import Trial

_SHAKY, _FIRM = Fraction(3, 100), Fraction(10, 100)  # of all weight, that must move


def safety(trial: Trial) -> str:
    """Say how much weight must move before somebody else wins, and whether that is much."""
    if len(trial.ranking.winner) > 1:
        return _("The first place is shared, so the tie rule decides.")
    found = nearest_flip(trial.matrix)
    if found is None:
        return _("The winner is safe: no weights at all put another bid first.")
    words = {
        "points": format_number(half_up(found.moved * 100, 1)),
        "rival": trial.names[found.rival],
    }
    if found.moved < _SHAKY:
        return _(
            "The winner is not safe: if %(points)s points of weight move, %(rival)s wins.", **words
        )
    if found.moved < _FIRM:
        return _(
            "The winner is fairly safe: %(points)s points of weight must move before %(rival)s "
            "wins.",
            **words,
        )
    return _(
        "The winner is safe: %(points)s points of weight must move before %(rival)s wins.", **words
    )
