"""How far each weight can move before the winner changes."""

from fractions import Fraction

from procurement.evaluation import Criterion, Stability, stability_intervals
from procurement.exporting.pictures import Picture, Table
from procurement.exporting.share_pictures import Interval, Texts, interval_bars
from procurement.i18n import format_number, format_share
from procurement.i18n import gettext as _
from procurement.services.analysis.trial import Trial

MOST_ROWS = 14  # of the picture; the table has them all
_LONGEST = 30


def stability_picture(trial: Trial) -> Picture:
    """Return the stability of the winner per criterion, groups before what is below them."""
    found = stability_intervals(trial.bundle)
    wholes = _wholes(trial)
    mains = trial.bundle.main_codes
    shown = found if len(found) <= MOST_ROWS else [s for s in found if s.criterion in mains]
    rows = tuple(_row(trial, each, wholes[each.criterion]) for each in found)
    winner = trial.names[trial.first]
    title = _("How far each weight can move while %(winner)s still wins", winner=winner)
    description = " ".join(f"{row[0]}: {row[2]} – {row[3]}." for row in rows)
    heads = (_("Criterion"), _("Weight today"), _("From weight"), _("To weight"), _("Room"))
    texts = Texts(title, description, Table(heads, rows, numbers=(1, 2, 3, 4)))
    bars = [_interval(trial, each, wholes[each.criterion]) for each in shown]
    return interval_bars("stability", texts, bars)


def _wholes(trial: Trial) -> dict[str, Fraction]:
    """Return the share that each criterion can have at most: that of its group."""
    bid = trial.ranking.bids[0]
    wholes: dict[str, Fraction] = {}

    def walk(siblings: tuple[Criterion, ...], whole: Fraction) -> None:
        for each in siblings:
            wholes[each.code] = whole
            walk(each.children, bid.criteria[each.code].share)

    walk(trial.bundle.criteria, Fraction(1))
    return wholes


def _interval(trial: Trial, each: Stability, most: Fraction) -> Interval:
    name = f"{each.criterion} {trial.criteria[each.criterion].name}"
    short = name if len(name) <= _LONGEST else f"{name[: _LONGEST - 1]}…"
    shown = (format_share(each.lowest), format_share(each.weight), format_share(each.highest))
    return Interval(short, each.lowest, each.highest, each.weight, most, shown)


def _row(trial: Trial, each: Stability, most: Fraction) -> tuple[str, ...]:
    """Return a row of the table; room is the nearest way to another winner, in points of weight."""
    ways = [each.weight - each.lowest] if each.lowest else []
    ways += [each.highest - each.weight] if each.highest < most else []
    return (
        f"{each.criterion} {trial.criteria[each.criterion].name}",
        format_share(each.weight, 1),
        format_share(each.lowest, 1),
        format_share(each.highest, 1),
        _("%(points)s percentage points", points=format_number(min(ways) * 100, 1))
        if ways
        else _("all"),
    )
