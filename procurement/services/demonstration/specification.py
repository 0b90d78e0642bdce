"""Sources, needs, requirements and the evaluation model of the demonstration."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

from sqlmodel import select

from procurement.catalogue import Entry
from procurement.domain import (
    Chapter,
    Criterion,
    EvaluationModel,
    Need,
    NeedRequirement,
    Organisation,
    Participation,
    PriceLine,
    Quote,
    Requirement,
    RequirementCriterion,
    ScaleStep,
    Scenario,
    Source,
)
from procurement.services.adoption import requirement_values
from procurement.services.demonstration.reading import Files, find
from procurement.services.merging import merge_needs
from procurement.services.quantities import Share, divide
from procurement.services.source_editing import paste_text
from procurement.services.waivers import waive
from procurement.services.work import Work


@dataclass
class Codes:
    """The rows made so far, by the codes that the files use."""

    needs: dict[str, Need]
    requirements: dict[str, Requirement]  # by their code
    by_key: dict[str, Requirement]  # by the catalogue key they came from
    criteria: dict[str, Criterion]
    lines: dict[str, PriceLine]


def add_specification(work: Work, files: Files, catalogue: dict[str, Entry]) -> Codes:
    """Add participants, sources, needs, chapters, requirements and their traces."""
    _add_participations(work, files)
    quotes = _add_sources(work, files)
    codes = Codes({}, {}, {}, {}, {})
    for data in files.needs:
        found = [find(quotes, q, "needs.yaml", data["code"]) for q in data["quotes"]]
        own = {key: value for key, value in data.items() if key != "same_as"}
        need = Need(procurement_id=work.procurement.id, **(own | {"quotes": found}))
        codes.needs[need.code] = need
        work.session.add(need)
    chapters: dict[str, Chapter] = {}
    _add_chapters(work, files.requirements["chapters"], None, chapters)
    work.session.flush()
    for place, data in enumerate(files.requirements["requirements"]):
        chapter = find(chapters, data["chapter"], "requirements.yaml", data["code"])
        entry = find(catalogue, data["catalogue"], "requirements.yaml", data["code"])
        requirement = Requirement(
            procurement_id=work.procurement.id,
            chapter_id=chapter.id,
            position=place,
            code=data["code"],
            fulfilment=data["fulfilment"],
            deviation=data.get("deviation"),
            **requirement_values(entry, work.procurement.language),
        )
        codes.requirements[requirement.code] = requirement
        codes.by_key[entry.key] = requirement
        work.session.add(requirement)
    work.session.flush()
    _add_traces(work, files, codes)
    _merge(work, files, codes)
    return codes


def _add_participations(work: Work, files: Files) -> None:
    organisations = {o.name: o for o in work.session.exec(select(Organisation))}
    for data in files.organisations:
        work.session.add(
            Participation(
                procurement_id=work.procurement.id,
                organisation_id=organisations[data["name"]].id,
                **data["participation"],
            )
        )


def _add_sources(work: Work, files: Files) -> dict[str, Quote]:
    quotes: dict[str, Quote] = {}
    for data in files.sources:
        own = {key: value for key, value in data.items() if key not in ("quotes", "text")}
        source = Source(procurement_id=work.procurement.id, **own)
        work.session.add(source)
        for place, quoted in enumerate(data["quotes"]):
            quote = Quote(
                procurement_id=work.procurement.id, source_id=source.id, position=place, **quoted
            )
            quotes[quote.code] = quote
            work.session.add(quote)
        if "text" in data:
            work.session.flush()
            paste_text(work, source, data["text"])
    work.session.flush()
    return quotes


def chapter_id(slug: str, code: str) -> UUID:
    """Return the id of a chapter; its address is the same each time the demonstration is made."""
    return uuid5(NAMESPACE_URL, f"{slug}/{code}")


def _add_chapters(
    work: Work, data: list[dict[str, Any]], parent: UUID | None, chapters: dict[str, Chapter]
) -> None:
    for place, entry in enumerate(data):
        chapter = Chapter(
            id=chapter_id(work.procurement.slug, entry["code"]),
            procurement_id=work.procurement.id,
            parent_id=parent,
            position=place,
            title=entry["title"],
        )
        chapters[entry["code"]] = chapter
        work.session.add(chapter)
        work.session.flush()
        _add_chapters(work, entry.get("children", []), chapter.id, chapters)


def _add_traces(work: Work, files: Files, codes: Codes) -> None:
    for data in files.requirements["requirements"]:
        requirement = codes.requirements[data["code"]]
        for trace in data.get("needs") or []:
            need = find(codes.needs, trace["need"], "requirements.yaml", data["code"])
            work.session.add(
                NeedRequirement(
                    need_id=need.id, requirement_id=requirement.id, reason=trace["reason"]
                )
            )
    work.session.flush()


def _merge(work: Work, files: Files, codes: Codes) -> None:
    for data in files.needs:
        if "same_as" in data:
            same = data["same_as"]
            kept = find(codes.needs, same["need"], "needs.yaml", data["code"])
            merge_needs(work, kept, codes.needs[data["code"]], same["why"])


def add_waivers(work: Work, files: Files) -> None:
    """Accept the wordings that the files give a reason for."""
    for data in files.requirements["requirements"]:
        for entry in data.get("accepted", ()):
            waive(work, entry["rule"], entry["phrase"], [data["code"]], entry["reason"])


def add_model(work: Work, files: Files, codes: Codes) -> None:
    """Add criteria, scale, model, price form and scenarios, and judge the requirements."""
    own: dict[str, Any] = {"procurement_id": work.procurement.id}
    data = files.model
    _add_criteria(work, data["criteria"], None, codes)
    for step in data["scale"]["steps"]:
        work.session.add(ScaleStep(**own, points=Decimal(step["points"]), text=step["text"]))
    work.session.add(EvaluationModel(**own, **_model_values(data["model"])))
    for place, line in enumerate(data["price_lines"]):
        values = {key: line[key] for key in ("code", "name", "unit")}
        codes.lines[line["code"]] = PriceLine(
            **own,
            **values,
            position=place,
            quantity=Decimal(line["quantity"]),
            is_option=line["option"],
        )
        work.session.add(codes.lines[line["code"]])
        years: dict[Share, Decimal] = {
            (None, year): Decimal(each) for year, each in enumerate(line.get("years", ()), 1)
        }
        divide(work, codes.lines[line["code"]], years)
    for scenario in data["scenarios"]:
        work.session.add(Scenario(**own, **scenario))
    work.session.flush()
    _add_shares(work, files, codes)


def _model_values(data: dict[str, Any]) -> dict[str, Any]:
    """Return the values of the model as its table takes them."""
    values = dict(data)
    for name in ("max_points", "zero_at", "floor", "lowest_price", "highest_price"):
        if values.get(name) is not None:
            values[name] = Decimal(values[name])
    for name in ("rounding_points", "rounding_total"):
        values[name] = None if values[name] is None else int(values[name])
    if "notice_date" in values:
        values["notice_date"] = date.fromisoformat(values["notice_date"])
    return values


def _add_criteria(
    work: Work, data: list[dict[str, Any]], parent: UUID | None, codes: Codes
) -> None:
    for place, entry in enumerate(data):
        values = {key: entry[key] for key in ("code", "name", "kind", "documentation")}
        criterion = Criterion(
            procurement_id=work.procurement.id,
            parent_id=parent,
            position=place,
            weight=Decimal(entry["weight"]),
            **values,
        )
        codes.criteria[criterion.code] = criterion
        work.session.add(criterion)
        work.session.flush()
        _add_criteria(work, entry.get("children", []), criterion.id, codes)


def _add_shares(work: Work, files: Files, codes: Codes) -> None:
    for data in files.requirements["requirements"]:
        for judged in data.get("criteria") or []:
            criterion = find(codes.criteria, judged["criterion"], "requirements.yaml", data["code"])
            work.session.add(
                RequirementCriterion(
                    requirement_id=codes.requirements[data["code"]].id,
                    criterion_id=criterion.id,
                    share=Decimal(judged["share"]),
                )
            )
    work.session.flush()
