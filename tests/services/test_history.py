"""Revisions: what is kept of each change, merged, taken back; codes are used once."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest
from factories import Make
from sqlmodel import select

from procurement.db import Database
from procurement.domain import (
    Action,
    Deviation,
    Event,
    Membership,
    Requirement,
    RequirementClass,
    RequirementStatus,
    Revision,
)
from procurement.errors import ClashError, ConflictError, FieldError, ForbiddenError, NotFoundError
from procurement.services.history import changes_in, keep, merge, revisions_of, undo_last
from procurement.services.requirements import (
    RequirementDraft,
    add_requirement,
    change_requirement,
    get_requirement,
    next_requirement_code,
    remove_requirement,
    undo_requirement,
)
from procurement.services.work import Work, open_work


@pytest.fixture
def work(make_anywhere: Make) -> Work:
    """Return the work of a lead, once on each database."""
    return make_anywhere.work(make_anywhere.member())


def draft(work: Work, make: Make, **values: Any) -> RequirementDraft:
    typed = {
        "code": next_requirement_code(work),
        "chapter_id": make.chapter().id,
        "title": "Title",
        "statement": "The system shall.",
        "requirement_class": RequirementClass.evaluated,
    }
    usual = make.requirement(code="KR-900000")
    kept = ("answer_form", "answer_instruction", "verification", "deviation", "fulfilment")
    defaults = {name: getattr(usual, name) for name in (*kept, "legal_basis")}
    make.session.delete(usual)
    return RequirementDraft(**(defaults | typed | values))


def actions(work: Work) -> list[Action]:
    return [event.action for event in work.session.exec(select(Event))]


@pytest.mark.parametrize(
    ("base", "theirs", "mine", "merged"),
    [
        ({"a": 1, "b": 1}, {"a": 1, "b": 2}, {"a": 3}, {"a": 3, "b": 2}),
        ({"a": 1, "b": 1}, {"a": 1, "b": 2}, {"a": 3, "b": 1}, {"a": 3, "b": 2}),
        ({"a": "x"}, {"a": "y"}, {"a": " x\r\n"}, {"a": "y"}),
        ({"a": "x"}, {"a": "y"}, {"a": "y"}, {"a": "y"}),
        ({"a": None}, {"a": None}, {"a": 0}, {"a": 0}),
        (None, {"a": "y", "b": 1}, {"a": "y"}, {"a": "y", "b": 1}),
    ],
)
def test_fields_that_one_changed_are_merged(base: Any, theirs: Any, mine: Any, merged: Any):
    assert merge(base, theirs, mine) == merged


@pytest.mark.parametrize("base", [{"a": 1, "b": 1}, None])
def test_a_field_that_both_changed_clashes_with_all_texts(base: Any):
    with pytest.raises(ClashError) as caught:
        merge(base, {"a": 2, "b": 1}, {"a": 3, "b": 1})

    clash = caught.value.clashes["a"]
    assert list(caught.value.clashes) == ["a"]
    assert (clash.base, clash.theirs, clash.mine) == (base and 1, 2, 3)
    assert caught.value.merged == {"a": 2, "b": 1}


def test_each_change_is_kept_with_who_and_how_it_read(work: Work, make_anywhere: Make):
    row = add_requirement(work, draft(work, make_anywhere, statement="One."))
    change_requirement(work, row, {"statement": "Two."}, 1)
    assert not change_requirement(work, row, {"statement": "Two."}, 1)

    newest, oldest = revisions_of(work, row)
    assert (oldest.content["statement"], newest.content["statement"]) == ("One.", "Two.")
    assert (newest.number, newest.actor, newest.code) == (2, work.user.email, row.code)
    assert newest.fingerprint == row.fingerprint != oldest.fingerprint
    assert keep(work, row).id == newest.id


def test_a_row_that_was_there_before_is_kept_as_it_was_found(work: Work, make_anywhere: Make):
    row = make_anywhere.requirement(title="Found")

    change_requirement(work, row, {"title": "Mine"}, 1)
    with pytest.raises(ClashError) as caught:
        change_requirement(work, row, {"title": "Late"}, 1)

    clash = caught.value.clashes["title"]
    assert (clash.base, clash.theirs, clash.mine) == ("Found", "Mine", "Late")
    assert clash.by == work.user.email and clash.at is not None


def test_a_stale_save_touches_only_what_its_writer_changed(work: Work, make_anywhere: Make):
    row = make_anywhere.requirement(title="T", why="W")
    change_requirement(work, row, {"title": "Theirs"}, 1)

    assert change_requirement(work, row, {"title": "T", "why": "Mine"}, 1)

    assert (row.title, row.why, row.version) == ("Theirs", "Mine", 3)


@pytest.mark.parametrize("seen", [0, 2, 99])
def test_who_never_saw_the_row_saves_over_nothing(work: Work, make_anywhere: Make, seen: int):
    row = make_anywhere.requirement(title="T")

    with pytest.raises(ClashError):
        change_requirement(work, row, {"title": "Mine"}, seen)
    assert not change_requirement(work, row, {"title": "T"}, seen)


def test_a_code_is_used_once_and_for_all(work: Work, make_anywhere: Make):
    first = add_requirement(work, draft(work, make_anywhere))
    assert first.code == "KR-001"
    change_requirement(work, first, {"code": "KR-005"}, 1)
    change_requirement(work, first, {"code": "KR-001"}, 2)  # its own, so it may have it back
    remove_requirement(work, first, 3)

    assert next_requirement_code(work) == "KR-006"
    for code in ("KR-001", "KR-005"):
        with pytest.raises(FieldError, match=f"{code} has been the code of another"):
            add_requirement(work, draft(work, make_anywhere, code=code))
    second = add_requirement(work, draft(work, make_anywhere))
    with pytest.raises(FieldError, match="has been the code"):
        change_requirement(work, second, {"code": "KR-001"}, 1)
    removed = work.session.exec(select(Revision).where(Revision.removed)).one()
    assert (removed.code, removed.number) == ("KR-001", 4)


def test_a_huge_number_does_not_use_up_the_codes(work: Work, make_anywhere: Make):
    make_anywhere.requirement(code="KR-" + "9" * 17)
    make_anywhere.requirement(code="ÅØ-77")
    make_anywhere.requirement(code="KR-041")

    assert next_requirement_code(work) == "KR-042"


ACTS: list[Callable[[Work, Requirement], object]] = [
    lambda work, row: change_requirement(work, row, {"title": "New"}, 1),
    lambda work, row: undo_requirement(work, row, 1),
    lambda work, row: remove_requirement(work, row, 1),
]


@pytest.mark.parametrize("act", ACTS)
def test_what_is_locked_is_refused(work: Work, make_anywhere: Make, act: Any):
    row = make_anywhere.requirement(code="KR-007", status=RequirementStatus.locked)

    with pytest.raises(ForbiddenError, match="KR-007 is locked"):
        act(work, row)
    assert (row.title, row.version) == ("On time", 1)


def test_a_change_reopens_what_was_approved(work: Work, make_anywhere: Make):
    row = make_anywhere.requirement(status=RequirementStatus.approved)

    change_requirement(work, row, {"title": row.title}, 1)
    assert row.status is RequirementStatus.approved
    change_requirement(work, row, {"title": "New"}, 1)

    assert row.status is RequirementStatus.draft
    assert actions(work).count(Action.requirement_reopened) == 1


def test_the_last_change_is_taken_back_and_brought_again(work: Work, make_anywhere: Make):
    row = make_anywhere.requirement(statement="One.")
    change_requirement(
        work,
        row,
        {"requirement_class": RequirementClass.minimum, "deviation": Deviation.may_reject},
        1,
    )
    change_requirement(work, row, {"statement": "Two."}, 2)

    undo_requirement(work, row, 3)
    assert (row.statement, row.requirement_class) == ("One.", RequirementClass.minimum)
    undo_requirement(work, row, 4)
    assert row.statement == "Two."
    assert revisions_of(work, row)[0].why == "The last change was undone."
    assert actions(work).count(Action.change_undone) == 2
    with pytest.raises(ConflictError):
        undo_requirement(work, row, 4)  # from a page that is no longer what stands


def test_what_a_page_saves_by_itself_while_somebody_writes_is_one_change(
    work: Work, make_anywhere: Make
):
    row = make_anywhere.requirement(statement="One.", title="T")
    change_requirement(work, row, {"title": "Title"}, 1)
    for version, text in enumerate(("Tw", "Two", "Two."), start=2):
        change_requirement(work, row, {"statement": text}, version)
    assert [sorted(c.fields) for c in changes_in(revisions_of(work, row))] == [
        ["statement"],
        ["title"],
    ]

    undo_requirement(work, row, 5)
    assert (row.statement, row.title) == ("One.", "Title")


def test_a_pause_or_another_hand_ends_a_change(work: Work, make_anywhere: Make):
    row = make_anywhere.requirement(statement="One.")
    other = make_anywhere.work(make_anywhere.member())
    change_requirement(work, row, {"statement": "Two."}, 1)
    change_requirement(other, row, {"statement": "Three."}, 2)
    change_requirement(other, row, {"statement": "Four."}, 3)
    revisions_of(work, row)[1].at -= timedelta(minutes=11)

    assert len(changes_in(revisions_of(work, row))) == 3
    undo_last(work, row)
    assert row.statement == "Three."


def test_undo_keeps_the_rules(work: Work, make_anywhere: Make):
    row = make_anywhere.requirement(requirement_class=RequirementClass.information)
    with pytest.raises(ConflictError, match="no change of"):
        undo_requirement(work, row, 1)
    change_requirement(work, row, {"requirement_class": RequirementClass.evaluated}, 1)
    make_anywhere.judge(row, make_anywhere.criterion())
    work.session.refresh(row)

    with pytest.raises(FieldError, match="Take it out of the criterion"):
        undo_requirement(work, row, 2)


def test_whoever_comes_at_the_same_time_is_merged_or_told(database: Database, make_anywhere: Make):
    members = [make_anywhere.member() for _each in range(3)]
    make_anywhere.requirement(code="KR-001")
    fields = ("title", "statement", "why")

    def save(number: int) -> set[str]:
        refused = set()
        for name in (fields[number], "legal_basis"):
            try:
                with database.transaction() as session:
                    work = as_member(session, make_anywhere, members[number])
                    row = get_requirement(work, "KR-001")
                    change_requirement(work, row, {name: f"by {number}"}, 1)
            except ClashError as error:
                refused |= error.clashes.keys()
        return refused

    with ThreadPoolExecutor(3) as pool:
        refused = list(pool.map(save, range(3)))

    with database.read() as session:
        stored = session.exec(select(Requirement)).one()
    assert [getattr(stored, name) for name in fields] == ["by 0", "by 1", "by 2"]
    winner = refused.index(set())
    assert stored.legal_basis == f"by {winner}" and refused.count({"legal_basis"}) == 2


def as_member(session: Any, make: Make, member: Membership) -> Work:
    return open_work(session, make.here.slug, make.user_of(member))


def test_what_somebody_else_removed_is_not_found(work: Work, make_anywhere: Make):
    row = make_anywhere.requirement(code="KR-001")
    with make_anywhere.database.transaction() as session:
        session.delete(session.exec(select(Requirement)).one())

    with pytest.raises(NotFoundError, match="KR-001 has been removed by somebody else"):
        change_requirement(work, row, {"title": "New"}, 1)
