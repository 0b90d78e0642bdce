"""Does a change look material? Rules as data, said as questions and never as an answer."""

import json
from collections.abc import Iterator, Sequence
from datetime import timedelta
from functools import lru_cache
from pathlib import Path
from typing import Any

from procurement.domain import Addendum
from procurement.i18n import gettext as _
from procurement.services.addenda import ChangeRow, deadline_for_tenders
from procurement.services.work import Work, now

_RULES = Path(__file__).with_name("addendum_rules.json")


@lru_cache
def load_addendum_rules() -> dict[str, Any]:
    """Return the limits that the warnings go by."""
    found: dict[str, Any] = json.loads(_RULES.read_text(encoding="utf-8"))
    return found


def answer_rows(rows: Sequence[ChangeRow]) -> list[str]:
    """Return the requirements whose row in the answer form changes."""
    told = load_addendum_rules()["answer_form_fields"]
    return sorted({row.requirement.code for row in rows if row.change.field in told})


def material_signs(work: Work, addendum: Addendum, rows: Sequence[ChangeRow]) -> list[str]:
    """Return what makes a change look material, each as a sentence."""
    return [*_touched(rows), *_late(work, addendum)]


def _touched(rows: Sequence[ChangeRow]) -> Iterator[str]:
    most = load_addendum_rules()["many_requirements"]
    touched = {row.requirement.code: row.requirement for row in rows}
    if len(touched) > most:
        yield _(
            "%(number)s requirements are changed, more than %(most)s.",
            number=len(touched),
            most=most,
        )
    for sentence, found in (
        (
            _("A minimum requirement is changed: %(codes)s."),
            [code for code, each in touched.items() if each.requirement_class.is_minimum],
        ),
        (
            _("A requirement that is judged under a criterion is changed: %(codes)s."),
            [code for code, each in touched.items() if each.shares],
        ),
        (
            _("The way to answer is changed: %(codes)s."),
            [r.requirement.code for r in rows if r.change.field in ("answer_form", "choices")],
        ),
    ):
        if found:
            yield sentence % {"codes": ", ".join(dict.fromkeys(found))}


def _late(work: Work, addendum: Addendum) -> Iterator[str]:
    rules, old = load_addendum_rules(), deadline_for_tenders(work)
    standing = addendum.deadline or (old.at if old else None)
    if standing is not None and standing - now() < timedelta(days=rules["days_before_tenders"]):
        yield _(
            "Fewer than %(days)s days are left before the deadline for tenders. "
            "(%(source)s; must be checked against the Norwegian rules.)",
            days=rules["days_before_tenders"],
            source=rules["source"],
        )
