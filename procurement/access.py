"""Who may do what, and in which phase: the two tables and the one question."""

from enum import StrEnum, auto
from uuid import UUID

from procurement.domain import Phase, Role


class Permission(StrEnum):
    """Something a member may do in a procurement."""

    read = auto()
    edit_needs = auto()
    edit_requirements = auto()
    edit_word_lists = auto()
    back = auto()
    comment = auto()
    approve = auto()
    run_rounds = auto()
    edit_model = auto()
    edit_masters = auto()
    make_baseline = auto()
    change_phase = auto()
    read_answers = auto()
    score = auto()
    read_own_scores = auto()
    read_all_scores = auto()
    read_result = auto()
    compute_result = auto()
    read_log = auto()


def _each(roles: set[Role], phases: set[Phase]) -> dict[Role, set[Phase]]:
    return {role: phases for role in roles}


def _from(first: Phase, last: Phase = Phase.closed) -> set[Phase]:
    order = list(Phase)
    return set(order[order.index(first) : order.index(last) + 1])


_EVERYONE = set(Role)
_ALWAYS = set(Phase)
_BEFORE_SEALING = {Phase.drafting, Phase.review}
SCORERS = {Role.evaluator, Role.chair}

GRANTS: dict[Permission, dict[Role, set[Phase]]] = {
    Permission.read: _each(_EVERYONE, _ALWAYS),
    Permission.edit_needs: _each({Role.lead, Role.working_group}, _BEFORE_SEALING),
    Permission.edit_requirements: _each({Role.lead, Role.working_group}, _BEFORE_SEALING),
    Permission.edit_word_lists: {Role.lead: _BEFORE_SEALING},
    Permission.back: _each({Role.lead, Role.working_group, Role.contact}, _BEFORE_SEALING),
    Permission.comment: _each({Role.lead, Role.working_group, Role.contact}, _BEFORE_SEALING),
    Permission.approve: _each({Role.lead, Role.working_group}, _BEFORE_SEALING),
    Permission.run_rounds: {Role.lead: _BEFORE_SEALING},
    Permission.edit_model: _each({Role.lead, Role.chair}, _BEFORE_SEALING),
    Permission.edit_masters: {Role.lead: _BEFORE_SEALING},
    Permission.make_baseline: {Role.lead: _BEFORE_SEALING},
    Permission.change_phase: {Role.lead: _ALWAYS},
    Permission.read_answers: _each(SCORERS | {Role.lead}, _from(Phase.bids_in)),
    Permission.score: _each(SCORERS, {Phase.bids_in}),
    Permission.read_own_scores: _each(SCORERS, _from(Phase.bids_in)),
    Permission.read_all_scores: {
        Role.chair: _from(Phase.bids_in),
        Role.lead: _from(Phase.quality_locked),
        Role.price_officer: _from(Phase.price_open),
        Role.evaluator: _from(Phase.decided),
        Role.observer: _from(Phase.decided),
    },
    Permission.read_result: {
        Role.lead: _from(Phase.price_open),
        Role.chair: _from(Phase.price_open),
        Role.price_officer: _from(Phase.price_open),
        Role.evaluator: _from(Phase.decided),
        Role.observer: _from(Phase.decided),
    },
    Permission.compute_result: _each({Role.lead, Role.chair}, {Phase.price_open}),
    Permission.read_log: _each({Role.lead, Role.chair, Role.observer}, _ALWAYS),
}


def allows(permission: Permission, role: Role, phase: Phase) -> bool:
    """Return True if `role` may use `permission` while the procurement is in `phase`."""
    return phase in GRANTS[permission].get(role, set())


def phases_of(permission: Permission, role: Role) -> set[Phase]:
    """Return the phases in which `role` may use `permission`; empty if it never may."""
    return GRANTS[permission].get(role, set())


def answers_for(role: Role, member: UUID, responsible: UUID | None) -> bool:
    """Return True if a member may change a chapter: the lead all, others their own and nobody's."""
    return role == Role.lead or responsible in (None, member)
