"""What all documents share: frame and criteria rows."""

from datetime import date

from procurement.domain import Criterion, Phase
from procurement.domain.labels import label
from procurement.exporting.views import CriterionRow, Frame
from procurement.i18n import format_day, format_number
from procurement.i18n import gettext as _
from procurement.services.baselines import baseline_label
from procurement.services.criteria import criteria_tree
from procurement.services.work import Work


def frame_of(work: Work, title: str) -> Frame:
    """Return the frame of a document made today."""
    sealed = work.procurement.phase.has_reached(Phase.sealed)
    return Frame(
        title=title,
        procurement=work.procurement.title,
        buyer=work.procurement.buyer,
        language=work.procurement.language,
        issued=format_day(date.today()),
        baseline=baseline_label(work),
        notice="" if sealed else _("Draft. Not published."),
    )


def criterion_rows(work: Work) -> tuple[CriterionRow, ...]:
    """Return the criteria tree in reading order, with weights in words."""
    return tuple(
        CriterionRow(
            code=node.criterion.code,
            name=node.criterion.name,
            kind=label(node.criterion.kind),
            depth=node.depth,
            weight=f"{format_number(node.criterion.weight)} %",
            effective=f"{format_number(node.effective * 100, 1)} %",
            documentation=node.criterion.documentation,
        )
        for node in criteria_tree(work)
    )


def heading_of(criterion: Criterion) -> str:
    """Return name and weight, as a column heading."""
    return f"{criterion.name} {format_number(criterion.weight)} %"
