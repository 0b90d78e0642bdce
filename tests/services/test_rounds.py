"""Rounds, comments and triage: what is stored, what is refused and why."""

from datetime import date

import pytest
from factories import Make
from sqlmodel import select

from procurement.domain import Action, Comment, Disposition, Event, Phase, Role, RoundKind
from procurement.errors import ConflictError, FieldError, ForbiddenError
from procurement.services.chapters import chapter_tree
from procurement.services.review.comments import CommentDraft, add_comment, comments_on
from procurement.services.review.rounds import (
    RoundDraft,
    change_round,
    close_round,
    get_round,
    list_rounds,
    open_round,
    undecided_in,
)
from procurement.services.review.triage import (
    OPEN,
    OUTSIDE,
    CommentFilter,
    Settlement,
    find_comments,
    settle,
)
from procurement.services.work import Work

HEARING = RoundDraft("Hearing", RoundKind.hearing, date(2026, 12, 1), "Read chapter 2.")
NOTED = Settlement(Disposition.noted)


def lead(make: Make) -> Work:
    """Return the lead's work in a draft."""
    return make.work(make.member(Role.lead))


def said(work: Work, make: Make, text: str = "Too vague.", number: int = 0) -> Comment:
    """Comment on a new requirement."""
    return add_comment(work, make.requirement(), CommentDraft(text, number))


def test_a_round_closes_only_when_each_comment_has_a_disposition(make_anywhere: Make):
    make = make_anywhere
    work = lead(make)
    opened = open_round(work, HEARING)
    first, second = (said(work, make, number=1) for _each in range(2))
    settle(work, first, NOTED, first.version)

    with pytest.raises(ForbiddenError, match="1 "):
        close_round(work, opened, opened.version)
    assert [comment.code for comment in undecided_in(work, opened)] == [second.code]
    assert (get_round(work, 1).comments, get_round(work, 1).left) == (2, 1)

    settle(work, second, NOTED, second.version)
    close_round(work, opened, opened.version)
    make.session.commit()

    assert not get_round(work, 1).is_open and opened.closed_by == work.user.email
    logged = [e.action for e in make.session.exec(select(Event)).all()]
    assert logged.count(Action.comment_settled) == 2
    assert {Action.round_opened, Action.round_closed, Action.comment_added} <= set(logged)


def test_a_closed_round_takes_no_comment_no_change_and_no_new_disposition(make: Make):
    work = lead(make)
    opened = open_round(work, HEARING)
    comment = said(work, make, number=1)
    settle(work, comment, NOTED, comment.version)
    close_round(work, opened, opened.version)

    with pytest.raises(FieldError, match=r"lukket|closed") as caught:
        said(work, make, number=1)
    assert caught.value.field == "round"
    with pytest.raises(ForbiddenError):
        settle(work, comment, Settlement(Disposition.accepted), comment.version)
    with pytest.raises(ForbiddenError):
        change_round(work, opened, HEARING, opened.version)
    with pytest.raises(ForbiddenError):
        close_round(work, opened, opened.version)


def test_a_stale_save_of_a_round_or_a_comment_is_refused(make_anywhere: Make):
    make = make_anywhere
    work = lead(make)
    opened, comment = open_round(work, HEARING), said(work, make)

    change_round(work, opened, RoundDraft("Later", RoundKind.hearing), opened.version)
    settle(work, comment, NOTED, comment.version)

    with pytest.raises(ConflictError):
        change_round(work, opened, HEARING, 1)
    with pytest.raises(ConflictError):
        settle(work, comment, NOTED, 1)
    assert opened.name == "Later" and opened.due is None


def test_a_comment_names_what_it_is_about_for_good(make_anywhere: Make):
    make = make_anywhere
    work = lead(make)
    need, requirement = make.need(code="B-07"), make.requirement(code="KR-014")
    chapter = chapter_tree(work)[0]
    for thing in (need, requirement, chapter):
        add_comment(work, thing, CommentDraft(f"About {thing.id}"))

    rows = [comments_on(work, thing)[0] for thing in (need, requirement, chapter)]
    assert [row.comment.code for row in rows] == ["M-001", "M-002", "M-003"]
    assert [row.comment.about for row in rows] == ["B-07", "KR-014", chapter.heading]
    assert [(row.page, row.code) for row in rows] == [
        ("needs.show", "B-07"),
        ("requirements.show", "KR-014"),
        ("approvals.chapter", "1"),
    ]

    make.session.delete(requirement)
    make.session.commit()
    make.session.expire_all()
    kept = make.session.exec(select(Comment).where(Comment.code == "M-002")).one()
    assert (kept.about, kept.requirement_id) == ("KR-014", None)


def test_a_comment_is_stale_once_its_text_has_changed(make: Make):
    work = lead(make)
    requirement = make.requirement()
    add_comment(work, requirement, CommentDraft("Too vague."))
    assert not comments_on(work, requirement)[0].is_stale

    requirement.statement = "The system shall pay salaries on the 12th."
    make.session.flush()

    assert comments_on(work, requirement)[0].is_stale


def test_suppliers_are_heard_in_a_market_dialogue_and_nowhere_else(make: Make):
    work = lead(make)
    open_round(work, HEARING)
    open_round(work, RoundDraft("Market", RoundKind.market))
    requirement = make.requirement()

    for draft in (CommentDraft("x", 0, "Acme"), CommentDraft("x", 1, "Acme"), CommentDraft("x", 2)):
        with pytest.raises(FieldError) as caught:
            add_comment(work, requirement, draft)
        assert caught.value.field == "supplier"
    comment = add_comment(work, requirement, CommentDraft("x", 2, " Acme "))
    assert (comment.supplier, comment.organisation_id) == ("Acme", None)

    contact = make.work(make.member(Role.contact))
    with pytest.raises(FieldError) as caught:
        add_comment(contact, requirement, CommentDraft("x", 2, "Acme"))
    assert caught.value.field == "round"


def test_a_comment_comes_from_the_municipality_of_its_author_or_the_one_the_lead_names(make: Make):
    work = lead(make)
    home, other = make.municipality("Small"), make.municipality("Large")
    contact = make.work(make.member(Role.contact, organisation_id=home.organisation_id))
    requirement = make.requirement()

    own = CommentDraft("x", organisation_id=other.organisation_id)
    assert add_comment(contact, requirement, own).organisation_id == home.organisation_id
    assert add_comment(work, requirement, own).organisation_id == other.organisation_id
    assert [row.sender for row in comments_on(work, requirement)] == ["Small", "Large"]
    with pytest.raises(FieldError, match=r"take part|deltar"):
        add_comment(work, requirement, CommentDraft("x", organisation_id=requirement.id))


def test_dispositions_demand_what_they_need(make: Make):
    work = lead(make)
    first, second, third = (said(work, make) for _each in range(3))

    def refused(comment: Comment, decided: Settlement) -> str:
        with pytest.raises(FieldError) as caught:
            settle(work, comment, decided, comment.version)
        return caught.value.field

    assert refused(first, Settlement(Disposition.rejected, "  ")) == "reason"
    for code in ("", "M-999", first.code):
        repeated = Settlement(Disposition.duplicate, "", code)
        assert refused(first, repeated) == "duplicate_of"
    settle(work, second, Settlement(Disposition.duplicate, "", first.code), second.version)
    assert second.duplicate_of_id == first.id
    assert refused(third, Settlement(Disposition.duplicate, "", second.code)) == "duplicate_of"
    assert refused(first, Settlement(Disposition.duplicate, "", third.code)) == "duplicate_of"

    settle(work, second, Settlement(None), second.version)  # opened again
    assert (second.disposition, second.duplicate_of_id, second.settled_at) == (None, None, None)


def test_comments_are_found_by_round_state_and_words(make_anywhere: Make):
    make = make_anywhere
    work = lead(make)
    open_round(work, HEARING)
    inside = said(work, make, "Ærlig talt for vagt", 1)
    outside = said(work, make, "Fine")
    settle(work, outside, Settlement(Disposition.rejected, "No."), outside.version)

    def codes(**wanted: str) -> list[str]:
        return [code for _id, code in find_comments(work, CommentFilter(**wanted))]

    assert codes() == [inside.code, outside.code]
    assert codes(round="1") == [inside.code] and codes(round=OUTSIDE) == [outside.code]
    assert codes(state=OPEN) == [inside.code] and codes(state="rejected") == [outside.code]
    assert codes(text="ÆRLIG vagt") == [inside.code] and codes(text=inside.about) == [inside.code]
    assert codes(round="²", state="x") == codes()


def test_comment_1000_comes_after_comment_999(make: Make):
    work = lead(make)
    requirement = make.requirement()
    with make.at_once():
        for _each in range(998):
            add_comment(work, requirement, CommentDraft("x"))
    codes = [add_comment(work, requirement, CommentDraft("x")).code for _each in range(3)]

    assert codes == ["M-999", "M-1000", "M-1001"]
    assert [code for _id, code in find_comments(work, CommentFilter())][-3:] == codes


HARD = ["<b>&amp;</b>", "=1+1", "smil 🙂", "\u202eabc\u202c", "a\x07b\x1bc", "x" * 8000]


@pytest.mark.parametrize("text", HARD, ids=lambda text: repr(text)[:12])
def test_a_comment_is_kept_as_it_was_typed(make_anywhere: Make, text: str):
    make = make_anywhere
    work = lead(make)
    code = said(work, make, text).code
    make.session.commit()
    make.session.expire_all()

    assert make.session.exec(select(Comment).where(Comment.code == code)).one().text == text


def test_rounds_of_another_procurement_are_not_here(make: Make):
    work = lead(make)
    open_round(work, HEARING)
    make.procurement(Phase.drafting)
    other = lead(make)

    assert list_rounds(other) == []
    assert open_round(other, HEARING).number == 1
