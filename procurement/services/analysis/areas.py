"""Who is first over the weights of two criteria at a time."""

from procurement.evaluation import winner_areas
from procurement.exporting.pictures import Picture, Table
from procurement.exporting.share_pictures import Field, Texts, winner_triangle
from procurement.i18n import format_share
from procurement.i18n import gettext as _
from procurement.services.analysis.reigns import today_share
from procurement.services.analysis.trial import Trial


def map_pair(trial: Trial, across: str) -> tuple[str, str] | None:
    """Return the two criteria of the map: the chosen one and the heaviest of the others.

    None where there is no third criterion with a weight.
    """
    others = [each for each in trial.bundle.criteria if each.code != across and each.weight]
    if len(others) < 2:
        return None
    return across, max(others, key=lambda each: each.weight).code


def map_picture(trial: Trial, across: str, up: str) -> Picture:
    """Return the map of winners over two weights; the other criteria share the rest."""
    areas = winner_areas(trial.bundle, across, up)
    names = [trial.criteria[code].name for code in (across, up)]
    rows = tuple(
        (trial.names[each.bid], format_share(each.part, 1))
        for each in sorted(areas, key=lambda each: each.part, reverse=True)
    )
    title = _("Who wins for each weight of %(across)s and %(up)s", across=names[0], up=names[1])
    description = " ".join(
        _("%(winner)s wins on %(part)s of the map.", winner=name, part=part) for name, part in rows
    )
    table = Table((_("Bid"), _("Part of the map")), rows, numbers=(1,))
    fields = [Field(trial.names[each.bid], trial.look(each.bid), each.corners) for each in areas]
    today = (today_share(trial, across), today_share(trial, up))
    axes = (
        _("Weight of %(name)s", name=names[0]),
        _("Weight of %(name)s", name=names[1]),
        _("today"),
    )
    return winner_triangle("winner-map", Texts(title, description, table), fields, today, axes)
