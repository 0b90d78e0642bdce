"""Addenda: drafted, weighed, published once; and answers to an older text are told apart."""

from collections.abc import Iterator
from datetime import timedelta
from io import BytesIO

import pytest
from docx import Document
from factories import Make
from sealable import move_deadline
from sqlmodel import select
from worlds import whole

from procurement.domain import (
    Addendum,
    Phase,
    Requirement,
    RequirementStatus,
)
from procurement.errors import ConflictError, FieldError, ForbiddenError, NotFoundError
from procurement.i18n import language
from procurement.importing.forms import read_form
from procurement.services import addenda
from procurement.services.addenda import AddendumDraft, changes_of
from procurement.services.addendum_changes import (
    ChangeDraft,
    get_change,
    remove_change,
    set_change,
)
from procurement.services.addendum_check import answer_rows, material_signs
from procurement.services.baselines import newest_baseline
from procurement.services.documents import write
from procurement.services.history import revisions_of
from procurement.services.publishing import publish_addendum
from procurement.services.returned_forms import compared
from procurement.services.sealed_files import sealed_bundle, seals_of
from procurement.services.sealing import seal_by_two
from procurement.services.work import Work, now

NEW = "The system shall pay all salaries on time."
WEIGHED = "Two weeks are left."


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    """Compare messages in English, the language of their ids."""
    with language("en"):
        yield


@pytest.fixture
def work(make_anywhere: Make) -> Work:
    """Return the lead's work in a procurement that two have sealed."""
    make = make_anywhere
    world = whole(make, Phase.review)
    lead = make.work(world.members["lead"])
    due = now() + timedelta(days=14)
    seal_by_two(lead, make.work(world.members["chair"]))
    move_deadline(make, due)
    make.session.commit()
    return lead


def drafted(work: Work, **values: object) -> Addendum:
    blank = {"title": "About pay", "text": "Q: All?\nA: Yes.", "deadline": None}
    draft = AddendumDraft(**{**blank, "why_material": WEIGHED, **values})  # type: ignore[arg-type]
    return addenda.make_addendum(work, draft)


def change(work: Work, addendum: Addendum, after: str = NEW, **values: str) -> None:
    told = {"code": "KR-001", "field": "statement", "reason": "It was unclear."} | values
    set_change(work, addendum, ChangeDraft(after=after, **told))


def published(work: Work) -> Addendum:
    addendum = drafted(work)
    change(work, addendum)
    publish_addendum(work, addendum, addendum.version)
    work.session.commit()
    return addendum


def row(work: Work, code: str = "KR-001") -> Requirement:
    return work.session.exec(select(Requirement).where(Requirement.code == code)).one()


def test_a_draft_changes_nothing_before_it_is_published(work: Work):
    addendum = drafted(work)
    change(work, addendum)
    assert row(work).statement == "The system shall pay salaries on time."
    (found,) = changes_of(work, addendum)
    assert [m.text for m in found.marks if m.kind.value == "new"] == ["all "]

    remove_change(work, addendum, "KR-001", "statement")
    assert not changes_of(work, addendum)
    change(work, addendum)
    addenda.remove_addendum(work, addendum, addendum.version)
    assert not addenda.addenda_of(work)


def test_publishing_changes_the_requirement_the_baseline_and_the_sealed_set(work: Work):
    old = newest_baseline(work)
    before = write(work, "kravspesifikasjon.docx")
    addendum = published(work)

    requirement = row(work)
    assert requirement.statement == NEW
    assert requirement.status is RequirementStatus.locked
    assert revisions_of(work, requirement)[0].why == "Addendum 1: It was unclear."
    made = newest_baseline(work)
    assert old and made and (addendum.baseline_before, addendum.baseline_after) == (1, 2)
    newest, first = seals_of(work)
    assert newest.manifest["addendum"] == 1 and newest.seal.baseline == 2
    assert newest.proposed_by == newest.confirmed_by
    assert write(work, "kravspesifikasjon.docx") != before
    assert sealed_bundle(work, 1)[1] and first.seal.baseline == 1
    text = "\n".join(
        cell.text
        for table in Document(BytesIO(write(work, "tilleggsinformasjon-1.docx"))).tables
        for line in table.rows
        for cell in line.cells
    )
    assert "KR-001" in text and "It was unclear." in text and made.digest in text


def test_what_is_published_can_no_longer_be_changed(work: Work):
    addendum = published(work)
    draft = AddendumDraft("Other", "", None, "")
    for act in (
        lambda: change(work, addendum, "Other."),
        lambda: addenda.edit_addendum(work, addendum, draft, addendum.version),
        lambda: addenda.remove_addendum(work, addendum, addendum.version),
        lambda: publish_addendum(work, addendum, addendum.version),
    ):
        with pytest.raises(ForbiddenError, match="published"):
            act()
    assert drafted(work).number == 2
    with pytest.raises(ForbiddenError, match="first"):
        drafted(work)


def test_a_change_that_looks_material_must_be_thought_over(work: Work):
    addendum = drafted(work, why_material="")
    change(work, addendum, "The system shall pay.", code="KR-003")
    change(work, addendum, "yes_no_text", field="answer_form")
    signs = material_signs(work, addendum, changes_of(work, addendum))
    assert [s.rpartition(" ")[2] for s in signs] == ["KR-003.", "KR-001.", "KR-001."]
    assert answer_rows(changes_of(work, addendum)) == ["KR-001", "KR-003"]
    with pytest.raises(FieldError) as refused:
        publish_addendum(work, addendum, addendum.version)
    assert refused.value.field == "why_material"

    standing = addenda.deadline_for_tenders(work)
    assert standing
    standing.at = now() + timedelta(days=5)
    assert "must be checked" in material_signs(work, addendum, [])[0]


def test_a_new_deadline_is_later_and_takes_effect_when_published(work: Work):
    standing = addenda.deadline_for_tenders(work)
    assert standing
    with pytest.raises(FieldError) as refused:
        drafted(work, deadline=standing.at)
    assert refused.value.field == "deadline"
    later = standing.at + timedelta(days=7)
    addendum = drafted(work, deadline=later)
    assert standing.at < later
    publish_addendum(work, addendum, addendum.version)
    found = addenda.deadline_for_tenders(work)
    assert found and found.at == later


def test_what_does_not_go_together_is_refused_beside_its_field(work: Work):
    addendum = drafted(work)
    for values, field in (
        ({"after": " "}, "after"),
        ({"after": "The system shall pay salaries on time."}, "after"),
        ({"after": NEW, "reason": ""}, "reason"),
        ({"after": "", "code": "KR-003", "field": "deviation"}, "after"),
        ({"after": "x" * 121, "field": "title"}, "after"),
    ):
        with pytest.raises(FieldError) as refused:
            change(work, addendum, **values)
        assert refused.value.field == field
    with pytest.raises(NotFoundError):
        get_change(work, addendum, "KR-001", "code")
    empty = drafted_anew(work, addendum)
    with pytest.raises(ForbiddenError, match="nothing"):
        publish_addendum(work, empty, empty.version)


def drafted_anew(work: Work, addendum: Addendum) -> Addendum:
    addenda.remove_addendum(work, addendum, addendum.version)
    return drafted(work, text="")


def test_an_addendum_is_published_as_it_was_seen(work: Work):
    addendum = drafted(work)
    seen = addendum.version
    change(work, addendum)
    with pytest.raises(ConflictError):
        publish_addendum(work, addendum, seen)
    work.procurement.phase = Phase.bids_in
    work.session.flush()
    with pytest.raises(ForbiddenError):
        publish_addendum(work, addendum, addendum.version)


def test_an_old_form_is_read_and_the_changed_row_is_named(work: Work):
    old = read_form("xlsx", write(work, "svarskjema.xlsx"))
    published(work)

    found = compared(work, old)["problems"]
    assert [(each["code"], each["severity"]) for each in found] == [
        ("earlier_edition", "warning"),
        ("changed_by_addendum", "error"),
    ]
    assert "KR-001 is changed in addendum 1" in found[1]["message"]
    new = read_form("xlsx", write(work, "svarskjema.xlsx"))
    assert compared(work, new)["problems"] == []


def test_a_choice_without_anything_to_choose_from_does_not_go_out(work: Work):
    addendum = drafted(work)
    change(work, addendum, "choice", field="answer_form")

    with pytest.raises(ForbiddenError, match="KR-001 asks for a choice"):
        publish_addendum(work, addendum, addendum.version)
    work.session.rollback()

    assert addendum.published_at is None and row(work).answer_form != "choice"
