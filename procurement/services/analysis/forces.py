"""What each criterion really decides: its weight on paper beside how it parts the bids."""

from fractions import Fraction

from procurement.evaluation import Influence, influences
from procurement.exporting.pictures import Picture, Table
from procurement.exporting.price_pictures import Bar, bar_chart
from procurement.i18n import format_number, format_share
from procurement.i18n import gettext as _
from procurement.services.analysis.trial import Trial


def force_picture(trial: Trial) -> Picture:
    """Return two bars per main criterion: the weight, and how much it parts the bids."""
    found = influences(trial.bundle)
    rows = tuple(
        (
            trial.criteria[each.criterion].name,
            format_share(each.weight, 1),
            _effective(each),
            format_number(each.reach, 2),
        )
        for each in found
    )
    bars = [bar for each, row in zip(found, rows, strict=True) for bar in _bars(each, row)]
    title = _("What each criterion weighs, and how much it parts these bids")
    description = " ".join(f"{name}: {weight}, {effect}." for name, weight, effect, _reach in rows)
    heads = (
        _("Criterion"),
        _("Weight"),
        _("Parts the bids as"),
        _("Points between best and worst"),
    )
    return bar_chart("forces", (title, description), bars, Table(heads, rows, numbers=(1, 2, 3)))


def _effective(each: Influence) -> str:
    return "–" if each.effective is None else format_share(each.effective, 1)


def _bars(each: Influence, row: tuple[str, ...]) -> list[Bar]:
    name, weight, effect, _reach = row
    return [
        Bar(name, each.weight, _("%(share)s on paper", share=weight), "fill-2"),
        Bar("", each.effective or Fraction(0), _("%(share)s in effect", share=effect), "fill-0"),
    ]


def dead_sentences(trial: Trial) -> tuple[str, ...]:
    """Name the criteria that cannot decide anything among these bids, and say why."""
    totals = sorted(
        (bid.total for bid in trial.ranking.bids if bid.total is not None), reverse=True
    )
    if len(totals) < 2 or totals[0] == totals[1]:
        return ()
    lead = format_number(totals[0] - totals[1], 2)
    mains = [each for each in influences(trial.bundle) if not each.can_decide]
    below = [each for each in influences(trial.bundle, leaves=True) if not each.can_decide]
    seen = {each.criterion: each for each in [*mains, *below]}
    return tuple(_sentence(trial, each, lead) for each in seen.values())


def _sentence(trial: Trial, each: Influence, lead: str) -> str:
    name = f"{each.criterion} {trial.criteria[each.criterion].name}"
    if not each.reach:
        return _("%(name)s cannot decide anything: all bids have the same points.", name=name)
    return _(
        "%(name)s cannot decide anything alone: it parts the bids by %(reach)s points at most, "
        "and the winner leads by %(lead)s.",
        name=name,
        reach=format_number(each.reach, 2),
        lead=lead,
    )
