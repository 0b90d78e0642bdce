"""Two baselines of the demonstration: as it went on the hearing, and as it stood afterwards."""

from decimal import Decimal
from typing import Any

from procurement.domain import Baseline, Requirement
from procurement.services.baselines import make_baseline
from procurement.services.chapters import chapter_tree
from procurement.services.criteria import save_weights
from procurement.services.demonstration.reading import Files, find
from procurement.services.demonstration.specification import Codes
from procurement.services.history import keep, revisions_of
from procurement.services.requirements import (
    RequirementDraft,
    add_requirement,
    change_requirement,
)
from procurement.services.traces import link_need
from procurement.services.work import Work

_FILE = "review.yaml"


def before_the_hearing(work: Work, files: Files, codes: Codes) -> Baseline:
    """Put back what the hearing changed, and freeze it."""
    for data in files.review["before"]["chapters"]:
        requirement = find(codes.requirements, data["requirement"], _FILE, data["requirement"])
        requirement.chapter_id = find(_chapters(work), data["chapter"], _FILE, data["chapter"])
    for data in files.review["before"]["weights"]:
        criterion = find(codes.criteria, data["criterion"], _FILE, data["criterion"])
        criterion.weight = Decimal(data["weight"])
    work.session.flush()
    return _freeze(work, files.review["editions"][0])


def after_the_hearing(work: Work, files: Files, codes: Codes) -> Baseline:
    """Make the changes that the hearing led to, through the same acts as people use, and freeze."""
    for data in files.review["changes"]:
        requirement = find(codes.requirements, data["requirement"], _FILE, data["requirement"])
        new = {key: data[key] for key in ("statement", "answer_instruction") if key in data}
        _change(work, requirement, new, data["why"])
    places = {r["code"]: r["chapter"] for r in files.requirements["requirements"]}
    for data in files.review["before"]["chapters"]:
        requirement = codes.requirements[data["requirement"]]
        chapter = find(_chapters(work), places[requirement.code], _FILE, requirement.code)
        _change(work, requirement, {"chapter_id": chapter}, data["why"])
    for data in files.review["added"]:
        _add(work, data)
    _reweigh(work, files, codes)
    return _freeze(work, files.review["editions"][1])


def _change(work: Work, requirement: Requirement, new: dict[str, Any], why: str) -> None:
    keep(work, requirement)
    change_requirement(work, requirement, new, requirement.version)
    revisions_of(work, requirement)[0].why = why
    work.session.flush()


def _add(work: Work, data: dict[str, Any]) -> None:
    values = {key: value for key, value in data.items() if key not in ("chapter", "needs")}
    chapter = find(_chapters(work), data["chapter"], _FILE, data["code"])
    blank: dict[str, Any] = {"deviation": None, "legal_basis": ""}
    added = add_requirement(work, RequirementDraft(chapter_id=chapter, **(blank | values)))
    for trace in data["needs"]:
        link_need(work, added, trace["need"], trace["reason"])


def _reweigh(work: Work, files: Files, codes: Codes) -> None:
    final = dict(_weights(files.model["criteria"]))
    changed = [codes.criteria[data["criterion"]] for data in files.review["before"]["weights"]]
    save_weights(
        work,
        {criterion.code: final[criterion.code] for criterion in changed},
        {criterion.code: criterion.version for criterion in changed},
    )


def _weights(criteria: list[dict[str, Any]]) -> list[tuple[str, Decimal]]:
    return [
        pair
        for entry in criteria
        for pair in [
            (entry["code"], Decimal(entry["weight"])),
            *_weights(entry.get("children", [])),
        ]
    ]


def _freeze(work: Work, data: dict[str, Any]) -> Baseline:
    return make_baseline(work, data["name"], data["note"], data["made"])


def _chapters(work: Work) -> dict[str, Any]:
    return {node.number: node.id for node in chapter_tree(work)}
