"""How often each bid is first if all weights are equally likely; exact, nothing is drawn."""

from procurement.evaluation import (
    Chance,
    expected_rank,
    pairwise,
    read_weight_range,
    win_probability,
)
from procurement.exporting.pictures import Table
from procurement.i18n import format_number, format_share
from procurement.i18n import gettext as _
from procurement.services.analysis.trial import Trial


def chance_table(trial: Trial, chances: dict[str, Chance]) -> Table | None:
    """Return the table of chances; None where there are too many criteria to be exact."""
    matrix = trial.matrix
    weights = read_weight_range("uniform", matrix)
    found, pairs = win_probability(matrix, weights), pairwise(matrix, weights)
    if found is None or pairs is None:
        return None
    places = expected_rank(matrix, pairs)
    rows = tuple(
        (
            trial.names[code],
            format_share(found[code], 1),
            format_number(places[code], 2),
            _chance(chances[code]),
        )
        for code in matrix.bids
    )
    heads = (_("Bid"), _("First in"), _("Place on average"), _("Can it win?"))
    return Table(heads, rows, numbers=(1, 2))


def _chance(chance: Chance) -> str:
    return {
        Chance.wins: _("Yes, with some weights"),
        Chance.ties: _("It can share the first place"),
        Chance.never: _("No, with no weights"),
    }[chance]
