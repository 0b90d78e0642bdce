"""Who is first along the weight of one criterion, and at which weights that changes."""

from fractions import Fraction

from procurement.evaluation import Reign, winner_map
from procurement.evaluation.numbers import fraction_text
from procurement.exporting.pictures import Picture, Table
from procurement.exporting.share_pictures import Stretch, Texts, reign_strip
from procurement.i18n import format_share
from procurement.i18n import gettext as _
from procurement.services.analysis.trial import Trial


def reign_picture(trial: Trial, code: str) -> Picture:
    """Return the strip of who is first for each weight of a main criterion."""
    name, reigns = trial.criteria[code].name, winner_map(trial.bundle, code)
    today = today_share(trial, code)
    stretches = [
        Stretch(each.lowest, each.highest, trial.called(each.winners), trial.look(each.winners[0]))
        for each in reigns
    ]
    title = _("Who wins for each weight of %(name)s", name=name)
    description = " ".join(
        _("%(winner)s from %(low)s to %(high)s.", **words) for words in map(_words, stretches)
    )
    marks = (
        _("today %(share)s", share=format_share(today)),
        *(format_share(each.low) for each in stretches[1:]),
    )
    texts = Texts(title, description, _table(reigns, stretches))
    return reign_strip("reigns", texts, stretches, today, marks)


def _words(stretch: Stretch) -> dict[str, str]:
    return {
        "winner": stretch.name,
        "low": format_share(stretch.low),
        "high": format_share(stretch.high),
    }


def _table(reigns: list[Reign], stretches: list[Stretch]) -> Table:
    rows = tuple(
        (
            stretch.name,
            format_share(each.lowest, 2),
            format_share(each.highest, 2),
            f"{fraction_text(each.lowest)} – {fraction_text(each.highest)}",
        )
        for each, stretch in zip(reigns, stretches, strict=True)
    )
    heads = (_("Winner"), _("From weight"), _("To weight"), _("Exact shares"))
    return Table(heads, rows, numbers=(1, 2, 3))


def today_share(trial: Trial, code: str) -> Fraction:
    """Return the share of the whole that a main criterion has now."""
    return trial.matrix.shares[trial.matrix.criteria.index(code)]


def turning_sentence(trial: Trial, code: str) -> str:
    """Say how the weight of a criterion must change before somebody else wins."""
    name, reigns = trial.criteria[code].name, winner_map(trial.bundle, code)
    today = today_share(trial, code)
    at = next(n for n, each in enumerate(reigns) if each.lowest <= today <= each.highest)
    mine = [n for n, each in enumerate(reigns) if trial.first in each.winners]
    at = min(mine, key=lambda n: abs(n - at)) if mine else at
    parts = []
    if at + 1 < len(reigns):
        parts.append(
            _(
                "%(criterion)s must weigh more than %(share)s before %(winner)s wins.",
                criterion=name,
                share=format_share(reigns[at].highest),
                winner=trial.called(reigns[at + 1].winners),
            )
        )
    if at > 0:
        parts.append(
            _(
                "%(criterion)s must weigh less than %(share)s before %(winner)s wins.",
                criterion=name,
                share=format_share(reigns[at].lowest),
                winner=trial.called(reigns[at - 1].winners),
            )
        )
    if not parts:
        parts.append(_("The winner is the same whatever %(criterion)s weighs.", criterion=name))
    return " ".join(parts)
