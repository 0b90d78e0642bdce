"""The demonstration loads on both databases, once, and what it shows is true to its files."""

import json
import re
import shutil
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from factories import Make
from sqlmodel import Session, SQLModel, col, func, select

from procurement.db import Database
from procurement.domain import (
    Answer,
    Bid,
    CriterionKind,
    Membership,
    Need,
    NeedKind,
    NeedPriority,
    NeedQuote,
    Organisation,
    Participation,
    ParticipationStatus,
    Phase,
    PriceAnswer,
    Procurement,
    Quote,
    Requirement,
    Result,
    Role,
    Score,
    User,
)
from procurement.domain.storage import CODE
from procurement.evaluation import bundle_from, evaluate, result_document
from procurement.services.demonstration import default_folder, load_demonstration

SLUGS = ["helgeland-erp", "helgeland-erp-utkast", "helgeland-erp-vurdering"]


def load(database: Database, folder: Path | None = None) -> list[str]:
    with database.transaction() as session:
        return load_demonstration(session, folder)


def everything(database: Database) -> dict[str, list[str]]:
    """Return each row of each table as text."""
    with database.reader.connect() as connection:
        return {
            table.name: sorted(str(row) for row in connection.execute(table.select()))
            for table in SQLModel.metadata.sorted_tables
        }


@pytest.fixture(scope="module")
def loaded(migrated_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Database:
    """Return a database with the demonstration, to be read only."""
    file = tmp_path_factory.mktemp("demonstration") / "kravspor.db"
    shutil.copyfile(migrated_file, file)
    database = Database(f"sqlite:///{file}")
    load(database)
    return database


@pytest.fixture
def session(loaded: Database) -> Any:
    """Read in the demonstration."""
    with loaded.read() as opened:
        yield opened
    loaded.dispose()


def number(session: Session, table: type[SQLModel], *where: Any) -> int:
    return session.exec(select(func.count()).select_from(table).where(*where)).one()


def test_loading_twice_changes_nothing(database: Database):
    assert len(load(database)) == 3
    before = everything(database)

    assert load(database) == []
    assert everything(database) == before


def test_there_is_one_data_set_at_three_points_in_time(session: Session):
    found = session.exec(select(Procurement).order_by(Procurement.slug)).all()

    assert [procurement.slug for procurement in found] == SLUGS
    assert [p.phase for p in found] == [Phase.price_open, Phase.drafting, Phase.bids_in]


def test_each_stage_has_the_whole_specification(session: Session):
    for procurement in session.exec(select(Procurement)):
        mine = {t: t.procurement_id == procurement.id for t in (Requirement, Need, Participation)}
        assert number(session, Requirement, mine[Requirement]) >= 80
        assert number(session, Need, mine[Need]) >= 40
        assert number(session, Participation, mine[Participation]) == 19
        roles = select(Membership.role).where(Membership.procurement_id == procurement.id)
        assert set(session.exec(roles)) == set(Role)


def test_prices_are_stored_only_where_they_are_open(session: Session):
    priced = select(Procurement.slug).join(Bid).join(PriceAnswer).distinct()

    assert session.exec(priced).all() == ["helgeland-erp"]


def test_work_is_left_for_the_evaluators_of_the_exercise(session: Session):
    def scores(slug: str) -> int:
        procurement = session.exec(select(Procurement).where(Procurement.slug == slug)).one()
        bids = select(Bid.id).where(Bid.procurement_id == procurement.id)
        return number(session, Score, col(Score.bid_id).in_(bids))

    assert 0 < scores("helgeland-erp-vurdering") < scores("helgeland-erp")
    assert scores("helgeland-erp-utkast") == 0


def test_every_requirement_is_answered_by_every_bid(session: Session):
    for slug in ("helgeland-erp", "helgeland-erp-vurdering"):
        procurement = session.exec(select(Procurement).where(Procurement.slug == slug)).one()
        bids = session.exec(select(Bid.id).where(Bid.procurement_id == procurement.id)).all()
        assert len(bids) == 3
        wanted = number(session, Requirement, Requirement.procurement_id == procurement.id)
        for bid in bids:
            assert number(session, Answer, Answer.bid_id == bid) == wanted


def test_every_need_rests_on_a_quote(session: Session):
    for need in session.exec(select(Need)):
        assert need.quotes, need.code
    used = number(session, NeedQuote)
    assert used > number(session, Need) and number(session, Quote) > 100


def test_the_stored_result_is_what_the_engine_computes_from_its_bundle(session: Session):
    stored = session.exec(select(Result)).one()
    bundle = json.loads(stored.bundle)

    again = evaluate(bundle_from(bundle))

    assert json.loads(stored.document) == json.loads(json.dumps(result_document(again, bundle)))
    assert {bid.rank for bid in again.bids} == {1, 2, 3}
    assert all(Decimal(bid["price"]) > 0 for bid in bundle["bids"])


def test_what_is_unknown_stays_unknown(session: Session):
    homes = session.exec(select(Organisation)).all()

    assert len(homes) == 19
    assert any(home.population is None for home in homes)
    assert not [home.name for home in homes if home.population == 0]
    for row in session.exec(select(Participation)):
        unknown = (row.current_erp, row.yearly_cost, row.notice_period)
        assert not [value for value in unknown if value in ("", 0, "ukjent")]


COMMON_NAMES = """Anne Inger Kari Marit Ingrid Liv Eva Anna Maria Hilde Berit Nina Astrid Marianne
Elisabeth Bjørg Kristin Bente Heidi Silje Hanne Linda Tone Ida Solveig Randi Gerd Wenche Trine Ole
Jan Per Bjørn Lars Kjell Knut Arne Svein Thomas Hans Geir Tor Morten Terje Odd Erik Martin Andreas
John Anders Rune Trond Tore Daniel Jon Kristian Magnus Marius Stian Espen Øyvind Helge Nils Einar
Frode Harald Sverre Rolf Sigurd Håkon Kåre Leif Roger Steinar Vidar Gunnar Trygve Petter"""


def test_nobody_is_named_only_roles_are(session: Session):
    assert not [u.name for u in session.exec(select(User)) if not u.name.endswith("(demo)")]
    assert not [u.email for u in session.exec(select(User)) if not u.email.endswith(".example")]
    person = re.compile(rf"\b({'|'.join(COMMON_NAMES.split())})\s+[A-ZÆØÅ][a-zæøå]+")
    files = list(default_folder().glob("*.yaml"))
    assert len(files) > 8
    for file in files:
        found = person.search(file.read_text(encoding="utf-8"))
        assert found is None, f"{file.name}: {found}"


def test_rows_of_others_stay_as_they_are(sqlite: Database, make: Make):
    make.procurement(slug="our-own")
    make.municipality("Rana kommune")
    make.member(email="lead@demo.kravspor.example")
    make.session.commit()

    load(sqlite)

    with sqlite.read() as session:
        assert number(session, Organisation, Organisation.name == "Rana kommune") == 1
        assert number(session, User, User.email == "lead@demo.kravspor.example") == 1
        assert number(session, Procurement, Procurement.slug == "our-own") == 1


def test_the_schema_of_the_files_knows_the_words_of_the_domain():
    rules = json.loads((default_folder().parent / "schema.json").read_text(encoding="utf-8"))
    needs = rules["$defs"]["needs.yaml"]["properties"]["needs"]["items"]["properties"]
    plan = rules["$defs"]["procurement.yaml"]["properties"]
    people = plan["users"]["items"]["properties"]
    homes = rules["$defs"]["organisations.yaml"]["properties"]["organisations"]["items"]

    assert needs["kind"]["enum"] == list(NeedKind)
    assert needs["priority"]["enum"] == list(NeedPriority)
    assert needs["code"]["pattern"] == CODE
    assert plan["stages"]["items"]["properties"]["phase"]["enum"] == list(Phase)
    assert people["role"]["enum"] == list(Role)
    part = homes["properties"]["participation"]["properties"]
    assert part["status"]["enum"] == list(ParticipationStatus)
    assert rules["$defs"]["criterion"]["properties"]["kind"]["enum"] == list(CriterionKind)
