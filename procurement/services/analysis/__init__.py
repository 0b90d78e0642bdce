"""The model test: everything that can be said exactly about one set of bids and one model."""

from typing import Any

from procurement.exporting.model_test_view import ModelTestView
from procurement.exporting.pictures import Table
from procurement.i18n import format_number, half_up
from procurement.i18n import gettext as _
from procurement.services.analysis.areas import map_pair, map_picture
from procurement.services.analysis.chances import chance_table
from procurement.services.analysis.decoys import decoy_sentences
from procurement.services.analysis.forces import dead_sentences, force_picture
from procurement.services.analysis.reigns import reign_picture, turning_sentence
from procurement.services.analysis.safety import safety
from procurement.services.analysis.stability import stability_picture
from procurement.services.analysis.takes import Takes
from procurement.services.analysis.trial import Trial, trial_of
from procurement.services.ranking_words import who_wins

__all__ = ["Trial", "analyse", "trial_of"]


def analyse(trial: Trial, along: str = "") -> ModelTestView:
    """Return what the model test says; `along` is the main criterion whose weight is looked at."""
    said, totals = who_wins(trial.ranking), totals_table(trial)
    if not trial.has_weights:
        fault = _("This method has no weights to move, so the pictures of weights are left out.")
        return ModelTestView(said, totals=totals, fault=fault)
    if not trial.rivals:
        return ModelTestView(said, totals=totals, fault=_("Two bids are needed to compare."))
    code = main_of(trial, along)
    pair, takes = map_pair(trial, code), Takes(trial)
    return ModelTestView(
        verdict=said,
        turning=turning_sentence(trial, code),
        safety=safety(trial),
        totals=totals,
        reigns=reign_picture(trial, code),
        stability=stability_picture(trial),
        map=map_picture(trial, *pair) if pair else None,
        forces=force_picture(trial),
        dead=dead_sentences(trial),
        takes=takes.all(),
        decoys=decoy_sentences(trial),
        chances=chance_table(trial, dict(takes.chances)),
    )


def main_of(trial: Trial, along: str) -> str:
    """Return the main criterion to look along: the one asked for, the price, or the first."""
    codes = [each.code for each in trial.bundle.criteria]
    if along in codes:
        return along
    return trial.price_code or codes[0]


def totals_table(trial: Trial) -> Table:
    """Return the bids, best first, with what each main criterion contributes."""
    mains = trial.bundle.criteria
    rows = tuple(
        (
            "–" if bid.rank is None else str(bid.rank),
            bid.name,
            *(_contribution(bid, each.code, trial) for each in mains),
            bid.excluded or trial.written(bid.total),
        )
        for bid in trial.ranking.bids
    )
    heads = (_("Rank"), _("Bid"), *(each.name for each in mains), _("Total"))
    return Table(heads, rows, numbers=(0, *range(2, len(mains) + 3)))


def _contribution(bid: Any, code: str, trial: Trial) -> str:
    found = bid.criteria.get(code)
    if found is None:
        price = bid.prices.get(code)
        return "–" if price is None else trial.written(price)
    if trial.ranking.lowest_wins:
        return trial.written(found.contribution)
    return format_number(half_up(found.contribution, 2), 2)
