"""The words shown for each member of an enumeration; the same word everywhere."""

from enum import StrEnum

from procurement.domain.criterion import CriterionKind, PriceFormula
from procurement.domain.need import NeedKind, NeedPriority, SourceKind
from procurement.domain.organisation import Role
from procurement.domain.procurement import DeadlineKind, ParticipationStatus, Phase, Procedure
from procurement.domain.requirement import (
    AnswerForm,
    Deviation,
    Fulfilment,
    RequirementClass,
    Verification,
)
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
    PriceFormula: {
        "linear": _("Linear"),
        "proportional": _("Proportional"),
        "high_low": _("Between highest and lowest"),
    },
    Action: {
        "signed_in": _("signed in"),
        "sign_in_refused": _("sign-in refused"),
        "access_denied": _("was denied access to"),
        "need_added": _("added the need"),
        "need_changed": _("changed the need"),
        "requirement_added": _("added the requirement"),
        "requirement_changed": _("changed the requirement"),
        "requirement_judged": _("put under a criterion the requirement"),
        "trace_added": _("linked"),
        "trace_removed": _("removed the link between"),
        "weights_changed": _("changed the weights"),
        "phase_changed": _("changed the phase to"),
        "baseline_made": _("made the baseline"),
        "impartiality_declared": _("declared impartiality"),
        "score_saved": _("scored"),
        "result_computed": _("computed the result"),
        "document_exported": _("downloaded"),
        "demonstration_loaded": _("loaded the demonstration"),
    },
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
