"""Baselines: made under a name, never changed, read in every form, told apart by their digest."""

import json
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest
from factories import Make
from sqlalchemy import delete, update
from sqlmodel import select
from worlds import whole

from procurement.domain import Baseline, Phase, Requirement
from procurement.errors import FieldError, KravsporError, NotFoundError
from procurement.services.baselines import (
    baseline_label,
    baselines_of,
    get_baseline,
    is_whole,
    make_baseline,
    make_named_baseline,
)
from procurement.services.bids import price_lines
from procurement.services.editions.changes import compare
from procurement.services.editions.reading import edition_of
from procurement.services.frozen_content import REQUIREMENT_FIELDS
from procurement.services.participants import participants_of
from procurement.services.quantities import divide
from procurement.services.tender_texts import fill_place
from procurement.services.work import Work

SERVICES = Path(__file__).parents[2] / "procurement"


@pytest.fixture
def work(make_anywhere: Make) -> Work:
    """Return the lead's work in a procurement with something of everything, before sealing."""
    world = whole(make_anywhere, Phase.review)
    return make_anywhere.work(world.members["lead"])


def test_a_baseline_holds_every_text_that_goes_out(work: Work):
    row = work.session.exec(select(Requirement).where(Requirement.code == "KR-001")).one()
    row.choices, row.word_limit, row.unit = "one\ntwo", 200, "seconds"
    row.legal_basis, row.integration_point = "Act § 1", "It must fit what we have."
    work.session.flush()

    content = json.loads(make_baseline(work).content)

    held = content["chapters"][0]["requirements"][0]
    assert set(held) == {*REQUIREMENT_FIELDS} - {"requirement_class"} | {"class"}
    assert (held["choices"], held["word_limit"], held["unit"]) == ("one\ntwo", 200, "seconds")
    assert (held["legal_basis"], held["integration_point"]) == (
        row.legal_basis,
        "It must fit what we have.",
    )
    leaf = content["criteria"][1]["children"][0]
    assert (leaf["documentation"], leaf["children"][0]["code"]) == ("The answers.", "KR-001")
    assert content["price_lines"][1]["is_option"] is True
    assert content["procurement"]["title"] == work.procurement.title


def _fill(work: Work) -> None:
    fill_place(work, "languages", "English is accepted.", 0)


def _divide(work: Work) -> None:
    line = price_lines(work)[0]
    divide(work, line, {(None, 1): line.quantity})


def _rename(work: Work) -> None:
    participants_of(work)[0].organisation.organisation_number = "999999999"
    work.session.flush()


@pytest.mark.parametrize("change", [_fill, _divide, _rename])
def test_what_else_stands_in_the_documents_is_frozen_too(
    make_anywhere: Make, work: Work, change: Callable[[Work], None]
):
    make_anywhere.municipality("Alstahaug")
    before = make_baseline(work)

    change(work)

    assert make_baseline(work).digest != before.digest
    assert compare(edition_of(work, 1), edition_of(work, 2)).settings


def test_the_same_content_has_the_same_digest_and_another_has_another(work: Work):
    first, second = make_baseline(work), make_baseline(work)
    row = work.session.exec(select(Requirement).where(Requirement.code == "KR-001")).one()
    row.unit = "ms"
    work.session.flush()
    third = make_baseline(work)

    assert (first.number, second.number, third.number) == (1, 2, 3)
    assert first.digest == second.digest != third.digest
    assert is_whole(first) and is_whole(third)


def test_a_baseline_that_was_tampered_with_is_found_out(work: Work):
    made = make_baseline(work)
    work.session.execute(  # past the guard, as somebody with a tool for databases would
        Baseline.__table__.update().values(content=made.content.replace("on time", "some time"))
    )
    work.session.expire(made)

    assert not is_whole(made)


def test_nothing_changes_or_removes_a_baseline(work: Work):
    made = make_baseline(work, "Before the hearing")
    work.session.commit()

    made.note = "Another note"
    with pytest.raises(KravsporError, match="never changed"):
        work.session.flush()
    work.session.rollback()
    work.session.delete(made)
    with pytest.raises(KravsporError, match="never changed"):
        work.session.flush()
    work.session.rollback()
    for statement in (update(Baseline).values(name="x"), delete(Baseline)):
        with pytest.raises(KravsporError, match="never changed"):
            work.session.execute(statement)
    assert get_baseline(work, 1).name == "Before the hearing"


def test_only_one_module_makes_baselines():
    """What else would write them would have to name them."""
    making = [
        file.relative_to(SERVICES).as_posix()
        for file in SERVICES.rglob("*.py")
        if "Baseline(" in file.read_text(encoding="utf-8") and "versions" not in file.parts
    ]
    assert sorted(making) == ["domain/procurement.py", "services/baselines.py"]


def test_a_name_stands_for_one_baseline_and_the_same_content_is_not_frozen_twice(work: Work):
    make_named_baseline(work, " Before the hearing ", "For the municipalities.")

    with pytest.raises(FieldError, match="with this name"):
        make_named_baseline(work, "before the HEARING", "")
    with pytest.raises(FieldError, match="Nothing has changed since baseline 1"):
        make_named_baseline(work, "After", "")

    row = baselines_of(work)[0]
    assert (row.name, row.note) == ("Before the hearing", "For the municipalities.")
    assert row.made_by == work.user.name


def test_documents_name_the_baseline_only_while_it_is_what_stands(work: Work):
    assert baseline_label(work).startswith("Draft · sha256:")
    made = make_named_baseline(work, "First", "")
    assert baseline_label(work) == f"Baseline 1 · {made.digest}"

    row = work.session.exec(select(Requirement).where(Requirement.code == "KR-001")).one()
    row.statement = "The system shall pay."
    work.session.flush()
    assert baseline_label(work).startswith("Draft · sha256:")

    work.procurement.phase = Phase.sealed
    assert baseline_label(work) == f"Baseline 1 · {made.digest}"


def test_a_baseline_of_another_procurement_is_not_there(work: Work, make_anywhere: Make):
    make_baseline(work)
    other = whole(make_anywhere, Phase.review)
    elsewhere = make_anywhere.work(other.members["lead"])

    with pytest.raises(NotFoundError):
        get_baseline(elsewhere, 1)
    assert baselines_of(elsewhere) == []
    assert make_baseline(elsewhere).number == 1


def test_weights_are_frozen_as_they_were_typed(work: Work, make_anywhere: Make):
    make_anywhere.criterion("12.50", code="X")

    content = json.loads(make_baseline(work).content)

    assert [c["weight"] for c in content["criteria"] if c["code"] == "X"] == ["12.5"]
    assert Decimal(content["model"]["max_points"]) == 10
