"""The invented hearing of the demonstration, the open round, and how far the texts have come."""

from collections.abc import Mapping
from typing import Any

from sqlmodel import select

from procurement.domain import (
    Baseline,
    Chapter,
    Comment,
    Disposition,
    Membership,
    Organisation,
    ReviewRound,
    User,
)
from procurement.services.chapters import ChapterNode, chapter_tree
from procurement.services.demonstration.editions import after_the_hearing, before_the_hearing
from procurement.services.demonstration.reading import Files, find
from procurement.services.demonstration.specification import Codes
from procurement.services.review.approvals import approve, send_one
from procurement.services.review.comments import next_comment_code
from procurement.services.work import Work

_FILE = "review.yaml"


def add_review(work: Work, files: Files, codes: Codes) -> None:
    """Add the rounds with their comments, approvals, and what changed after the hearing."""
    frozen = before_the_hearing(work, files, codes)
    for number, data in enumerate(files.review["rounds"], start=1):
        _add_round(work, data, number, codes, frozen if number == 1 else None)
    members = _members(work)
    _add_responsible(work, files, members)
    for data in files.review["approved"]:
        requirement = find(codes.requirements, data["requirement"], _FILE, data["requirement"])
        member, user = find(members, data["by"], _FILE, data["requirement"])
        theirs = Work(work.session, work.procurement, member, user)
        send_one(theirs, requirement)
        approve(theirs, requirement, requirement.version, data.get("note", ""))
    for code in files.review["in_review"]:
        send_one(work, find(codes.requirements, code, _FILE, code))
    after_the_hearing(work, files, codes)


def _add_round(
    work: Work, data: dict[str, Any], number: int, codes: Codes, about: Baseline | None
) -> None:
    opened = ReviewRound(
        procurement_id=work.procurement.id,
        number=number,
        name=data["name"],
        kind=data["kind"],
        note=data["note"],
        due=data["due"],
        baseline_id=about.id if about else None,
        opened_at=data["opened"],
        opened_by=work.user.email,
        closed_at=data.get("closed"),
        closed_by=work.user.email if "closed" in data else "",
    )
    work.session.add(opened)
    work.session.flush()
    made: dict[str, Comment] = {}
    for place, entry in enumerate(data["comments"], start=1):
        comment = _comment(work, entry, codes)
        comment.round_id = opened.id
        if "duplicate_of" in entry:
            first = find(made, str(entry["duplicate_of"]), _FILE, comment.code)
            comment.duplicate_of_id = first.id
        made[str(place)] = comment
        work.session.add(comment)
        work.session.flush()


def _comment(work: Work, entry: dict[str, Any], codes: Codes) -> Comment:
    code = next_comment_code(work)
    settled = "disposition" in entry
    return Comment(
        procurement_id=work.procurement.id,
        code=code,
        organisation_id=find(_organisations(work), entry["from"], _FILE, code).id,
        author=work.user.email,
        said_at=entry["said"],
        text=entry["text"],
        disposition=Disposition(entry["disposition"]) if settled else None,
        disposition_reason=entry.get("answer", ""),
        settled_by=work.user.email if settled else "",
        settled_at=entry["said"] if settled else None,
        **_about(work, entry["about"], codes, code),
    )


def _about(work: Work, about: str, codes: Codes, code: str) -> dict[str, Any]:
    """Return the requirement, need or chapter that a comment is about."""
    requirement, need = codes.requirements.get(about), codes.needs.get(about)
    if requirement is not None:
        own = {"requirement_id": requirement.id, "about_fingerprint": requirement.fingerprint}
        return own | {"about": about}
    if need is not None:
        return {"need_id": need.id, "about_fingerprint": need.fingerprint, "about": about}
    chapter = find(_chapters(work), about, _FILE, code)
    return {"chapter_id": chapter.id, "about": chapter.heading}


def _add_responsible(
    work: Work, files: Files, members: Mapping[str, tuple[Membership, User]]
) -> None:
    for data in files.review["responsible"]:
        node = find(_chapters(work), data["chapter"], _FILE, data["chapter"])
        chapter = work.session.get_one(Chapter, node.id)
        chapter.responsible_id = find(members, data["member"], _FILE, data["chapter"])[0].id
    work.session.flush()


def _chapters(work: Work) -> dict[str, ChapterNode]:
    return {node.number: node for node in chapter_tree(work)}


def _organisations(work: Work) -> dict[str, Organisation]:
    return {row.name: row for row in work.session.exec(select(Organisation))}


def _members(work: Work) -> dict[str, tuple[Membership, User]]:
    rows = work.session.exec(
        select(User, Membership)
        .join(Membership)
        .where(Membership.procurement_id == work.procurement.id)
    )
    return {user.email: (member, user) for user, member in rows}
