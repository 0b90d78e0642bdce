"""Add or change a requirement."""

from collections.abc import Sequence
from typing import Any, Self
from uuid import UUID

from flask import request
from wtforms import HiddenField, SelectField, StringField, TextAreaField
from wtforms.validators import Regexp

from procurement.domain import (
    AnswerForm,
    Deviation,
    Fulfilment,
    Requirement,
    RequirementClass,
    Verification,
)
from procurement.domain.storage import CODE
from procurement.errors import ClashError
from procurement.i18n import lazy_gettext as _
from procurement.services.chapters import ChapterNode
from procurement.services.history import content_of
from procurement.services.requirements import RequirementDraft
from procurement.web.forms.kinds import (
    EnumField,
    Form,
    NumberField,
    at_most,
    choices,
    required,
    sent_over,
    typed,
)


class RequirementForm(Form):
    """One obligation in one sentence, with how it is answered and checked."""

    code = StringField(
        _("Code"),
        [
            required(),
            at_most(20),
            Regexp(CODE, message=_("Write the code like KR-014.")),
        ],
    )
    chapter_id = SelectField(_("Chapter"))
    title = StringField(_("Short title"), [at_most(120)])
    statement = TextAreaField(
        _("Requirement"),
        [required(), at_most(8000)],
        description=_("One sentence with one obligation: “The system shall …”."),
    )
    why = TextAreaField(
        _("Why the requirement is there"),
        [at_most(8000)],
        description=_("The purpose belongs here and not in the requirement."),
    )
    requirement_class = EnumField(RequirementClass, label=_("Class"))
    deviation = EnumField(
        Deviation, empty=_("No consequence is stated"), label=_("Consequence of a deviation")
    )
    answer_form = EnumField(AnswerForm, label=_("Answer form"))
    answer_instruction = TextAreaField(_("What the supplier is to answer"), [at_most(8000)])
    choices = TextAreaField(
        _("Answers to choose among"), [at_most(8000)], description=_("One answer on each line.")
    )
    word_limit = NumberField(_("At most so many words in the answer"))
    unit = StringField(_("Unit of the number"), [at_most(30)])
    verification = EnumField(Verification, label=_("Verification"))
    fulfilment = EnumField(Fulfilment, label=_("When it must be met"))
    legal_basis = StringField(_("Legal basis"), [at_most(8000)])
    integration_point = TextAreaField(
        _("Existing system that it must work with"),
        [at_most(1000)],
        description=_("A product may be named only if you say here why it must be that one."),
    )
    version = HiddenField(default="1")

    @classmethod
    def of(cls, requirement: Requirement) -> Self:
        """Return the form for a requirement; a field that was not sent stays as it is."""
        return cls(sent_over(content_of(requirement)), obj=requirement)

    def offer(self, chapters: Sequence[ChapterNode]) -> None:
        """Let the user choose among these chapters."""
        self.chapter_id.choices = choices((str(c.id), c.heading) for c in chapters)

    def rebase(self, error: ClashError) -> None:
        """Take over what others saved, keep what was typed where both changed a field."""
        for name, value in error.merged.items():
            if name in self and name not in error.clashes:
                self[name].process_data(value)

    def values(self) -> dict[str, Any]:
        """Return what was typed, once it has been validated."""
        return {
            "code": typed(self.code),
            "chapter_id": UUID(self.chapter_id.data) if self.chapter_id else None,
            "title": typed(self.title),
            "statement": typed(self.statement),
            "why": typed(self.why),
            "requirement_class": self.requirement_class.data,
            "deviation": self.deviation.data or None,
            "answer_form": self.answer_form.data,
            "answer_instruction": typed(self.answer_instruction),
            "choices": typed(self.choices),
            "word_limit": self.word_limit.number,
            "unit": typed(self.unit) or None,
            "verification": self.verification.data,
            "fulfilment": self.fulfilment.data,
            "legal_basis": typed(self.legal_basis),
            "integration_point": typed(self.integration_point),
        }

    def sent(self) -> dict[str, Any]:
        """Return what was typed in the fields that the page held; others are left alone."""
        names = {name for name in request.form if name in self}
        return {name: value for name, value in self.values().items() if name in names}

    def draft(self) -> RequirementDraft:
        """Return a new requirement as it was typed."""
        return RequirementDraft(**self.values())


class ConfirmForm(Form):
    """Confirm what was asked about a thing as it was seen."""

    version = HiddenField()
