"""Add or change a requirement."""

from collections.abc import Sequence
from uuid import UUID

from wtforms import HiddenField, SelectField, StringField, TextAreaField
from wtforms.validators import Regexp

from procurement.domain import AnswerForm, Deviation, Fulfilment, RequirementClass, Verification
from procurement.domain.storage import CODE
from procurement.errors import ClashError
from procurement.i18n import lazy_gettext as _
from procurement.services.chapters import ChapterNode
from procurement.services.requirements import RequirementDraft
from procurement.web.forms.kinds import EnumField, Form, at_most, choices, required, typed


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
    requirement_class = EnumField(RequirementClass, label=_("Class"))
    deviation = EnumField(
        Deviation, empty=_("No consequence is stated"), label=_("Consequence of a deviation")
    )
    answer_form = EnumField(AnswerForm, label=_("Answer form"))
    answer_instruction = TextAreaField(_("What the supplier is to answer"), [at_most(8000)])
    verification = EnumField(Verification, label=_("Verification"))
    fulfilment = EnumField(Fulfilment, label=_("When it must be met"))
    legal_basis = StringField(_("Legal basis"), [at_most(8000)])
    version = HiddenField(default="1")

    def offer(self, chapters: Sequence[ChapterNode]) -> None:
        """Let the user choose among these chapters."""
        self.chapter_id.choices = choices((str(c.id), c.heading) for c in chapters)

    def rebase(self, error: ClashError, version: int) -> None:
        """Take over what others saved, keep what was typed where both changed a field."""
        for name, value in error.merged.items():
            if name in self and name not in error.clashes:
                self[name].process_data(value)
        self.version.data = str(version)

    def draft(self) -> RequirementDraft:
        """Return what was typed, once it has been validated."""
        return RequirementDraft(
            code=typed(self.code),
            chapter_id=UUID(self.chapter_id.data),
            title=typed(self.title),
            statement=typed(self.statement),
            requirement_class=self.requirement_class.data,
            answer_form=self.answer_form.data,
            answer_instruction=typed(self.answer_instruction),
            verification=self.verification.data,
            deviation=self.deviation.data or None,
            fulfilment=self.fulfilment.data,
            legal_basis=typed(self.legal_basis),
        )
