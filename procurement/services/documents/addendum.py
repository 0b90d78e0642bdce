"""The view of an addendum: its text, what it changes, and what suppliers are to do."""

from procurement.domain import Addendum
from procurement.exporting.addendum_view import AddendumRequirement, AddendumView
from procurement.exporting.change_log_view import LogField
from procurement.exporting.views import Fact
from procurement.i18n import format_moment
from procurement.i18n import gettext as _
from procurement.services.addenda import ChangeRow, by_requirement, changes_of
from procurement.services.addendum_check import answer_rows
from procurement.services.baselines import get_baseline
from procurement.services.documents.change_log import apart
from procurement.services.documents.frame import frame_of
from procurement.services.work import Work


def addendum_view(work: Work, addendum: Addendum) -> AddendumView:
    """Return an addendum as it goes out, or as it would."""
    rows = changes_of(work, addendum)
    codes = answer_rows(rows)
    return AddendumView(
        frame=frame_of(work, _("Addendum %(number)s", number=addendum.number)),
        heading=addendum.title,
        facts=tuple(_facts(work, addendum)),
        text=tuple(line for line in addendum.text.splitlines() if line.strip()),
        requirements=tuple(
            AddendumRequirement(
                code=requirement.code,
                title=requirement.title,
                reason=" ".join(dict.fromkeys(c.change.reason for c in changes if c.change.reason)),
                fields=tuple(_field(each) for each in changes),
            )
            for requirement, changes in by_requirement(rows)
        ),
        answer_form=_how_to_answer(codes),
    )


def _facts(work: Work, addendum: Addendum) -> list[Fact]:
    facts = []
    if addendum.published_at is None:
        facts.append(Fact(_("Published"), _("Draft. Not published.")))
    else:
        facts.append(Fact(_("Published"), format_moment(addendum.published_at)))
    if addendum.baseline_after is not None:
        made = get_baseline(work, addendum.baseline_after)
        facts.append(
            Fact(_("Edition"), _("Baseline %(number)s", number=made.number) + f"\n{made.digest}")
        )
    standing = _("The deadline for tenders is not changed.")
    deadline = format_moment(addendum.deadline) if addendum.deadline else standing
    facts.append(Fact(_("New deadline for tenders"), deadline))
    return facts


def _field(row: ChangeRow) -> LogField:
    return LogField(row.name, tuple(apart(row.marks)))


def _how_to_answer(codes: list[str]) -> str:
    if not codes:
        return ""
    return _(
        "The form for answers has a new version, which belongs to the edition above. "
        "The rows of %(codes)s are changed. Use the new version. Answers that are given in the "
        "old one still apply to the requirements that are not changed, and can be copied over.",
        codes=", ".join(codes),
    )
