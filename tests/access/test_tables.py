"""What the two tables of permissions promise, whatever is added to them."""

import pytest

from procurement.access import GRANTS, SCORERS, Permission, allows, phases_of
from procurement.domain import Phase, Role

EVERY = [(role, phase) for role in Role for phase in Phase]
WRITES = (
    Permission.edit_needs,
    Permission.edit_requirements,
    Permission.edit_model,
    Permission.edit_documents,
    Permission.change_phase,
    Permission.score,
    Permission.compute_result,
)


def test_every_permission_is_granted_to_somebody():
    assert set(GRANTS) == set(Permission)
    assert all(any(phases for phases in GRANTS[p].values()) for p in Permission)


def test_every_member_may_read_in_every_phase():
    assert all(allows(Permission.read, role, phase) for role, phase in EVERY)


@pytest.mark.parametrize("phase", [p for p in Phase if not p.has_reached(Phase.price_open)])
def test_nobody_reads_the_result_before_the_prices_are_open(phase: Phase):
    assert not [role for role in Role if allows(Permission.read_result, role, phase)]
    assert not [role for role in Role if allows(Permission.compute_result, role, phase)]


@pytest.mark.parametrize("phase", [p for p in Phase if not p.has_reached(Phase.bids_in)])
def test_nobody_reads_answers_or_scores_before_the_bids_are_in(phase: Phase):
    for permission in (
        Permission.read_answers,
        Permission.score,
        Permission.read_own_scores,
        Permission.read_all_scores,
    ):
        assert not [role for role in Role if allows(permission, role, phase)]


@pytest.mark.parametrize("phase", [p for p in Phase if p.has_reached(Phase.sealed)])
def test_nothing_of_the_specification_or_the_model_is_edited_once_sealed(phase: Phase):
    for permission in (
        Permission.edit_needs,
        Permission.edit_requirements,
        Permission.edit_model,
        Permission.edit_documents,
    ):
        assert not [role for role in Role if allows(permission, role, phase)]


def test_scores_are_given_only_while_the_bids_are_in_and_only_by_evaluators():
    given = {(role, phase) for role, phase in EVERY if allows(Permission.score, role, phase)}

    assert given == {(role, Phase.bids_in) for role in SCORERS}


def test_nobody_scores_while_they_can_read_prices():
    for role, phase in EVERY:
        both = allows(Permission.score, role, phase) and allows(Permission.read_result, role, phase)
        assert not both, f"{role} in {phase}"


def test_an_evaluator_reads_the_scores_of_others_only_after_the_award():
    assert phases_of(Permission.read_all_scores, Role.evaluator) == {Phase.decided, Phase.closed}


@pytest.mark.parametrize("role", [Role.evaluator, Role.observer])
def test_evaluators_and_observers_wait_for_the_decision(role: Role):
    assert phases_of(Permission.read_result, role) == {Phase.decided, Phase.closed}


@pytest.mark.parametrize("role", [Role.contact, Role.observer, Role.price_officer])
def test_whoever_only_follows_changes_nothing(role: Role):
    assert not [p for p in WRITES if phases_of(p, role)]


def test_a_role_without_a_permission_has_no_phase_for_it():
    assert phases_of(Permission.read_log, Role.contact) == set()
    assert not allows(Permission.read_log, Role.contact, Phase.drafting)
