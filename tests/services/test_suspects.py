"""Links to look at again: found by their fingerprints, cleared with who and why."""

from collections.abc import Callable
from typing import Any

import pytest
from factories import NOW, Make
from reviewing import approved, comment_on
from sqlmodel import select

from procurement.domain import (
    Action,
    Approval,
    Criterion,
    Disposition,
    Event,
    Need,
    NeedBacking,
    NeedRequirement,
    Phase,
    Requirement,
    RequirementStatus,
    Role,
    Stance,
)
from procurement.errors import FieldError
from procurement.services.history import keep
from procurement.services.review.triage import Settlement, settle
from procurement.services.suspects import SuspectKind, clear, count_suspects, list_suspects
from procurement.services.suspects.changes import changes_of
from procurement.services.work import Work

EVERY = list(SuspectKind)


class Thread:
    """One of everything that rests on a text, and a lead who sees it all."""

    def __init__(self, make: Make, phase: Phase = Phase.drafting) -> None:
        self.make = make
        make.procurement(phase)
        self.lead = make.work(make.member(Role.lead))
        self.chair = make.work(make.member(Role.chair))
        home = make.municipality()
        member = make.member(Role.contact, organisation_id=home.organisation_id)
        self.contact = make.work(member)
        self.need, self.criterion = make.need(), make.criterion()
        self.requirement = make.requirement(self.need, statement="The system shall pay.")
        make.judge(self.requirement, self.criterion)
        backing = NeedBacking(
            need_id=self.need.id,
            organisation_id=home.organisation_id,
            stance=Stance.wants,
            saved_at=NOW,
            saved_by="contact@buyer.example",
        )
        make.session.add(backing)
        self.comment = comment_on(make, self.requirement, "M-001")
        self.approval = approved(make, self.requirement, self.lead.member)
        bid = make.bid()
        make.score(self.chair.member, bid, self.requirement, "5", "So so.")
        make.agree(bid, self.requirement, "6")
        keep(self.lead, self.requirement)
        make.session.commit()

    def change_requirement(self) -> None:
        """Let the requirement mean something else."""
        self.requirement.statement = "The system shall pay on time."
        self.make.session.commit()

    def change_need(self) -> None:
        """Let the need mean something else."""
        self.need.statement = "Something else."
        self.make.session.commit()


def found(work: Work) -> dict[str, int]:
    """Return the kinds of which there are any."""
    return {str(kind): number for kind, number in count_suspects(work).items() if number}


def keys(work: Work, *kinds: SuspectKind) -> list[str]:
    """Return the keys of all links of these kinds."""
    return [row.key for kind in kinds or EVERY for row in list_suspects(work, kind)]


def test_a_changed_requirement_makes_what_rests_on_it_suspect(make_anywhere: Make):
    thread = Thread(make_anywhere)
    assert found(thread.lead) == {}

    thread.change_requirement()

    assert found(thread.lead) == {"trace": 1, "share": 1, "approval": 1, "comment": 1}
    thread.requirement.title = "Only the title"
    thread.requirement.statement = "The system shall pay."  # as it was
    make_anywhere.session.commit()
    assert found(thread.lead) == {}


def test_a_changed_need_makes_backing_and_trace_suspect(make_anywhere: Make):
    thread = Thread(make_anywhere)

    thread.change_need()

    assert found(thread.lead) == {"trace": 1, "backing": 1}


def test_a_changed_criterion_makes_the_shares_suspect(make: Make):
    thread = Thread(make)
    thread.criterion.documentation = "Another answer."
    make.session.commit()

    assert found(thread.lead) == {"share": 1}
    assert list_suspects(thread.lead, SuspectKind.share)[0].ends[0].has_changed is False


def test_scores_are_suspect_to_those_who_may_see_them(make: Make):
    thread = Thread(make, Phase.bids_in)
    evaluator = make.work(make.member(Role.evaluator))
    thread.change_requirement()

    assert SuspectKind.score not in count_suspects(thread.lead)
    assert found(thread.chair).keys() >= {"score", "consensus"}
    assert found(evaluator).get("score") is None
    assert list_suspects(thread.lead, SuspectKind.score) == []
    make.move(Phase.quality_locked)
    assert found(thread.lead)["consensus"] == 1


def test_what_changed_is_told_word_by_word_from_the_revisions(make_anywhere: Make):
    thread = Thread(make_anywhere)
    thread.change_requirement()
    row = list_suspects(thread.lead, SuspectKind.trace)[0]

    change = changes_of(thread.lead, row.ends)[(thread.requirement.id, row.ends[1].stored)]

    assert [
        (field.name, [m.text for m in field.marks if m.kind == "new"]) for field in change.fields
    ]
    assert "".join(m.text for m in change.fields[0].marks if m.kind == "new") == " on time"
    thread.change_need()  # of which no revision is kept
    row = list_suspects(thread.lead, SuspectKind.trace)[0]
    assert changes_of(thread.lead, row.ends)[(thread.need.id, row.ends[0].stored)].fields == ()


def test_clearing_takes_the_ends_as_they_stand_with_who_and_why(make_anywhere: Make):
    thread = Thread(make_anywhere)
    thread.change_requirement()
    thread.change_need()

    done = clear(thread.lead, keys(thread.lead), " Only the date was added. ")
    make_anywhere.session.commit()

    assert (done.done, done.left) == (5, 0) and found(thread.lead) == {}
    link = make_anywhere.session.exec(select(NeedRequirement)).one()
    assert (link.checked_by, link.checked_why) == (
        thread.lead.user.email,
        "Only the date was added.",
    )
    assert link.checked_at is not None
    lines = make_anywhere.session.exec(select(Event).where(Event.action == Action.suspect_cleared))
    assert all(line.subject.endswith(": Only the date was added.") for line in lines.all())
    given = make_anywhere.session.exec(select(Approval)).all()
    assert len(given) == 2 and given[0].requirement_fingerprint != given[1].requirement_fingerprint
    assert thread.requirement.status is RequirementStatus.approved


def test_what_changes_again_before_it_is_cleared_stays_suspect(make: Make):
    thread = Thread(make)
    thread.change_requirement()
    seen = keys(thread.lead, SuspectKind.trace)
    thread.requirement.statement = "The system shall pay twice."
    make.session.commit()

    done = clear(thread.lead, seen, "Still holds.")

    assert (done.done, done.left) == (0, 1) and found(thread.lead)["trace"] == 1


def test_only_who_may_clears(make: Make):
    thread = Thread(make)
    thread.change_requirement()
    thread.change_need()
    everything = keys(thread.lead)

    assert clear(thread.chair, everything, "Why not.").done == 0
    assert clear(thread.contact, everything, "Still ours.").done == 1  # the backing
    assert found(thread.lead) == {"trace": 1, "share": 1, "approval": 1, "comment": 1}
    stranger = make.work(make.member(Role.contact))
    assert not list_suspects(stranger, SuspectKind.comment)[0].may_clear


@pytest.mark.parametrize(
    ("chosen", "why", "field"),
    [(True, " ", "why"), (True, "x" * 1001, "why"), (False, "Because.", "keys")],
)
def test_clearing_demands_a_choice_and_a_reason(make: Make, chosen: bool, why: str, field: str):
    thread = Thread(make)
    thread.change_requirement()

    with pytest.raises(FieldError) as caught:
        clear(thread.lead, keys(thread.lead) if chosen else [], why)
    assert caught.value.field == field


@pytest.mark.parametrize("key", ["trace:", "trace:x:y:z", "²", "trace:" + "0" * 32, "nothing:1"])
def test_a_key_that_means_nothing_clears_nothing(make: Make, key: str):
    thread = Thread(make)
    thread.change_requirement()

    assert clear(thread.lead, [key], "Why.").done == 0


def test_a_comment_that_is_settled_is_no_longer_suspect(make: Make):
    thread = Thread(make)
    thread.change_requirement()
    decided = Settlement(Disposition.accepted_with_change, "Done.")
    settle(thread.lead, thread.comment, decided, thread.comment.version)

    assert "comment" not in found(thread.lead)


def test_an_old_approval_is_no_news_once_somebody_approved_the_new_text(make_anywhere: Make):
    thread = Thread(make_anywhere)
    other = make_anywhere.member(Role.lead)
    thread.change_requirement()
    assert found(thread.lead)["approval"] == 1

    approved(make_anywhere, thread.requirement, other)

    assert "approval" not in found(thread.lead)


CHANGES: list[tuple[type[Any], Callable[[Any], None]]] = [
    (Need, lambda row: setattr(row, "statement", "x")),
    (Requirement, lambda row: setattr(row, "unit", "kg")),
    (Criterion, lambda row: setattr(row, "name", "x")),
]


@pytest.mark.parametrize(
    ("table", "change"), CHANGES, ids=lambda each: getattr(each, "__name__", "")
)
def test_another_procurement_is_not_concerned(make: Make, table: type[Any], change: Any):
    first = Thread(make)
    second = Thread(make)
    change(make.session.exec(select(table).where(table.procurement_id == make.here.id)).one())
    make.session.commit()

    assert found(second.lead) and not found(first.lead)
