"""Make rounds, comments and approvals as they stand in the database."""

from typing import Any

from factories import NOW, Make

from procurement.domain import (
    Approval,
    Comment,
    Membership,
    Requirement,
    RequirementStatus,
    ReviewRound,
    RoundKind,
)


def round_in(make: Make, **values: Any) -> ReviewRound:
    """Open the first round, an internal one unless said otherwise."""
    defaults = {"number": 1, "kind": RoundKind.internal, "name": "Review"}
    said = {"procurement_id": make.here.id, "opened_at": NOW, "opened_by": "lead@buyer.example"}
    return _kept(make, ReviewRound(**(defaults | said | values)))


def comment_on(make: Make, requirement: Requirement, code: str, **values: Any) -> Comment:
    """Make a comment on a requirement."""
    said = {
        "procurement_id": make.here.id,
        "code": code,
        "requirement_id": requirement.id,
        "about": requirement.code,
        "about_fingerprint": requirement.fingerprint,
        "author": "somebody@buyer.example",
        "said_at": NOW,
        "text": "Too vague.",
    }
    return _kept(make, Comment(**(said | values)))


def approved(make: Make, requirement: Requirement, member: Membership) -> Approval:
    """Let a member have approved a requirement as it stands."""
    requirement.status = RequirementStatus.approved
    make.session.flush()
    return _kept(
        make,
        Approval(
            requirement_id=requirement.id,
            membership_id=member.id,
            requirement_version=requirement.version,
            approved_at=NOW,
        ),
    )


def _kept(make: Make, row: Any) -> Any:
    make.session.add(row)
    make.session.flush()
    return row
