"""The invented answers of the municipalities say that they are invented, and show each page."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlmodel import Session, select

from procurement.db import Database
from procurement.domain import Membership, NeedBacking, Procurement, Quote, Role, Stance, User
from procurement.services.backing import own_organisation
from procurement.services.backing_overview import alarms_of, heat_map, objections_of
from procurement.services.demonstration import load_demonstration
from procurement.services.own_backing import changed_answers, chapter_rows, unanswered
from procurement.services.source_editing import text_of_source
from procurement.services.sources import get_source
from procurement.services.work import Work

SLUGS = ("helgeland-erp", "helgeland-erp-utkast", "helgeland-erp-vurdering")


@pytest.fixture(scope="module")
def session(migrated_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Session]:
    """Read in the demonstration."""
    file = tmp_path_factory.mktemp("demonstration") / "kravspor.db"
    shutil.copyfile(migrated_file, file)
    database = Database(f"sqlite:///{file}")
    with database.transaction() as writer:
        load_demonstration(writer)
    with database.read() as opened:
        yield opened
    database.dispose()


def work_of(session: Session, slug: str, role: Role = Role.contact) -> Work:
    found = session.exec(
        select(Procurement, Membership, User)
        .join(Membership, Membership.procurement_id == Procurement.id)  # type: ignore[arg-type]
        .join(User, User.id == Membership.user_id)  # type: ignore[arg-type]
        .where(Procurement.slug == slug, Membership.role == role)
    ).first()
    assert found is not None
    return Work(session, *found)


def test_every_answer_says_that_it_is_invented(session: Session):
    answers = session.exec(select(NeedBacking)).all()

    assert len(answers) > 3 * 17 * 15
    assert {answer.saved_by for answer in answers} == {"Oppdiktet demonstrasjon"}
    reasons = [a.reason for a in answers if a.stance is Stance.objects]
    assert len(reasons) >= 18 and all(reason.endswith("(Oppdiktet.)") for reason in reasons)


@pytest.mark.parametrize("slug", SLUGS)
def test_seventeen_municipalities_have_answered_and_each_alarm_is_there(
    session: Session, slug: str
):
    work = work_of(session, slug)

    heat = heat_map(work)

    answered = [o.name for o, cells in heat.rows if not all(cell.is_silent for cell in cells)]
    assert len(heat.rows) == 19 and len(answered) == 17
    assert len(alarms_of(work)) == 4
    assert len(objections_of(work)) == 7


def test_the_contact_finds_what_has_changed_and_what_is_left(session: Session):
    work = work_of(session, "helgeland-erp-utkast")
    own = own_organisation(work)
    assert own is not None and own.name == "Vega kommune"

    [changed] = changed_answers(work, own)

    assert changed.before and changed.before != changed.need.statement
    assert 0 < unanswered(work, own) < 15
    read = [row.reading is not None for row in chapter_rows(work, own)]
    assert any(read) and not all(read)


def test_the_invented_source_has_its_text_with_quotes_in_it(session: Session):
    work = work_of(session, "helgeland-erp-utkast")

    source = get_source(work, "SRC-5")
    text = text_of_source(work, source)

    assert text is not None and "oppdiktet" in source.title
    quotes = session.exec(select(Quote).where(Quote.source_id == source.id)).all()
    assert len(quotes) == 3
    for quote in quotes:
        assert text.text[quote.begins : quote.ends] == quote.text
