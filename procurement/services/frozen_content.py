"""What a baseline freezes, as plain data: specification, model, price form, plan, own words."""

from typing import Any
from uuid import UUID

from sqlalchemy import String, select, type_coerce
from sqlmodel import col

from procurement.domain import Deadline, EvaluationModel, PriceLine, Requirement
from procurement.domain.storage import EnumText
from procurement.services.chapters import chapter_tree
from procurement.services.criteria import criteria_tree, model_of, scale_of
from procurement.services.model_data import criteria_data, model_data, plain
from procurement.services.participants import participants_of
from procurement.services.quantities import quantities_of
from procurement.services.tender_texts import texts_of
from procurement.services.work import Work

FORMAT = "kravspor-baseline/2"  # the first form has no name, and lacks much of this
REQUIREMENT_FIELDS = (
    "code",
    "title",
    "statement",
    "requirement_class",
    "deviation",
    "answer_form",
    "answer_instruction",
    "choices",
    "word_limit",
    "unit",
    "verification",
    "fulfilment",
    "legal_basis",
    "integration_point",
)
_NAMES = {"requirement_class": "class"}  # as the first form called it


def content_of(work: Work) -> dict[str, Any]:
    """Return all that is frozen, as plain data."""
    model = model_of(work)
    tree = criteria_tree(work, with_shares=True)
    return {
        "format": FORMAT,
        "chapters": _chapters(work),
        "criteria": criteria_data(tree, model.method, with_terms=True),
        "model": model_data(model),
        "scale": [[plain(step.points), step.text] for step in scale_of(work)],
        "price_lines": _price_lines(work),
        "procurement": _procurement(work, model),
        "participants": [
            [
                p.organisation.name,
                p.organisation.organisation_number,
                str(p.participation.status),
                p.organisation.population,
            ]
            for p in participants_of(work)
        ],
        "texts": {name: text for name, text in texts_of(work).items() if text},
    }


def _chapters(work: Work) -> list[dict[str, Any]]:
    found: dict[UUID, list[dict[str, Any]]] = {}
    names = [_NAMES.get(name, name) for name in REQUIREMENT_FIELDS]
    fields = [getattr(Requirement, name) for name in REQUIREMENT_FIELDS]
    columns = [  # a chosen value is read as the text it is stored as, which is quicker
        type_coerce(each, String).label(each.key) if isinstance(each.type, EnumText) else each
        for each in fields
    ]
    rows = work.session.execute(
        select(col(Requirement.chapter_id), *columns)
        .where(col(Requirement.procurement_id) == work.procurement.id)
        .order_by(col(Requirement.position), col(Requirement.code))
    )
    for chapter_id, *values in rows:
        found.setdefault(chapter_id, []).append(dict(zip(names, values, strict=True)))
    return [
        {"number": node.number, "title": node.title, "requirements": found.get(node.id, [])}
        for node in chapter_tree(work)
    ]


def _plain(value: object) -> str | int | None:
    return value if value is None or isinstance(value, int) else str(value)


def _price_lines(work: Work) -> list[dict[str, Any]]:
    rows = work.session.execute(
        select(PriceLine)
        .where(col(PriceLine.procurement_id) == work.procurement.id)
        .order_by(col(PriceLine.position), col(PriceLine.code))
    )
    divided = _quantities(work)
    return [
        {
            "code": line.code,
            "name": line.name,
            "unit": line.unit,
            "quantity": plain(line.quantity),
            "is_option": line.is_option,
        }
        | ({"divided": divided[line.id]} if line.id in divided else {})
        for line in rows.scalars()
    ]


def _quantities(work: Work) -> dict[UUID, list[list[str | int]]]:
    """Return who buys how much in which year, by line; no name stands for all together."""
    names = {p.organisation.id: p.organisation.name for p in participants_of(work)}
    return {
        line: sorted(
            [names.get(buyer, "") if buyer else "", year, plain(quantity)]
            for (buyer, year), quantity in shares.items()
        )
        for line, shares in quantities_of(work).items()
    }


def _procurement(work: Work, model: EvaluationModel) -> dict[str, Any]:
    here = work.procurement
    deadlines = work.session.execute(
        select(Deadline).where(col(Deadline.procurement_id) == here.id)
    ).scalars()
    return {
        "title": here.title,
        "buyer": here.buyer,
        "purpose": here.purpose,
        "procedure": str(here.procedure),
        "contract_type": here.contract_type,
        "environment_justification": here.environment_justification,
        "environment_ground": _plain(model.environment_ground),
        "language": here.language,
        "notice_date": _plain(model.notice_date),
        "deadlines": {str(each.kind): each.at.isoformat() for each in deadlines},
    }
