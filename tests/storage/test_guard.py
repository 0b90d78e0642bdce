"""What breaks a rule of its row is refused by the code, and by the database without the code."""

from decimal import Decimal
from typing import Any
from uuid import uuid4

import pytest
from factories import Make
from pydantic import ValidationError
from sqlalchemy import CheckConstraint, text
from sqlalchemy.exc import IntegrityError, StatementError
from sqlmodel import SQLModel, select

from procurement.db import Database, as_known_error
from procurement.domain import Criterion, Need, Procurement, Requirement, Score
from procurement.errors import ConflictError, KravsporError

BAD_REQUIREMENTS: list[dict[str, Any]] = [
    {"code": ""},
    {"code": "kr-1"},
    {"code": "KR-1\n"},
    {"code": "KR-" + "1" * 20},
    {"statement": ""},
    {"statement": "x" * 8001},
    {"requirement_class": "nonsense"},
    {"answer_form": 3},
    {"deviation": "never"},
    {"word_limit": 0},
    {"word_limit": "many"},
    {"statement": None},
]


@pytest.mark.parametrize("values", BAD_REQUIREMENTS, ids=lambda v: f"{v}"[:30])
def test_a_requirement_that_breaks_a_rule_is_refused(make: Make, values: dict[str, Any]):
    with pytest.raises(ValidationError):
        make.requirement(**values)
    make.session.rollback()
    assert make.session.exec(select(Requirement)).all() == []


@pytest.mark.parametrize("weight", ["-1", "100.01", "NaN", "Infinity"])
def test_a_weight_lies_between_0_and_100(make: Make, weight: str):
    with pytest.raises(ValidationError):
        make.criterion(weight)


@pytest.mark.parametrize("slug", ["", "Upper", "with space", "a/b", "-a", "a--b", "å"])
def test_a_short_name_fits_an_address(make: Make, slug: str):
    with pytest.raises(ValidationError):
        make.session.add(Procurement(slug=slug, title="Joint ERP"))
        make.session.flush()


def test_a_bad_change_is_refused_like_a_bad_row(make_anywhere: Make):
    need = make_anywhere.need()

    need.statement = ""
    with pytest.raises(ValidationError) as caught:
        make_anywhere.session.commit()
    make_anywhere.session.rollback()

    known = as_known_error(caught.value)
    assert isinstance(known, KravsporError) and "statement" in str(known)
    assert make_anywhere.session.exec(select(Need)).one().statement != ""


def test_an_enumeration_is_refused_on_its_way_past_the_guard(make_anywhere: Make):
    make_anywhere.need()

    statement = SQLModel.metadata.tables["need"].update().values(kind="rumour")
    with pytest.raises(StatementError):
        make_anywhere.session.connection().execute(statement)


def _checks() -> list[tuple[str, str]]:
    return [
        (table.name, str(check.name).removeprefix(f"ck_{table.name}_"))
        for table in SQLModel.metadata.sorted_tables
        for check in table.constraints
        if isinstance(check, CheckConstraint)
    ]


def test_every_enumeration_has_a_check_in_the_database():
    columns = {
        (table.name, column.name)
        for table in SQLModel.metadata.sorted_tables
        for column in table.columns
        if type(column.type).__name__ == "EnumText"
    }

    assert len(columns) > 15
    assert columns <= set(_checks())


RAW = [
    ("requirement", "requirement_class = 'nonsense'"),
    ("requirement", "deviation = 'never'"),
    ("need", "kind = 'rumour'"),
    ("procurement", "phase = 'later'"),
    ("membership", "role = 'king'"),
    ("criterion", "weight = '101'"),
    ("criterion", "weight = '-0.5'"),
    ("score", "points = '100.5'"),
    ("consensus_score", "points = '-1'"),
    ("requirement_criterion", "share = '101'"),
    ("impartiality_declaration", "statement = 'maybe'"),
    ("evaluation_model", "method = 'dice'"),
    ("need", "statement = NULL"),
]


@pytest.mark.parametrize(("table", "change"), RAW)
def test_the_database_refuses_what_the_code_did_not_see(
    make_anywhere: Make, table: str, change: str
):
    _one_of_each(make_anywhere)

    with pytest.raises(IntegrityError), make_anywhere.database.writer.begin() as connection:
        assert connection.execute(text(f"SELECT count(*) FROM {table}")).scalar_one() > 0
        connection.execute(text(f"UPDATE {table} SET {change}"))


def _one_of_each(make: Make) -> None:
    with make.at_once():
        need, criterion, bid, member = make.need(), make.criterion(), make.bid(), make.member()
        requirement = make.requirement(need)
        make.judge(requirement, criterion)
        make.declare(member, bid)
        make.score(member, bid, requirement, "5")
        make.agree(bid, requirement, "5")


@pytest.mark.parametrize(
    ("table", "change"),
    [("need", "procurement_id"), ("score", "membership_id"), ("need_requirement", "need_id")],
)
def test_a_link_to_nothing_is_refused(make_anywhere: Make, table: str, change: str):
    _one_of_each(make_anywhere)
    nothing = uuid4() if make_anywhere.database.writer.dialect.name == "postgresql" else uuid4().hex

    with pytest.raises(IntegrityError), make_anywhere.database.writer.begin() as connection:
        connection.execute(text(f"UPDATE {table} SET {change} = :id"), {"id": nothing})


def test_the_same_code_twice_is_a_conflict_that_a_user_understands(make_anywhere: Make):
    make_anywhere.need(code="B-01")

    with pytest.raises(IntegrityError) as caught:
        make_anywhere.need(code="B-01")

    assert isinstance(as_known_error(caught.value), ConflictError)


def test_an_error_of_the_database_does_not_repeat_what_was_to_be_stored(make_anywhere: Make):
    make_anywhere.need(code="B-01", statement="SECRET")

    with pytest.raises(IntegrityError) as caught:
        make_anywhere.need(code="B-01", statement="SECRET")

    assert "SECRET" not in str(caught.value)


def test_deleting_a_procurement_takes_everything_in_it_along(make_anywhere: Make):
    _one_of_each(make_anywhere)

    with make_anywhere.database.writer.begin() as connection:
        connection.execute(text("DELETE FROM procurement"))
        for table in ("need", "requirement", "criterion", "score", "bid", "membership"):
            assert connection.execute(text(f"SELECT count(*) FROM {table}")).scalar_one() == 0


def test_a_row_that_is_not_changed_is_not_judged_again(sqlite: Database, make: Make):
    make.criterion("50")
    make.score(make.member(), make.bid(), make.requirement(), "5")

    with sqlite.write() as session:
        assert session.exec(select(Criterion)).one().weight == Decimal(50)
        assert session.exec(select(Score)).one().version == 1
        session.flush()
