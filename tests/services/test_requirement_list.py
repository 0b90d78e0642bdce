"""Lists of requirements: filters, order, what stands beside, changes of many at once."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from factories import NOW, Make
from sqlmodel import select

from procurement.domain import (
    Comment,
    Deviation,
    NeedBacking,
    Requirement,
    RequirementClass,
    RequirementStatus,
    Role,
    Stance,
)
from procurement.errors import FieldError
from procurement.services.bulk import BulkDraft, RefusedError, change_many
from procurement.services.chapters import chapter_tree
from procurement.services.requirement_facts import facts_of, overview
from procurement.services.requirement_list import RequirementFilter, find_ids, load
from procurement.services.requirements import change_requirement
from procurement.services.saved_filters import remove_filter, save_filter, saved_filters
from procurement.services.work import Work

Filter = RequirementFilter


@pytest.fixture
def work(make_anywhere: Make) -> Work:
    """Return the work of a lead on four requirements in two chapters, once on each database."""
    make = make_anywhere
    owner = make.member(Role.working_group)
    above = make.chapter("Payroll", position=1, responsible_id=owner.id)
    inside = make.chapter("Absence", parent_id=above.id)
    other = make.chapter("Archive", position=0)
    need = make.need()
    make.requirement(need, code="KR-010", chapter=inside, statement="Fravær skal meldes.")
    make.requirement(need, code="KR-002", chapter=above, title="Z", status="approved")
    minimum = {"requirement_class": RequirementClass.minimum, "deviation": Deviation.may_reject}
    make.requirement(code="KR-003", chapter=other, title="Fakturaene", position=9, **minimum)
    make.requirement(need, code="KR-1000", chapter=other, title="A", status="locked", position=1)
    make.judge(row(make, "KR-010"), make.criterion(code="K1"))
    return make.work(make.member())


def row(make: Make, code: str) -> Requirement:
    return make.session.exec(select(Requirement).where(Requirement.code == code)).one()


def found(work: Work, wanted: RequirementFilter) -> list[str]:
    ids = find_ids(work, wanted, chapter_tree(work))
    return [requirement.code for requirement in load(work, ids)]


def chapter(work: Work, title: str) -> Any:
    return next(node.id for node in chapter_tree(work) if node.title == title)


FILTERS: list[tuple[Callable[[Work], RequirementFilter], list[str]]] = [
    (lambda work: Filter(), ["KR-1000", "KR-003", "KR-002", "KR-010"]),
    (lambda work: Filter(chapter=chapter(work, "Payroll")), ["KR-002", "KR-010"]),
    (lambda work: Filter(chapter=chapter(work, "Absence")), ["KR-010"]),
    (lambda work: Filter(text="faktura"), ["KR-003"]),
    (lambda work: Filter(text="kr-10"), ["KR-1000"]),
    (lambda work: Filter(requirement_class="minimum"), ["KR-003"]),
    (lambda work: Filter(status="approved"), ["KR-002"]),
    (lambda work: Filter(criterion="K1"), ["KR-010"]),
    (lambda work: Filter(criterion="K9"), []),
    (lambda work: Filter(responsible=chapter(work, "Payroll")), []),
    (lambda work: Filter(without_need=True), ["KR-003"]),
    (
        lambda work: Filter(status="nonsense", sort="nonsense"),
        ["KR-1000", "KR-003", "KR-002", "KR-010"],
    ),
    (lambda work: Filter(sort="code"), ["KR-002", "KR-003", "KR-010", "KR-1000"]),
    (lambda work: Filter(sort="class"), ["KR-002", "KR-010", "KR-1000", "KR-003"]),
    (lambda work: Filter(sort="title", status="draft"), ["KR-003", "KR-010"]),
]


@pytest.mark.parametrize("number", range(len(FILTERS)))
def test_a_filter_finds_in_the_order_of_the_specification(work: Work, number: int):
    wanted, codes = FILTERS[number]

    assert found(work, wanted(work)) == codes


def test_whoever_is_responsible_finds_the_chapters_below_too(work: Work):
    owner = next(n.responsible_id for n in chapter_tree(work) if n.title == "Payroll")

    assert found(work, Filter(responsible=owner)) == ["KR-002", "KR-010"]


def test_a_chapter_counts_what_is_below_it(work: Work):
    lines = {line.chapter.title: line for line in overview(work, chapter_tree(work))}

    assert {title: (line.done, line.total) for title, line in lines.items()} == {
        "Archive": (1, 2),
        "Payroll": (1, 2),
        "Absence": (0, 1),
    }


def test_what_stands_beside_a_requirement(work: Work, make_anywhere: Make):
    make, requirement = make_anywhere, row(make_anywhere, "KR-010")
    need = requirement.needs[0]
    homes = [make.municipality().organisation_id for _each in range(3)]
    make.municipality(status="declined")
    stances = zip(homes, (Stance.has, Stance.wants, Stance.objects), strict=True)
    saved: dict[str, Any] = {"saved_at": NOW, "saved_by": "x"}
    for home, stance in stances:
        backing = NeedBacking(need_id=need.id, organisation_id=home, stance=stance, **saved)
        make.session.add(backing)
    said: dict[str, Any] = {"procurement_id": make.here.id, "author": "x", "said_at": NOW}
    comment = Comment(code="C-1", requirement_id=requirement.id, text="Hm.", **said)
    make.session.add(comment)
    make.session.flush()

    facts = facts_of(work, [requirement, row(make, "KR-003")])

    beside = facts[requirement.id]
    assert (beside.backing, beside.municipalities, beside.comments) == (2, 3, 1)
    assert facts[row(make, "KR-003").id].backing == 0


def test_who_locked_is_known_from_the_history(work: Work, make_anywhere: Make):
    change_many(work, {"KR-010": 1}, BulkDraft(status=RequirementStatus.locked))

    facts = facts_of(work, [row(make_anywhere, "KR-010"), row(make_anywhere, "KR-1000")])

    lock = facts[row(make_anywhere, "KR-010").id].lock
    assert lock is not None and lock.name == work.user.name
    assert facts[row(make_anywhere, "KR-1000").id].lock is None  # nobody knows who


def test_many_are_changed_at_once(work: Work, make_anywhere: Make):
    draft = BulkDraft(
        requirement_class=RequirementClass.minimum_evaluated,
        deviation=Deviation.shall_reject,
        chapter_id=chapter(work, "Archive"),
        status=RequirementStatus.in_review,
        criterion="K1",
        share=Decimal("12.5"),
    )

    assert change_many(work, {"KR-010": 1, "KR-003": 1}, draft) == 2

    for code in ("KR-010", "KR-003"):
        changed = row(make_anywhere, code)
        assert changed.requirement_class is RequirementClass.minimum_evaluated
        assert changed.deviation is Deviation.shall_reject
        assert changed.chapter_id == draft.chapter_id
        assert changed.status is RequirementStatus.in_review
        assert [share.share for share in changed.shares] == [Decimal("12.5")]


def test_all_are_changed_or_none(work: Work, make_anywhere: Make):
    minimum = BulkDraft(requirement_class=RequirementClass.minimum)
    change_requirement(
        work, row(make_anywhere, "KR-003"), {"requirement_class": RequirementClass.option}, 1
    )
    work.session.commit()

    with pytest.raises(RefusedError) as caught:
        change_many(work, {"KR-002": 1, "KR-003": 1, "KR-1000": 1, "KR-77": 1}, minimum)
    work.session.rollback()

    reasons = caught.value.reasons
    assert "Choose what a deviation" in reasons["KR-002"]
    assert "Somebody else changed the same" in reasons["KR-003"]
    assert "KR-1000 is locked" in reasons["KR-1000"]
    assert "removed" in reasons["KR-77"]
    assert row(make_anywhere, "KR-002").requirement_class is RequirementClass.evaluated


def test_a_locked_one_is_opened_and_changed_in_one_go_by_the_lead(work: Work, make_anywhere: Make):
    draft = BulkDraft(status=RequirementStatus.draft, chapter_id=chapter(work, "Payroll"))
    group = make_anywhere.work(make_anywhere.member(Role.working_group))

    with pytest.raises(RefusedError) as caught:
        change_many(group, {"KR-1000": 1}, draft)
    assert "Only the project lead locks and opens" in caught.value.reasons["KR-1000"]

    change_many(work, {"KR-1000": 1}, draft)
    assert row(make_anywhere, "KR-1000").chapter_id == draft.chapter_id


@pytest.mark.parametrize(
    ("seen", "draft", "field"),
    [
        ({}, BulkDraft(status=RequirementStatus.draft), "codes"),
        ({"KR-002": 1}, BulkDraft(), "codes"),
        ({"KR-002": 1}, BulkDraft(criterion="K1"), "share"),
    ],
)
def test_nothing_chosen_is_said(work: Work, seen: Any, draft: BulkDraft, field: str):
    with pytest.raises(FieldError) as caught:
        change_many(work, seen, draft)
    assert caught.value.field == field


def test_each_member_keeps_filters_of_their_own(work: Work, make_anywhere: Make):
    other = make_anywhere.work(make_anywhere.member())
    save_filter(work, "requirements", "Mine", "class=minimum")
    save_filter(work, "requirements", "Mine", "class=option")
    save_filter(work, "needs", "Else", "area=x")

    (kept,) = saved_filters(work, "requirements")
    assert (kept.name, kept.query) == ("Mine", "class=option")
    assert saved_filters(other, "requirements") == []
    with pytest.raises(Exception, match="no such filter"):
        remove_filter(other, kept.id)
    remove_filter(work, kept.id)
    assert saved_filters(work, "requirements") == []


def test_a_filter_of_nothing_or_one_too_many_is_refused(work: Work):
    with pytest.raises(FieldError, match="Choose what the list"):
        save_filter(work, "requirements", "All", "")
    for number in range(20):
        save_filter(work, "requirements", f"F{number}", "sort=code")
    with pytest.raises(FieldError, match="20 saved filters"):
        save_filter(work, "requirements", "One more", "sort=code")
    save_filter(work, "requirements", "F3", "sort=class")
