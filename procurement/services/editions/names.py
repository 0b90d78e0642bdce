"""What the fields of a requirement and a criterion are called, and how people read their values."""

from collections.abc import Callable
from functools import partial
from typing import Any

from procurement.domain import (
    AnswerForm,
    CriterionKind,
    Deviation,
    Fulfilment,
    RequirementClass,
    Verification,
)
from procurement.i18n import lazy_gettext as _
from procurement.services.editions.settings import number_words, words

Shown = Callable[[Any], str]


def _text(value: Any) -> str:
    return "" if value is None else str(value)


def _number(value: Any) -> str:
    return "" if value is None else number_words(str(value))


def _range(value: Any) -> str:
    return "" if value is None else "–".join(number_words(each) for each in value)


def _class(value: Any) -> str:
    letter = RequirementClass(value).letter if value in list(RequirementClass) else ""
    return f"{letter} {words(RequirementClass, value)}".strip()


REQUIREMENT: dict[str, tuple[object, Shown]] = {
    "title": (_("Short title"), _text),
    "statement": (_("Text"), _text),
    "class": (_("Class"), _class),
    "deviation": (_("Consequence of a deviation"), partial(words, Deviation)),
    "answer_form": (_("Answer form"), partial(words, AnswerForm)),
    "answer_instruction": (_("What the supplier is to answer"), _text),
    "choices": (_("Choices"), _text),
    "word_limit": (_("Word limit"), _number),
    "unit": (_("Unit"), _text),
    "verification": (_("Verification"), partial(words, Verification)),
    "fulfilment": (_("When it must be met"), partial(words, Fulfilment)),
    "legal_basis": (_("Legal basis"), _text),
    "integration_point": (_("Why a product is named"), _text),
}
CRITERION: dict[str, tuple[object, Shown]] = {
    "name": (_("Name"), _text),
    "kind": (_("Kind"), partial(words, CriterionKind)),
    "weight": (_("Weight"), _number),
    "weight_range": (_("Range of the weight"), _range),
    "max_value": (_("Worth of full points"), _number),
    "documentation": (_("Documentation demand"), _text),
}
NOT_IN_THE_FIRST_FORM = {"documentation", "weight_range"}  # of criteria; absent means not known
