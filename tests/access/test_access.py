"""The table of permissions: what must never be granted, whatever else changes."""

import pytest

from procurement.access import GRANTS, Permission, allows, phases_of
from procurement.domain import Phase, Role

BEFORE_SEALING = [Phase.drafting, Phase.review]


def test_every_permission_is_granted_to_somebody() -> None:
    assert set(GRANTS) == set(Permission)
    assert all(any(phases for phases in roles.values()) for roles in GRANTS.values())


@pytest.mark.parametrize("phase", Phase)
def test_the_specification_changes_only_before_sealing(phase: Phase) -> None:
    for permission in (Permission.edit_needs, Permission.edit_requirements, Permission.edit_model):
        some = any(allows(permission, role, phase) for role in Role)
        assert some == (phase in BEFORE_SEALING)


@pytest.mark.parametrize("role", Role)
def test_nobody_reads_the_result_before_the_prices_are_open(role: Role) -> None:
    for phase in phases_of(Permission.read_result, role):
        assert phase.has_reached(Phase.price_open)


@pytest.mark.parametrize("role", [Role.evaluator, Role.observer])
def test_evaluators_and_observers_wait_for_the_decision(role: Role) -> None:
    assert not allows(Permission.read_result, role, Phase.price_open)
    assert allows(Permission.read_result, role, Phase.decided)


def test_only_scorers_score_and_only_while_bids_are_in() -> None:
    granted = {(r, p) for r in Role for p in Phase if allows(Permission.score, r, p)}
    assert granted == {(Role.evaluator, Phase.bids_in), (Role.chair, Phase.bids_in)}
