"""The views of the konkurransegrunnlag and the requirement specification."""

from procurement.domain import Normalisation, Procedure, RequirementClass
from procurement.domain.labels import label
from procurement.domain.requirement import CLASS_LETTERS, Requirement
from procurement.exporting.views import (
    AcceptedRow,
    ChapterView,
    Fact,
    ParticipantRow,
    PriceRow,
    RequirementRow,
    Specification,
    TenderDocument,
)
from procurement.i18n import format_number, ngettext
from procurement.i18n import gettext as _
from procurement.services.bids import price_lines
from procurement.services.chapters import FilledChapter, chapter_tree, fill
from procurement.services.criteria import model_of, scale_of
from procurement.services.documents import tender_parts
from procurement.services.documents.frame import frame_of
from procurement.services.participants import Participant, bound_participants
from procurement.services.price_words import (
    formula_symbols,
    formula_words,
    method_words,
    rounding_words,
)
from procurement.services.requirements import list_requirements
from procurement.services.waivers import accepted
from procurement.services.work import Work


def specification(work: Work) -> Specification:
    """Return the requirement specification as it goes out."""
    return Specification(
        frame=frame_of(work, _("Requirement specification")),
        classes=tuple(Fact(c.letter, label(c)) for c in RequirementClass),
        chapters=tuple(_chapter(filled) for filled in _filled(work)),
        accepted=tuple(
            AcceptedRow(row.code, row.about, row.title, row.waiver.reason)
            for row in accepted(work)
            if not row.is_idle
        ),
    )


def _filled(work: Work) -> list[FilledChapter]:
    return fill(chapter_tree(work), list_requirements(work))


def _chapter(filled: FilledChapter) -> ChapterView:
    return ChapterView(
        number=filled.chapter.number,
        title=filled.chapter.title,
        depth=filled.chapter.depth,
        requirements=tuple(_row(requirement) for requirement in filled.requirements),
    )


def _row(requirement: Requirement) -> RequirementRow:
    return RequirementRow(
        code=requirement.code,
        title=requirement.title,
        letter=requirement.requirement_class.letter,
        class_name=label(requirement.requirement_class),
        statement=requirement.statement,
        answer_form=label(requirement.answer_form),
        answer_instruction=requirement.answer_instruction,
        verification=label(requirement.verification),
        deviation="" if requirement.deviation is None else label(requirement.deviation),
        fulfilment=label(requirement.fulfilment),
        legal_basis=requirement.legal_basis,
        criteria=", ".join(
            f"{share.criterion.code} ({format_number(share.share)} %)"
            for share in requirement.shares
        ),
        needs=", ".join(need.code for need in requirement.needs),
    )


def tender_document(work: Work) -> TenderDocument:
    """Return the konkurransegrunnlag as it goes out."""
    procurement, model = work.procurement, model_of(work)
    filled = _filled(work)
    return TenderDocument(
        frame=frame_of(work, _("Procurement documents")),
        purpose=procurement.purpose,
        facts=(
            Fact(_("Buyer"), procurement.buyer),
            Fact(_("Procedure"), label(procurement.procedure)),
            Fact(_("Contract"), procurement.contract_type),
        ),
        deadlines=tender_parts.time_plan(work),
        participants=participant_rows(bound_participants(work)),
        class_counts=_class_counts(filled),
        chapter_counts=tuple(
            Fact(f.chapter.heading, _count(len(f.requirements))) for f in filled if f.requirements
        ),
        criteria=tender_parts.published_criteria(work),
        scale=tuple(Fact(format_number(step.points), step.text) for step in scale_of(work)),
        formula_words=formula_words(model),
        formula_symbols=formula_symbols(model),
        example=tender_parts.example_rows(model),
        rounding=rounding_words(model),
        tie_rule=model.tie_rule,
        environment=procurement.environment_justification,
        price_lines=tuple(
            PriceRow(p.code, p.name, p.unit, format_number(p.quantity), p.is_option)
            for p in price_lines(work)
        ),
        texts=tender_parts.tender_texts(work),
        is_negotiated=procurement.procedure == Procedure.negotiated,
        method=method_words(model.method),
        normalisation=_normalisation(model.normalisation),
        options=tender_parts.option_rows(work),
        environment_facts=tender_parts.environment_facts(work),
    )


def _normalisation(how: Normalisation) -> str:
    return "" if how is Normalisation.none else label(how)


def participant_rows(participants: list[Participant]) -> tuple[ParticipantRow, ...]:
    """Return the participants as documents show them; what is not known is said to be unknown."""
    unknown = _("unknown")
    return tuple(
        ParticipantRow(
            name=p.organisation.name,
            organisation_number=p.organisation.organisation_number or unknown,
            population=(
                unknown
                if p.organisation.population is None
                else format_number(p.organisation.population)
            ),
            status=label(p.participation.status),
        )
        for p in participants
    )


def _class_counts(filled: list[FilledChapter]) -> tuple[Fact, ...]:
    requirements = [r for chapter in filled for r in chapter.requirements]
    counts = {c: sum(r.requirement_class == c for r in requirements) for c in RequirementClass}
    return tuple(
        Fact(f"{CLASS_LETTERS[c]} {label(c)}", str(number))
        for c, number in counts.items()
        if number
    )


def _count(number: int) -> str:
    return ngettext("%(number)s requirement", "%(number)s requirements", number)
