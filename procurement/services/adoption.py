"""Take requirements of the catalogue into a procurement, each with where it comes from."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from sqlmodel import func, select

from procurement import i18n
from procurement.catalogue import Entry
from procurement.domain import Action, Chapter, Deviation, Requirement
from procurement.domain.requirement import CLASS_LETTERS, AnswerForm, RequirementClass, Verification
from procurement.errors import FieldError
from procurement.evaluation import digest
from procurement.i18n import gettext as _
from procurement.services.catalogue import adopted_in, shipped
from procurement.services.chapters import refuse_other_chapter
from procurement.services.history import keep, plain
from procurement.services.order import hold_structure
from procurement.services.requirements import check_rules, next_requirement_code
from procurement.services.work import Work

ADOPTED = (
    "title",
    "statement",
    "why",
    "requirement_class",
    "answer_form",
    "answer_instruction",
    "verification",
    "word_limit",
    "unit",
    "legal_basis",
)
_CLASSES = {letter: member for member, letter in CLASS_LETTERS.items()}


def class_of(entry: Entry) -> RequirementClass:
    """Return the class that an entry has in the catalogue."""
    return _CLASSES[entry.requirement_class]


def requirement_values(entry: Entry, language: str) -> dict[str, Any]:
    """Return the values of a requirement that adopts an entry in a language."""
    values = {
        "title": entry.title.in_language(language),
        "statement": entry.statement.in_language(language),
        "why": entry.why.in_language(language),
        "requirement_class": class_of(entry),
        "answer_form": AnswerForm(entry.answer_form),
        "answer_instruction": entry.answer_instruction.in_language(language),
        "verification": Verification(entry.verification),
        "word_limit": entry.word_limit,
        "unit": entry.unit,
        "legal_basis": legal_basis(entry, language),
    }
    origin = {"catalogue_key": entry.key, "catalogue_digest": digest_of(values)}
    return values | origin


def legal_basis(entry: Entry, language: str) -> str:
    """Return the sources of an entry in words, with what is not certain marked as such.

    The words are stored, so they are those of the procurement and not of whoever takes it in.
    """
    with i18n.language(language):
        doubt = _("to be checked")
    return "; ".join(
        basis.source if basis.certain else f"{basis.source} ({doubt})" for basis in entry.basis
    )


def digest_of(values: Mapping[str, Any]) -> str:
    """Return the digest of what is taken in; a requirement left as it came has the same one."""
    return digest({name: plain(values.get(name)) for name in ADOPTED})


def adopt(
    work: Work, keys: Sequence[str], chapter_id: UUID, deviation: Deviation | None = None
) -> list[Requirement]:
    """Take entries into a chapter; the consequence of a deviation is the procurement's own."""
    hold_structure(work)
    _check(work, keys, chapter_id)
    number = int(next_requirement_code(work).rpartition("-")[2])
    position = _last_position(work) + 1
    rows = []
    for step, key in enumerate(keys):
        values = requirement_values(shipped()[key], work.procurement.language)
        own = deviation if values["requirement_class"].is_minimum else None
        check_rules(None, {**values, "deviation": own})
        row = Requirement(
            procurement_id=work.procurement.id,
            chapter_id=chapter_id,
            position=position + step,
            code=f"KR-{number + step:03}",
            deviation=own,
            **values,
        )
        work.session.add(row)
        rows.append(row)
    work.session.flush()
    for row in rows:
        keep(work, row)
        work.record(Action.requirement_adopted, f"{row.code} {row.catalogue_key}")
    return rows


def _check(work: Work, keys: Sequence[str], chapter_id: UUID) -> None:
    if not keys:
        raise FieldError("keys", _("Choose at least one requirement of the catalogue."))
    unknown = [key for key in keys if key not in shipped()]
    if unknown:
        raise FieldError("keys", _("The catalogue has no requirement %(key)s.", key=unknown[0]))
    adopted = adopted_in(work)
    for key in keys:
        if key in adopted:
            raise FieldError(
                "keys",
                _("%(key)s is already taken in as %(code)s.", key=key, code=adopted[key][0]),
            )
    chapter = work.session.get(Chapter, chapter_id)
    if chapter is None or chapter.procurement_id != work.procurement.id:
        raise FieldError("chapter", _("Choose a chapter."))
    refuse_other_chapter(work, chapter_id)


def _last_position(work: Work) -> int:
    return work.session.exec(
        select(func.coalesce(func.max(Requirement.position), 0)).where(
            Requirement.procurement_id == work.procurement.id
        )
    ).one()
