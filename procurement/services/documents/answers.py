"""The view of the answer form: what a supplier is asked, requirement by requirement."""

from procurement.domain import AnswerForm as Form
from procurement.domain import Requirement, RequirementClass
from procurement.domain.labels import label
from procurement.exporting.form_views import AnswerChapter, AnswerForm, AnswerRow, Origin
from procurement.i18n import gettext as _
from procurement.services.baselines import standing_edition
from procurement.services.chapters import FilledChapter, chapter_tree, fill, without_empty
from procurement.services.documents.frame import frame_of
from procurement.services.documents.tender import participant_rows
from procurement.services.participants import bound_participants
from procurement.services.requirements import list_requirements
from procurement.services.work import Work


def answer_form(work: Work) -> AnswerForm:
    """Return the answer form as it goes out."""
    filled = without_empty(fill(chapter_tree(work), list_requirements(work)))
    return AnswerForm(
        frame=frame_of(work, _("Form for answers")),
        origin=origin_of(work),
        participants=participant_rows(bound_participants(work)),
        chapters=tuple(_chapter(each) for each in filled),
    )


def origin_of(work: Work) -> Origin:
    """Return which edition a form made now belongs to: the baseline that stands, or the draft."""
    number, held = standing_edition(work)
    return Origin(work.procurement.slug, str(number or ""), held)


def _chapter(filled: FilledChapter) -> AnswerChapter:
    chapter = filled.chapter
    rows = tuple(_row(requirement) for requirement in filled.requirements)
    return AnswerChapter(chapter.number, chapter.title, chapter.depth, rows)


def _row(requirement: Requirement) -> AnswerRow:
    is_asked = requirement.requirement_class != RequirementClass.information
    choices = tuple(line.strip() for line in requirement.choices.splitlines() if line.strip())
    return AnswerRow(
        code=requirement.code,
        letter=requirement.requirement_class.letter,
        title=requirement.title,
        statement=requirement.statement,
        instruction="\n".join(_instructions(requirement)) if is_asked else "",
        form=str(requirement.answer_form) if is_asked else "none",
        choices=choices if requirement.answer_form == Form.choice else (),
        word_limit=requirement.word_limit,
        unit=requirement.unit or "",
    )


def _how(requirement: Requirement) -> str:
    """Return how the answer form is filled in."""
    form, unit = requirement.answer_form, requirement.unit
    if form == Form.number and unit:
        return _("Write a number in %(unit)s.", unit=unit)
    return {
        Form.accept: _("Answer whether you accept the requirement."),
        Form.degree: _("Choose yes, later, no or at extra cost."),
        Form.yes_no_text: _("Answer yes or no, and describe how."),
        Form.text: _("Describe in your own words."),
        Form.number: _("Write a number."),
        Form.choice: _("Choose one of the answers."),
        Form.file: _("Refer to the attachment, with page or chapter."),
        Form.price: _("Fill in the price form."),
    }[form]


def _instructions(requirement: Requirement) -> list[str]:
    """Return what to answer, line by line: what is asked, how, and what a deviation leads to."""
    lines = [requirement.answer_instruction, _how(requirement)]
    if requirement.word_limit is not None:
        lines.append(_("At most %(most)s words.", most=requirement.word_limit))
    if requirement.deviation is not None:
        lines.append(f"{label(requirement.deviation)}.")
    return [line for line in lines if line]
