"""Accept a finding with a reason; add a word to a list; see a form as the linter does."""

from collections.abc import Sequence
from enum import StrEnum
from typing import Any

from wtforms import HiddenField, SelectMultipleField, StringField, TextAreaField

from procurement.domain import Requirement, WordKind
from procurement.i18n import lazy_gettext as _
from procurement.linting import Subject
from procurement.web.forms.kinds import EnumField, Form, at_most, choices, required


class WaiverForm(Form):
    """Say why a wording stands, in one requirement or in several."""

    codes = SelectMultipleField(_("Requirements"))
    reason = TextAreaField(
        _("Reason"),
        [required(), at_most(1000)],
        description=_("One sentence. It is printed in the specification."),
    )
    rule = HiddenField()
    phrase = HiddenField()

    def offer(self, found: Sequence[tuple[str, str]]) -> None:
        """Let the user choose among these requirements: code and text."""
        self.codes.choices = choices(found)


class WordForm(Form):
    """A word that the linter shall know, or leave alone."""

    kind = EnumField(WordKind, label=_("Kind of word"))
    word = StringField(_("Word"), [required(), at_most(120)])


def subject_of(form: Form, requirement: Requirement | None, language: str) -> Subject:
    """Return what stands in the form of a requirement, as the linter sees it.

    A field that was not sent is as stored. A new requirement gets its criterion later, so that is
    not held against it.
    """

    def said(name: str) -> Any:
        is_typed = name in form and (requirement is None or form[name].raw_data != [])
        value = form[name].data if is_typed else getattr(requirement, name, "")
        return value.value if isinstance(value, StrEnum) else value

    return Subject(
        code="",
        text=(form["statement"].data or ""),
        requirement_class=said("requirement_class") or "",
        answer_form=said("answer_form") or "",
        answer_instruction=said("answer_instruction") or "",
        verification=said("verification") or "",
        has_criterion=requirement is None or bool(requirement.shares),
        word_limit=_number(said("word_limit")),
        integration_reason=said("integration_point") or "",
        language=language,
    )


def _number(value: object) -> int | None:
    text = str(value or "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None
