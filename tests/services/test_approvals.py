"""Approvals: who may, of which text, and what an edit or the sealing does to them."""

import pytest
from factories import Make
from sealable import make_sealable
from sqlmodel import select

from procurement.domain import (
    Action,
    Approval,
    Chapter,
    Event,
    Phase,
    Requirement,
    RequirementStatus,
    Role,
    RoundKind,
)
from procurement.errors import ConflictError, ForbiddenError
from procurement.services.chapters import ChapterNode, chapter_tree
from procurement.services.phases import change_phase, missing_for
from procurement.services.requirements import change_requirement
from procurement.services.review.approvals import (
    approve,
    approve_chapter,
    send_one,
    send_to_review,
    withdraw,
)
from procurement.services.review.chapters import progress_of
from procurement.services.review.rounds import RoundDraft, open_round
from procurement.services.review.standing import standing_of
from procurement.services.sealing import seal_by_two
from procurement.services.work import Work

IN_REVIEW, APPROVED = RequirementStatus.in_review, RequirementStatus.approved


def node_of(work: Work, chapter: Chapter) -> ChapterNode:
    """Return a chapter as the tree shows it."""
    return next(node for node in chapter_tree(work) if node.id == chapter.id)


def standing(work: Work, requirement: Requirement):
    """Return where one requirement stands."""
    return standing_of(work, [requirement])[requirement.id]


def test_a_text_is_sent_approved_changed_and_approved_again(make_anywhere: Make):
    make = make_anywhere
    work = make.work(make.member(Role.lead))
    requirement = make.requirement(statement="The system shall pay on the 12th.")
    round_now = open_round(work, RoundDraft("Now", RoundKind.internal))
    with pytest.raises(ForbiddenError):
        approve(work, requirement, requirement.version)

    send_one(work, requirement)
    first = approve(work, requirement, requirement.version, " Read with payroll. ")
    make.session.commit()
    assert requirement.status is APPROVED and first.requirement_version == requirement.version
    assert (first.note, first.round_id) == ("Read with payroll.", round_now.id)
    assert standing(work, requirement).is_approved_by_me

    changes = {"statement": "The system shall pay on the 20th."}
    change_requirement(work, requirement, changes, requirement.version)
    stands = standing(work, requirement)
    assert requirement.status is RequirementStatus.draft and stands.is_reopened
    assert not stands.is_approved_by_me and not stands.approvals[0].fits
    marks = [(mark.kind, mark.text) for mark in stands.changes[0].marks]
    assert ("gone", "12th") in marks and ("new", "20th") in marks

    send_one(work, requirement)
    approve(work, requirement, requirement.version)
    make.session.commit()
    stands = standing(work, requirement)
    assert (len(stands.approvals), stands.approvals[0].fits) == (2, True)
    assert not stands.is_reopened and stands.changes == ()
    logged = [e.action for e in make.session.exec(select(Event)).all()]
    assert logged.count(Action.requirement_approved) == 2
    assert Action.requirement_reopened in logged


def test_nobody_approves_a_text_that_they_have_not_seen(make_anywhere: Make):
    make = make_anywhere
    work = make.work(make.member(Role.lead))
    requirement = make.requirement()
    send_one(work, requirement)
    seen = requirement.version
    change_requirement(work, requirement, {"statement": "Something else."}, seen)

    with pytest.raises(ConflictError):
        approve(work, requirement, seen)
    assert make.session.exec(select(Approval)).all() == []


def test_who_answers_for_a_chapter_approves_it_and_those_below(make: Make):
    lead = make.work(make.member(Role.lead))
    member = make.member(Role.working_group)
    mine, other = make.work(member), make.work(make.member(Role.working_group))
    above, aside = make.chapter("Payroll"), make.chapter("Finance")
    below = make.chapter("Pay slips", parent_id=above.id)
    deep, outside = make.requirement(chapter=below), make.requirement(chapter=aside)
    for requirement in (deep, outside):
        send_one(lead, requirement)

    above.responsible_id = member.id
    make.session.flush()
    found = {p.node.title: p.mine.total() for p in progress_of(mine)}
    assert found == {"Finance": 0, "Payroll": 1, "Pay slips": 1}
    assert standing(mine, deep).waits and not standing(mine, outside).waits

    approve(mine, deep, deep.version)
    for work, requirement in ((mine, outside), (other, deep)):
        with pytest.raises(ForbiddenError):
            approve(work, requirement, requirement.version)
    for role in (Role.contact, Role.evaluator, Role.observer):
        assert not standing(make.work(make.member(role)), outside).may_approve


def test_a_chapter_below_that_is_somebody_elses_is_left_alone(make: Make):
    mine, theirs = make.member(Role.working_group), make.member(Role.working_group)
    work = make.work(mine)
    above = make.chapter("Payroll", responsible_id=mine.id)
    below = make.chapter("Pay slips", parent_id=above.id, responsible_id=theirs.id)
    own, other = make.requirement(chapter=above), make.requirement(chapter=below)

    assert send_to_review(work, node_of(work, above)) == 1
    seen = {row.code: row.version for row in (own, other)}
    assert approve_chapter(work, node_of(work, above), seen).done == [own.code]
    assert other.status is RequirementStatus.draft
    for act in (send_to_review, lambda w, n: approve_chapter(w, n, seen)):
        with pytest.raises(ForbiddenError):
            act(work, node_of(work, below))


def test_a_chapter_is_approved_as_a_whole_except_what_changed_meanwhile(make_anywhere: Make):
    make = make_anywhere
    work = make.work(make.member(Role.lead))
    above = make.chapter("Payroll")
    below = make.chapter("Pay slips", parent_id=above.id)
    rows = [make.requirement(chapter=chapter) for chapter in (above, below, below)]
    node = node_of(work, above)
    assert send_to_review(work, node) == 3 and send_to_review(work, node) == 0
    seen = {row.code: row.version for row in rows}
    change_requirement(work, rows[1], {"statement": "Changed."}, rows[1].version)

    done = approve_chapter(work, node, seen)
    make.session.commit()

    assert (done.done, done.changed) == ([rows[0].code, rows[2].code], [rows[1].code])
    progress = progress_of(work)[0]
    assert (progress.of("approved"), progress.of("in_review"), progress.total) == (2, 1, 3)
    assert approve_chapter(work, node, {}).changed == [rows[1].code]


def test_an_approval_is_taken_back_by_whoever_gave_it(make: Make):
    work, other = (make.work(make.member(Role.lead)) for _each in range(2))
    requirement = make.requirement()
    send_one(work, requirement)
    approve(work, requirement, requirement.version)
    approve(other, requirement, requirement.version)

    withdraw(work, requirement)
    assert requirement.status is APPROVED
    with pytest.raises(ForbiddenError):
        withdraw(work, requirement)
    withdraw(other, requirement)

    assert requirement.status is IN_REVIEW and standing(work, requirement).approvals == ()


def test_sealing_locks_every_requirement_and_wants_closed_rounds(make_anywhere: Make):
    make = make_anywhere
    make.procurement(Phase.review)
    make_sealable(make)
    work = make.work(make.member(Role.lead))
    criterion, requirement = make.criterion(), make.requirement(make.need([make.quote()]))
    make.judge(requirement, criterion)
    seen = requirement.version
    opened = open_round(work, RoundDraft("Hearing", RoundKind.hearing))
    assert [f.page for f in missing_for(work, Phase.sealed)] == ["rounds.show"]
    opened.closed_at = opened.opened_at
    make.session.flush()

    with pytest.raises(ForbiddenError):
        change_phase(work, Phase.sealed, work.procurement.version)
    seal_by_two(work, make.work(make.member(Role.chair)))
    make.session.commit()

    row = make.session.exec(select(Requirement)).one()
    assert (row.status, row.version) == (RequirementStatus.locked, seen + 1)
    assert work.procurement.phase is Phase.sealed
    with pytest.raises(ForbiddenError):
        change_requirement(work, row, {"statement": "Too late."}, row.version)


def test_what_was_sealed_before_statuses_were_kept_is_locked_too(make: Make):
    make.procurement(Phase.bids_in)
    work = make.work(make.member(Role.lead))
    requirement = make.requirement()

    assert standing(work, requirement).status is RequirementStatus.locked
    assert progress_of(work)[0].of("locked") == 1
