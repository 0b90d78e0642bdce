"""The hearing of the demonstration: closed, invented, and with an answer to each comment."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlmodel import Session, SQLModel, col, func, select

from procurement.db import Database
from procurement.domain import (
    Approval,
    Comment,
    Disposition,
    Organisation,
    Procurement,
    Requirement,
    RequirementStatus,
    ReviewRound,
    RoundKind,
    User,
)
from procurement.errors import CatalogueError
from procurement.services.demonstration import default_folder, load_demonstration
from procurement.services.review.standing import standing_of
from procurement.services.review.waiting import waiting_for_me
from procurement.services.suspects import count_suspects
from procurement.services.work import Work, open_work

DRAFT = "helgeland-erp-utkast"


@pytest.fixture(scope="module")
def loaded(migrated_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    """Return a database with the demonstration, to be read only."""
    file = tmp_path_factory.mktemp("hearing") / "kravspor.db"
    shutil.copyfile(migrated_file, file)
    database = Database(f"sqlite:///{file}")
    with database.transaction() as session:
        load_demonstration(session)
    yield database
    database.dispose()


@pytest.fixture
def session(loaded: Database) -> Iterator[Session]:
    """Read in the demonstration."""
    with loaded.read() as opened:
        yield opened


def work_of(session: Session, name: str) -> Work:
    """Return the work of somebody in the draft."""
    email = f"{name}@demo.kravspor.example"
    return open_work(session, DRAFT, session.exec(select(User).where(User.email == email)).one())


def comments_in(session: Session, number: int) -> list[Comment]:
    """Return what is said in a round."""
    found = session.exec(select(ReviewRound).where(ReviewRound.number == number)).one()
    return list(session.exec(select(Comment).where(Comment.round_id == found.id)))


def test_the_hearing_is_closed_with_an_answer_to_each_comment(session: Session):
    hearing = session.exec(select(ReviewRound).where(ReviewRound.kind == RoundKind.hearing)).one()
    comments = comments_in(session, hearing.number)

    assert hearing.closed_at is not None and hearing.due is not None
    assert len(comments) == 15
    assert all(c.disposition and c.disposition_reason and c.settled_at for c in comments)
    assert {c.disposition for c in comments} == set(Disposition)
    assert all(c.duplicate_of_id for c in comments if c.disposition is Disposition.duplicate)
    assert all(c.requirement_id or c.need_id or c.chapter_id for c in comments)


def test_it_is_invented_and_says_so_and_names_municipalities_only(session: Session):
    hearing = session.exec(select(ReviewRound).where(ReviewRound.kind == RoundKind.hearing)).one()
    comments = comments_in(session, hearing.number)
    names = set(session.exec(select(Organisation.name)))
    senders = {session.get_one(Organisation, c.organisation_id).name for c in comments}

    assert "oppdiktet" in hearing.name and "oppdiktet" in hearing.note
    assert len(senders) == 15 and senders <= names
    assert {comment.author for comment in comments} == {"lead@demo.kravspor.example"}


def test_a_round_is_open_and_the_texts_have_come_a_different_way(session: Session):
    work = work_of(session, "lead")
    opened = session.exec(select(ReviewRound).where(col(ReviewRound.closed_at).is_(None))).one()
    counts = dict(
        session.exec(
            select(Requirement.status, func.count())
            .where(Requirement.procurement_id == work.procurement.id)
            .group_by(col(Requirement.status))
        ).all()
    )

    assert opened.kind is RoundKind.internal and len(comments_in(session, opened.number)) == 2
    assert counts[RequirementStatus.in_review] == 3 and counts[RequirementStatus.approved] == 3
    changed = [
        r
        for r in session.exec(select(Requirement).where(col(Requirement.id).in_(approved(session))))
        if standing_of(work, [r])[r.id].is_reopened
    ]
    assert {requirement.code for requirement in changed} == {"KR-036", "KR-082"}
    assert all(standing_of(work, [r])[r.id].changes for r in changed)
    assert sum(count_suspects(work).values()) > 5


def approved(session: Session) -> list[object]:
    """Return the requirements that somebody has approved."""
    return list(session.exec(select(Approval.requirement_id)))


def test_home_begins_with_what_waits(session: Session):
    group = [w.text for w in waiting_for_me(work_of(session, "group"))]

    assert group[0] == ("3 requirements in the chapter Lønn og lønnsrapportering wait for you.")
    assert "1 requirement has changed since you approved it." in group
    lead = [w.text for w in waiting_for_me(work_of(session, "lead"))]
    assert lead[0] == "2 comments have no answer."


def replaced(old: str, new: str) -> Callable[[str], str]:
    """Return how a file is broken."""

    def change(text: str) -> str:
        assert old in text, old
        return text.replace(old, new, 1)

    return change


BROKEN = [
    (replaced("about: KR-036", "about: KR-999"), "M-001: refers to KR-999, which does not"),
    (replaced("from: Træna kommune", "from: Nowhere"), "M-001: refers to Nowhere, which"),
    (replaced("duplicate_of: 7", "duplicate_of: 9"), "M-008: refers to 9, which does not"),
    (replaced("disposition: noted", "disposition: lost"), "disposition: lost is not among"),
    (replaced("by: group@", "by: king@"), "KR-033: refers to king@"),
    (replaced("in_review: [KR-031", "in_review: [KR-999"), "KR-999: refers to KR-999"),
    (replaced('chapter: "2"', 'chapter: "9"'), "9: refers to 9, which does not exist."),
]


@pytest.mark.parametrize(("change", "sentence"), BROKEN, ids=lambda v: f"{v}"[:20])
def test_a_broken_entry_is_named_and_nothing_is_stored(
    sqlite: Database, tmp_path: Path, change: Callable[[str], str], sentence: str
):
    folder = tmp_path / "helgeland"
    shutil.copytree(default_folder(), folder)
    file = folder / "review.yaml"
    file.write_text(change(file.read_text(encoding="utf-8")), encoding="utf-8")

    with pytest.raises(CatalogueError) as caught, sqlite.transaction() as session:
        load_demonstration(session, folder)

    assert sentence in str(caught.value) and "review.yaml" in str(caught.value)
    tables: list[type[SQLModel]] = [Procurement, Comment, ReviewRound]
    with sqlite.read() as reader:
        assert not [table for table in tables if reader.exec(select(table)).first()]
