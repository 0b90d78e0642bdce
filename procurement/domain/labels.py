"""The words shown for each member of an enumeration; the same word everywhere."""

from enum import StrEnum

from procurement.domain.backing import Stance
from procurement.domain.criterion import CriterionKind
from procurement.domain.evaluation_model import (
    EnvironmentGround,
    Method,
    Normalisation,
    NormalisationLevel,
    PriceFormula,
    ScenarioOrigin,
)
from procurement.domain.need import NeedKind, NeedPriority, SourceKind
from procurement.domain.organisation import Role
from procurement.domain.procurement import DeadlineKind, ParticipationStatus, Phase, Procedure
from procurement.domain.requirement import (
    AnswerForm,
    Deviation,
    Fulfilment,
    RequirementClass,
    RequirementStatus,
    Verification,
)
from procurement.domain.review import Disposition, RoundKind, WordKind
from procurement.domain.revision import Subject
from procurement.domain.scoring import Impartiality
from procurement.domain.trail import Action
from procurement.i18n import gettext
from procurement.i18n import lazy_gettext as _

_LABELS: dict[type[StrEnum], dict[str, object]] = {
    Role: {
        "lead": _("Project lead"),
        "working_group": _("Working group"),
        "contact": _("Municipality contact"),
        "evaluator": _("Evaluator"),
        "chair": _("Evaluation chair"),
        "price_officer": _("Price officer"),
        "observer": _("Observer"),
    },
    Phase: {
        "drafting": _("Draft"),
        "review": _("Hearing"),
        "sealed": _("Sealed"),
        "bids_in": _("Bids in"),
        "quality_locked": _("Quality locked"),
        "price_open": _("Price open"),
        "decided": _("Decided"),
        "closed": _("Closed"),
    },
    Procedure: {
        "open": _("Open procedure"),
        "negotiated": _("Competitive procedure with negotiation"),
    },
    ParticipationStatus: {
        "participates": _("Participates"),
        "option": _("Option"),
        "undecided": _("Undecided"),
        "declined": _("Declined"),
    },
    DeadlineKind: {
        "questions": _("Questions about the procurement documents"),
        "applications": _("Requests to participate"),
        "tenders": _("First bid"),
    },
    SourceKind: {
        "document": _("Document"),
        "interview": _("Interview"),
        "workshop": _("Workshop"),
        "survey": _("Survey"),
    },
    NeedKind: {
        "situation": _("Situation"),
        "challenge": _("Challenge"),
        "need": _("Need"),
        "gap": _("Gap"),
        "measure": _("Measure"),
        "desired_state": _("Desired state"),
        "benefit": _("Benefit"),
        "risk": _("Risk"),
    },
    NeedPriority: {"high": _("High"), "medium": _("Medium"), "low": _("Low")},
    RequirementClass: {
        "minimum": _("Minimum requirement"),
        "evaluated": _("Evaluated requirement"),
        "minimum_evaluated": _("Minimum and evaluated requirement"),
        "information": _("Information"),
        "option": _("Option (class)"),
        "contract": _("Contract term"),
    },
    AnswerForm: {
        "accept": _("Accepted or not"),
        "degree": _("Yes / later / no / extra cost"),
        "yes_no_text": _("Yes or no with a description"),
        "text": _("Description"),
        "number": _("Number"),
        "choice": _("Choice"),
        "file": _("Reference to an attachment"),
        "price": _("Price"),
    },
    Verification: {
        "test": _("Test"),
        "demonstration": _("Demonstration"),
        "documentation": _("Documentation"),
        "description": _("Description in the bid"),
        "control": _("Control"),
        "measurement": _("Measurement"),
        "price": _("Price form"),
    },
    Deviation: {
        "shall_reject": _("A deviation means that the bid shall be rejected"),
        "may_reject": _("A deviation means that the bid may be rejected"),
    },
    Fulfilment: {
        "contract": _("At contract signature"),
        "acceptance": _("At the acceptance test"),
        "agreed": _("At an agreed date"),
    },
    CriterionKind: {
        "quality": _("Quality"),
        "environment": _("Environment"),
        "price": _("Price"),
        "cost": _("Cost"),
    },
    Method: {
        "weighted_points": _("Weighted points"),
        "lowest_price": _("Lowest price"),
        "quality_deduction": _("Priced quality, deductions"),
        "quality_markup": _("Priced quality, mark-ups"),
        "percentage_markup": _("Mark-up in per cent"),
        "price_per_quality": _("Price per quality point"),
        "effective_price": _("Effective price"),
    },
    PriceFormula: {
        "linear": _("Linear"),
        "proportional": _("Proportional"),
        "hybrid": _("Linear with a knee"),
        "high_low": _("Between highest and lowest"),
        "fixed": _("Between fixed prices"),
        "mean_relative": _("Relative to the mean price"),
        "logarithmic": _("Logarithmic"),
        "bands": _("Price bands"),
    },
    Normalisation: {
        "none": _("No normalisation"),
        "proportional": _("The best gets full points, the others in proportion"),
        "difference": _("The best gets full points, the others keep the distance"),
    },
    NormalisationLevel: {
        "criterion": _("On each main criterion"),
        "leaf": _("On each criterion that is scored"),
    },
    EnvironmentGround: {
        "requirements": _("Requirements instead of a criterion"),
        "combined": _("Requirements together with a criterion"),
        "insignificant": _("Negligible footprint and load"),
        "critical_interest": _("Health, safety or preparedness comes first"),
        "national_minimum": _("Statutory minimum requirements apply"),
    },
    ScenarioOrigin: {
        "typed": _("Typed by the group"),
        "generated": _("Made from the ranges"),
    },
    Action: {
        "signed_in": _("signed in"),
        "sign_in_refused": _("sign-in refused"),
        "access_denied": _("was denied access to"),
        "need_added": _("added the need"),
        "need_changed": _("changed the need"),
        "need_removed": _("removed the need"),
        "need_merged": _("merged the needs"),
        "need_parted": _("parted the needs"),
        "need_backed": _("said where the municipality stands on the need"),
        "source_added": _("added the source"),
        "source_changed": _("changed the source"),
        "quote_added": _("marked the quote"),
        "quote_removed": _("removed the quote"),
        "chapter_added": _("added the chapter"),
        "chapter_changed": _("changed the chapter"),
        "chapter_removed": _("removed the chapter"),
        "chapter_read": _("has read the chapter"),
        "requirement_added": _("added the requirement"),
        "requirement_adopted": _("adopted from the catalogue the requirement"),
        "requirement_changed": _("changed the requirement"),
        "requirement_moved": _("moved the requirement"),
        "requirement_removed": _("removed the requirement"),
        "requirement_approved": _("approved the requirement"),
        "requirement_reopened": _("reopened the requirement"),
        "change_undone": _("undid the last change of"),
        "finding_waived": _("accepted with a reason the finding"),
        "waiver_removed": _("withdrew the acceptance of the finding"),
        "word_list_changed": _("changed the word lists"),
        "requirement_judged": _("put under a criterion the requirement"),
        "trace_added": _("linked"),
        "trace_removed": _("removed the link between"),
        "suspect_cleared": _("looked again at"),
        "round_opened": _("opened the round"),
        "round_closed": _("closed the round"),
        "comment_added": _("commented on"),
        "comment_settled": _("settled the comment"),
        "weights_changed": _("changed the weights"),
        "model_changed": _("changed the price model"),
        "scenario_changed": _("changed the invented bids"),
        "model_signed": _("signed the model"),
        "phase_changed": _("changed the phase to"),
        "baseline_made": _("made the baseline"),
        "impartiality_declared": _("declared impartiality"),
        "score_saved": _("scored"),
        "result_computed": _("computed the result"),
        "document_exported": _("downloaded"),
        "criterion_changed": _("changed the criterion"),
        "tender_text_changed": _("filled in"),
        "procurement_changed": _("changed the procurement"),
        "master_changed": _("changed the master of"),
        "preview_made": _("made a preview of"),
        "seal_proposed": _("proposed to seal"),
        "seal_withdrawn": _("withdrew the proposal to seal"),
        "documents_sealed": _("sealed"),
        "addendum_changed": _("changed the addendum"),
        "addendum_published": _("published the addendum"),
        "demonstration_loaded": _("loaded the demonstration"),
    },
    Stance: {"has": _("Has it"), "wants": _("Wants it"), "objects": _("Objects")},
    RequirementStatus: {
        "draft": _("Draft (requirement)"),
        "in_review": _("In review"),
        "approved": _("Approved"),
        "locked": _("Locked"),
    },
    RoundKind: {
        "internal": _("Internal review"),
        "hearing": _("Hearing among the municipalities"),
        "market": _("Market dialogue"),
    },
    Disposition: {
        "accepted": _("Accepted"),
        "accepted_with_change": _("Accepted with a change"),
        "rejected": _("Not accepted"),
        "duplicate": _("Said before"),
        "noted": _("Noted"),
    },
    WordKind: {
        "brand": _("Product or supplier"),
        "not_brand": _("Not a product"),
        "slash": _("May stand with a slash"),
    },
    Subject: {"need": _("Need"), "requirement": _("Requirement")},
    Impartiality: {
        "none": _("No ties to the supplier"),
        "possible": _("Possible ties; the lead must decide"),
        "disqualified": _("Disqualified"),
    },
}

_ANSWERS: dict[str, object] = {
    "yes": _("Yes"),
    "no": _("No"),
    "later": _("Later"),
    "surcharge": _("At extra cost"),
}


def label(member: StrEnum) -> str:
    """Return the word for a member in the current language."""
    return str(_LABELS[type(member)][member.value])


def answer_label(value: str | None) -> str:
    """Return the word for an answer value; a value that is no code is shown as it is."""
    if value is None:
        return gettext("Answered in text")
    return str(_ANSWERS.get(value, value))
