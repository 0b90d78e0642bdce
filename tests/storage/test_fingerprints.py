"""Fingerprints: what a row means, and what rests on it as it stood."""

import pytest
from factories import Make

from procurement.domain import Deviation, NeedRequirement, Requirement


def test_only_material_fields_change_a_fingerprint(make_anywhere: Make):
    row = make_anywhere.requirement(statement="Systemet skal bokføre")
    first = row.fingerprint
    assert len(first) == 64

    row.title, row.position, row.why = "Ny tittel", 7, "Derfor"
    make_anywhere.session.flush()
    assert row.fingerprint == first

    row.statement = "Systemet skal bokføre daglig"
    make_anywhere.session.flush()
    assert row.fingerprint != first


@pytest.mark.parametrize("name", Requirement.MATERIAL)
def test_no_two_fields_can_stand_for_each_other(make: Make, name: str):
    row = make.requirement()
    first = row.fingerprint

    number, members = {"word_limit": 7}, {"deviation": Deviation.may_reject}
    old = getattr(row, name)
    new = number.get(name) or members.get(name) or ("x" if isinstance(old, str) else "kg")
    object.__setattr__(row, name, new)
    row.take_fingerprint()

    assert row.fingerprint != first


def test_a_link_keeps_how_both_ends_stood(make_anywhere: Make):
    make = make_anywhere
    need, row = make.need(), make.requirement()
    link = NeedRequirement(need_id=need.id, requirement_id=row.id)
    make.session.add(link)
    make.session.flush()
    assert (link.need_fingerprint, link.requirement_fingerprint) == (
        need.fingerprint,
        row.fingerprint,
    )

    row.statement = "Noe helt annet"
    make.session.flush()
    assert link.requirement_fingerprint != row.fingerprint

    link.requirement_fingerprint = ""  # looked at again
    make.session.flush()
    assert link.requirement_fingerprint == row.fingerprint
