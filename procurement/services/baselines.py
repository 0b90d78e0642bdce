"""Baselines: the specification and the model, frozen and named by their digest."""

from typing import Any

from sqlmodel import col, func, select

from procurement.domain import Action, Baseline
from procurement.evaluation import canonical_json, digest
from procurement.i18n import gettext as _
from procurement.services.chapters import chapter_tree, fill
from procurement.services.criteria import criteria_tree, model_of, scale_of
from procurement.services.model_data import criteria_data, model_data, plain
from procurement.services.requirements import list_requirements
from procurement.services.work import Work, now


def content_of(work: Work) -> dict[str, Any]:
    """Return all that is frozen, as plain data."""
    chapters = fill(chapter_tree(work), list_requirements(work))
    return {
        "chapters": [
            {
                "number": filled.chapter.number,
                "title": filled.chapter.title,
                "requirements": [
                    {
                        "code": r.code,
                        "class": str(r.requirement_class),
                        "statement": r.statement,
                        "answer_form": str(r.answer_form),
                        "answer_instruction": r.answer_instruction,
                        "verification": str(r.verification),
                        "deviation": None if r.deviation is None else str(r.deviation),
                        "fulfilment": str(r.fulfilment),
                    }
                    for r in filled.requirements
                ],
            }
            for filled in chapters
        ],
        "criteria": criteria_data(criteria_tree(work, with_shares=True), model_of(work).method),
        "model": model_data(model_of(work)),
        "scale": [[plain(step.points), step.text] for step in scale_of(work)],
    }


def make_baseline(work: Work, name: str) -> Baseline:
    """Freeze what stands now under the next number."""
    content = content_of(work)
    number = work.session.exec(
        select(func.coalesce(func.max(Baseline.number), 0)).where(
            Baseline.procurement_id == work.procurement.id
        )
    ).one()
    baseline = Baseline(
        procurement_id=work.procurement.id,
        number=number + 1,
        digest=digest(content),
        content=canonical_json(content).decode(),
        made_at=now(),
        made_by=name,
    )
    work.session.add(baseline)
    work.session.flush()
    work.record(Action.baseline_made, str(baseline.number))
    return baseline


def baselines_of(work: Work) -> list[Baseline]:
    """Return the baselines, newest first."""
    return list(
        work.session.exec(
            select(Baseline)
            .where(Baseline.procurement_id == work.procurement.id)
            .order_by(col(Baseline.number).desc())
        )
    )


def baseline_label(work: Work) -> str:
    """Return what documents print in the footer: the newest baseline, or the draft's digest."""
    made = baselines_of(work)
    if made:
        return _("Baseline %(number)s · %(digest)s", number=made[0].number, digest=made[0].digest)
    return _("Draft · %(digest)s", digest=digest(content_of(work)))
