"""Chapters: the tree keeps its shape whatever is moved, and each is changed by whom it is given."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from threading import Barrier
from typing import Any

import pytest
from factories import Make
from sqlmodel import select

from procurement.db import Database
from procurement.domain import Chapter, Membership, Requirement, Role
from procurement.errors import ClashError, ConflictError, FieldError, ForbiddenError, NotFoundError
from procurement.services.chapter_edits import (
    add_chapter,
    change_chapter,
    get_chapter,
    move_chapter,
    remove_chapter,
)
from procurement.services.chapters import chapter_tree
from procurement.services.order import Way
from procurement.services.requirements import (
    change_requirement,
    move_requirement,
    remove_requirement,
    undo_requirement,
)
from procurement.services.traces import judge_under
from procurement.services.work import Work, open_work


@pytest.fixture
def work(make_anywhere: Make) -> Work:
    """Return the work of a lead, once on each database."""
    return make_anywhere.work(make_anywhere.member())


def tree(work: Work) -> list[str]:
    work.session.flush()
    return [node.heading for node in chapter_tree(work)]


def chapters(work: Work, *titles: str) -> list[Chapter]:
    return [add_chapter(work, title, None, None) for title in titles]


def test_chapters_are_numbered_by_their_order(work: Work):
    one, _two, three = chapters(work, "One", "Two", "Three")
    add_chapter(work, "Inside", one.id, None)

    move_chapter(work, three, Way.up)

    assert tree(work) == ["1 One", "1.1 Inside", "2 Three", "3 Two"]
    assert (three.version, one.version) == (1, 1), "moving is no new version"


def test_a_chapter_goes_into_the_one_before_it_and_out_again(work: Work):
    one, two, _three = chapters(work, "One", "Two", "Three")

    move_chapter(work, two, Way.into)
    assert tree(work) == ["1 One", "1.1 Two", "2 Three"]
    move_chapter(work, two, Way.out)
    assert tree(work) == ["1 One", "2 Two", "3 Three"]
    for way in (Way.up, Way.into, Way.out):  # the first one has nowhere to go
        move_chapter(work, one, way)
    assert tree(work) == ["1 One", "2 Two", "3 Three"]


def test_chapters_with_the_same_position_can_be_moved(work: Work, make_anywhere: Make):
    for title in ("A", "B", "C"):
        make_anywhere.chapter(title, position=0)
    last = work.session.exec(select(Chapter).where(Chapter.title == "C")).one()

    move_chapter(work, last, Way.up)

    assert tree(work) == ["1 A", "2 C", "3 B"]


@pytest.mark.parametrize("place", [0, 1])
def test_a_chapter_does_not_stand_under_itself(work: Work, place: int):
    one = add_chapter(work, "One", None, None)
    inside = add_chapter(work, "Inside", one.id, None)

    with pytest.raises(FieldError, match="under itself"):
        change_chapter(work, one, {"parent_id": [one, inside][place].id}, 1)

    assert tree(work) == ["1 One", "1.1 Inside"]


def test_two_who_move_chapters_into_each_other_make_no_circle(
    database: Database, make_anywhere: Make
):
    members = [make_anywhere.member(), make_anywhere.member()]
    both = [make_anywhere.chapter("One", position=0), make_anywhere.chapter("Two", position=1)]
    start = Barrier(2)

    def put(number: int) -> bool:
        with database.transaction() as session:
            work = as_member(session, make_anywhere, members[number])
            chapter = session.get(Chapter, both[number].id)
            assert chapter is not None
            if database.reader.dialect.name != "sqlite":  # there the second waits to begin
                start.wait()
            try:
                change_chapter(work, chapter, {"parent_id": both[1 - number].id}, 1)
            except FieldError:
                return False
            return True

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(put, range(2))) == [False, True]
    with database.write() as session:
        assert len(chapter_tree(as_member(session, make_anywhere, members[0]))) == 2


def as_member(session: Any, make: Make, member: Membership) -> Work:
    return open_work(session, make.here.slug, make.user_of(member))


def test_a_title_that_two_have_changed_clashes(work: Work):
    chapter = add_chapter(work, "One", None, None)
    change_chapter(work, chapter, {"title": "Theirs"}, 1)

    with pytest.raises(ClashError) as caught:
        change_chapter(work, chapter, {"title": "Mine"}, 1)

    clash = caught.value.clashes["title"]
    assert (clash.theirs, clash.mine, chapter.title) == ("Theirs", "Mine", "Theirs")


def test_only_an_empty_chapter_is_removed(work: Work, make_anywhere: Make):
    chapter = make_anywhere.chapter("Payroll")
    inside = add_chapter(work, "Inside", chapter.id, None)
    row = make_anywhere.requirement(chapter=chapter)

    with pytest.raises(ConflictError, match="Payroll holds 1 requirement and 1 chapter"):
        remove_chapter(work, chapter, 1)
    remove_chapter(work, inside, 1)
    with pytest.raises(ConflictError, match=r"Payroll holds 1 requirement\. Move"):
        remove_chapter(work, chapter, 1)
    remove_requirement(work, row, 1)
    with pytest.raises(ConflictError):
        remove_chapter(work, chapter, 7)  # from a page that is no longer what stands
    remove_chapter(work, chapter, 1)

    with pytest.raises(NotFoundError):
        get_chapter(work, chapter.id)


def test_a_chapter_of_another_procurement_is_not_here(work: Work, make_anywhere: Make):
    chapter = make_anywhere.chapter()
    other = make_anywhere.procurement()
    elsewhere = make_anywhere.work(make_anywhere.member())

    with pytest.raises(NotFoundError):
        get_chapter(elsewhere, chapter.id)
    with pytest.raises(NotFoundError):
        add_chapter(elsewhere, "Inside", chapter.id, None)
    assert other.id != chapter.procurement_id


ACTS: list[Callable[[Work, Requirement, Chapter], object]] = [
    lambda work, row, _chapter: change_requirement(work, row, {"title": "New"}, 1),
    lambda work, row, _chapter: undo_requirement(work, row, 1),
    lambda work, row, _chapter: remove_requirement(work, row, 1),
    lambda work, row, _chapter: move_requirement(work, row, Way.up),
    lambda work, row, _chapter: judge_under(work, row, "K1", 100),  # type: ignore[arg-type]
    lambda work, _row, chapter: change_chapter(work, chapter, {"title": "New"}, 1),
    lambda work, _row, chapter: move_chapter(work, chapter, Way.up),
    lambda work, _row, chapter: remove_chapter(work, chapter, 1),
    lambda work, _row, chapter: add_chapter(work, "Inside", chapter.id, None),
]


@pytest.mark.parametrize("act", ACTS)
def test_who_writes_in_a_chapter_that_somebody_is_responsible_for(make: Make, act: Any):
    owner, other = make.member(Role.working_group), make.member(Role.working_group)
    above = make.chapter("Payroll", responsible_id=owner.id)
    chapter = make.chapter("Absence", parent_id=above.id)
    row = make.requirement(chapter=chapter)

    name = make.user_of(owner).name
    with pytest.raises(ForbiddenError, match=f"{name} is responsible for the chapter 1.1 Absence"):
        act(make.work(other), row, chapter)
    for member in (owner, make.member(Role.lead)):
        with suppress(ConflictError, FieldError):  # for another reason than whose it is
            act(make.work(member), row, chapter)
        make.session.rollback()


def test_nobody_moves_a_requirement_into_the_chapter_of_another(make: Make):
    member = make.member(Role.working_group)
    mine = make.chapter("Mine", responsible_id=member.id)
    theirs = make.chapter("Theirs", responsible_id=make.member(Role.working_group).id)
    row = make.requirement(chapter=mine)

    with pytest.raises(ForbiddenError, match="Theirs"):
        change_requirement(make.work(member), row, {"chapter_id": theirs.id}, 1)
    assert row.chapter_id == mine.id


def test_only_the_lead_says_who_is_responsible(make: Make):
    member = make.member(Role.working_group)
    work, lead = make.work(member), make.work(make.member(Role.lead))

    with pytest.raises(ForbiddenError, match="Only the project lead decides"):
        add_chapter(work, "Mine", None, member.id)
    chapter = add_chapter(work, "Mine", None, None)
    with pytest.raises(ForbiddenError, match="Only the project lead decides"):
        change_chapter(work, chapter, {"responsible_id": member.id}, 1)
    change_chapter(lead, chapter, {"responsible_id": member.id}, 1)

    change_chapter(work, chapter, {"title": "Still mine"}, 2)
    assert (chapter.title, chapter.responsible_id) == ("Still mine", member.id)


def test_requirements_are_moved_in_their_chapter(work: Work, make_anywhere: Make):
    chapter = make_anywhere.chapter()
    rows = [make_anywhere.requirement(chapter=chapter, position=n) for n in (5, 5, 9)]

    def order() -> list[str]:
        found = select(Requirement.code).where(Requirement.chapter_id == chapter.id)
        return list(work.session.exec(found.order_by(Requirement.position, Requirement.code)))

    before = order()
    move_requirement(work, rows[2], Way.up)
    assert order() == [before[0], before[2], before[1]]
    move_requirement(work, rows[2], Way.down)
    move_requirement(work, rows[2], Way.down)
    assert order() == before
    assert {row.version for row in rows} == {1}


def test_a_requirement_goes_to_the_end_of_another_chapter(work: Work, make_anywhere: Make):
    first, second = make_anywhere.chapter("One"), make_anywhere.chapter("Two")
    row = make_anywhere.requirement(chapter=first, position=0)
    there = make_anywhere.requirement(chapter=second, position=8)

    change_requirement(work, row, {"chapter_id": second.id}, 1)
    assert row.position > there.position and row.version == 2

    undo_requirement(work, row, 2)
    assert row.chapter_id == first.id
