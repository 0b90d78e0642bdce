"""Show where requirements come from: entries of the catalogue in the words of the pages."""

from typing import Any

from flask import Flask, g

from procurement.domain import AnswerForm, Requirement, RequirementClass, Verification
from procurement.domain.labels import label
from procurement.i18n import gettext as _
from procurement.services.adoption import class_of, legal_basis
from procurement.services.origin import OriginState
from procurement.services.origin import origin_state as state_of

_KINDS = {
    "requirement_class": RequirementClass,
    "answer_form": AnswerForm,
    "verification": Verification,
}


def init_app(app: Flask) -> None:
    """Hand the functions to the templates."""
    app.jinja_env.filters.update(
        entry_class=class_of,
        entry_form=lambda entry: AnswerForm(entry.answer_form),
        entry_verification=lambda entry: Verification(entry.verification),
        legal_basis=legal_basis,
        origin_state=origin_state,
        origin_field=origin_field,
        origin_value=origin_value,
    )


def origin_state(requirement: Requirement) -> OriginState:
    """Return what has become of the source of a requirement of the procurement at hand."""
    return state_of(requirement, g.work.procurement.language)


def origin_field(name: str) -> str:
    """Return what a field that is taken in is called."""
    return {
        "title": _("Short title"),
        "statement": _("Requirement"),
        "why": _("Why"),
        "requirement_class": _("Class"),
        "answer_form": _("Answer form"),
        "answer_instruction": _("What the supplier is to answer"),
        "verification": _("Verification"),
        "word_limit": _("Most words"),
        "unit": _("Unit"),
        "legal_basis": _("Legal basis"),
    }[name]


def origin_value(value: Any, name: str) -> str:
    """Return a value in words; nothing is a dash."""
    if value in (None, ""):
        return "–"
    return label(_KINDS[name](value)) if name in _KINDS else str(value)
