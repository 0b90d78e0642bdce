"""What to change in many requirements at once, and the name of a saved filter."""

from collections.abc import Sequence
from typing import Self
from uuid import UUID

from flask import request
from wtforms import SelectField, StringField

from procurement.domain import Criterion, Deviation, RequirementClass, RequirementStatus
from procurement.domain.labels import label
from procurement.i18n import lazy_gettext as _
from procurement.services.bulk import OFFERED, BulkDraft
from procurement.services.chapters import ChapterNode
from procurement.web.forms.kinds import (
    DecimalField,
    EnumField,
    Form,
    at_most,
    choices,
    number_between,
    required,
    sent_over,
    typed,
    whole_number,
)

_AS_IT_IS = _("As it is")


class BulkForm(Form):
    """One value for all the requirements chosen; what is not chosen stays as it is."""

    requirement_class = EnumField(RequirementClass, empty=_AS_IT_IS, label=_("Class"))
    deviation = EnumField(Deviation, empty=_AS_IT_IS, label=_("Consequence of a deviation"))
    chapter_id = SelectField(_("Chapter"))
    status = SelectField(_("Status"))
    criterion = SelectField(_("Criterion"))
    share = DecimalField(_("Share of the criterion, in per cent"))

    @classmethod
    def read(cls) -> Self:
        """Return the form as it was sent; what was not sent is to stay as it is."""
        names = ("requirement_class", "deviation", "chapter_id", "status", "criterion", "share")
        return cls(sent_over(dict.fromkeys(names, "")))

    def offer(
        self, chapters: Sequence[ChapterNode], criteria: Sequence[Criterion], lead: bool
    ) -> None:
        """Let the user choose among what there is; only the lead locks."""
        nothing = ("", str(_AS_IT_IS))
        locked = RequirementStatus.locked
        states = [(s.value, label(s)) for s in OFFERED if lead or s is not locked]
        judged = [(c.code, f"{c.code} {c.name}") for c in criteria]
        self.chapter_id.choices = choices([nothing, *((str(c.id), c.heading) for c in chapters)])
        self.status.choices = choices([nothing, *states])
        self.criterion.choices = choices([nothing, *judged])

    def validate_share(self, field: DecimalField) -> None:
        """Ask for a share only where a criterion is chosen."""
        if typed(field) or self.criterion.data:
            number_between(0, 100)(self, field)

    def draft(self) -> BulkDraft:
        """Return what is to be changed, once it has been validated."""
        return BulkDraft(
            self.requirement_class.data or None,
            self.deviation.data or None,
            UUID(self.chapter_id.data) if self.chapter_id.data else None,
            RequirementStatus(self.status.data) if self.status.data else None,
            self.criterion.data,
            self.share.number if self.criterion.data else None,
        )

    @staticmethod
    def seen() -> dict[str, int]:
        """Return the requirements chosen, each with the version that was seen."""
        codes = request.form.getlist("codes")
        return {code: whole_number(request.form.get(f"version-{code}")) for code in codes}


class FilterNameForm(Form):
    """A name for what the list shows."""

    name = StringField(_("Name of the filter"), [required(), at_most(120)])
