"""Load the demonstration: one data set at three points in time, so that each role finds work."""

from pathlib import Path
from typing import Any

from sqlmodel import Session, select

from procurement.catalogue import Entry, load_catalogue
from procurement.domain import Action, Deadline, Membership, Organisation, Procurement, User
from procurement.resources import resource_dir
from procurement.services.baselines import make_baseline
from procurement.services.demonstration.backing import add_backings
from procurement.services.demonstration.evaluation import add_bids, add_scores
from procurement.services.demonstration.people import PASSWORD, add_people, users_of
from procurement.services.demonstration.reading import Files, read_folder
from procurement.services.demonstration.review import add_review
from procurement.services.demonstration.specification import (
    add_model,
    add_specification,
    add_waivers,
)
from procurement.services.demonstration.texts import add_texts
from procurement.services.evaluation import compute
from procurement.services.work import Work

__all__ = ["PASSWORD", "load_demonstration", "users_of"]


def load_demonstration(session: Session, folder: Path | None = None) -> list[str]:
    """Load what is not there yet and return the titles of what was loaded."""
    catalogue = load_catalogue(resource_dir("requirements_catalog"))
    files = read_folder(folder or default_folder())
    users, organisations = add_people(session, files)
    loaded = []
    for stage in files.procurement["stages"]:
        there = select(Procurement.id).where(Procurement.slug == stage["slug"])
        if session.exec(there).first() is None:
            work = _open(session, files, stage, users, organisations)
            _fill(work, files, catalogue, stage["content"])
            loaded.append(work.procurement.title)
    return loaded


def default_folder() -> Path:
    """Return the folder of the demonstration that Kravspor ships."""
    return resource_dir("requirements_catalog") / "demonstration" / "helgeland"


def _open(
    session: Session,
    files: Files,
    stage: dict[str, Any],
    users: dict[str, User],
    organisations: dict[str, Organisation],
) -> Work:
    data = files.procurement
    procurement = Procurement(
        slug=stage["slug"],
        title=data["title"] + stage["suffix"],
        buyer=data["organisation"],
        language=data["language"],
        procedure=data["procedure"],
        contract_type=data["contract_type"],
        purpose=data["purpose"],
        environment_justification=data["environment_justification"],
        phase=stage["phase"],
    )
    session.add(procurement)
    session.flush()
    for deadline in data["deadlines"]:
        session.add(Deadline(procurement_id=procurement.id, **deadline))
    lead = None
    for person in data["users"]:
        home = organisations.get(person.get("organisation", ""))
        member = Membership(
            procurement_id=procurement.id,
            user_id=users[person["email"]].id,
            organisation_id=home.id if home else None,
            role=person["role"],
        )
        session.add(member)
        lead = lead or member
    session.flush()
    assert lead is not None
    return Work(session, procurement, lead, users[data["users"][0]["email"]])


def _fill(work: Work, files: Files, catalogue: dict[str, Entry], content: str) -> None:
    codes = add_specification(work, files, catalogue)
    add_model(work, files, codes)
    add_backings(work, files, codes)
    add_waivers(work, files)
    add_texts(work, files)
    work.record(Action.demonstration_loaded, work.procurement.title)
    if content == "requirements":
        add_review(work, files, codes)
        return
    make_baseline(work)
    add_bids(work, files, codes, with_prices=content == "result")
    add_scores(work, files, codes, complete=content == "result")
    if content == "result":
        compute(work)
