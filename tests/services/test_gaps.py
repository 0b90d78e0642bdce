"""What is broken and what covers what: the queries say what the rows say, at any size."""

from decimal import Decimal

import pytest
from factories import Make

from procurement.domain import CriterionKind, Deviation, Phase, RequirementClass, Role
from procurement.errors import NotFoundError
from procurement.services import coverage
from procurement.services.gaps import KINDS
from procurement.services.quality import (
    MOST_OF_A_KIND,
    Severity,
    count_broken,
    findings_in,
    findings_of,
    gap_of,
    number_of,
)
from procurement.services.work import Work

MINIMUM = RequirementClass.minimum


def broken(make: Make, phase: Phase = Phase.bids_in) -> Work:
    """Make one thing that is whole, and something broken of every kind."""
    with make.at_once():
        make.procurement(phase)
        lead = make.member(Role.lead)
        quote = make.quote(code="Q-1")
        need = make.need([quote], code="B-01")
        whole = make.requirement(need, code="KR-001")
        make.requirement(need, code="KR-002")  # under no criterion
        make.requirement(need, code="KR-1000", requirement_class=MINIMUM)  # no consequence
        make.requirement(
            code="KR-003", requirement_class=MINIMUM, deviation=Deviation.may_reject
        )  # answers no need
        make.need(code="B-02")  # no requirement, no quote
        make.quote(code="Q-2")  # no need
        make.need(code="B-03", merged_into_id=need.id)  # taken up in another: not counted
        make.criterion("30", code="P", kind=CriterionKind.price)
        top = make.criterion("60", code="K", documentation="", position=1)
        leaf = make.criterion(code="K1", parent_id=top.id)
        make.criterion(code="K2", parent_id=top.id, documentation="")  # no demand, no requirement
        make.judge(whole, leaf, "99.5")  # not 100
        bid = make.bid("A")
        make.answer(bid, whole)
    return make.work(lead)


EXPECTED = [
    (Severity.error, "The weights of the main criteria sum to 90, not 100."),
    (Severity.error, "Criterion K2 has no documentation demand."),
    (Severity.error, "Criterion K2 has no requirements to be judged by."),
    (Severity.error, "KR-002 is evaluated but stands under no criterion."),
    (Severity.error, "KR-1000 is a minimum requirement with no consequence."),
    (Severity.error, "Supplier A has not answered KR-002."),
    (Severity.error, "Supplier A has not answered KR-003."),
    (Severity.error, "Supplier A has not answered KR-1000."),
    (Severity.warning, "The shares under criterion K1 do not sum to 100."),
    (Severity.warning, "KR-003 answers no need."),
    (Severity.warning, "Need B-02 is answered by no requirement."),
    (Severity.warning, "Need B-02 rests on no quote."),
    (Severity.info, "No need rests on the quote Q-2."),
]


def test_everything_broken_is_found_once_worst_first(make_anywhere: Make):
    work = broken(make_anywhere)

    found = findings_of(work)

    assert [(f.severity, f.text) for f in found] == EXPECTED
    assert count_broken(work) == len(EXPECTED) - 1
    assert findings_of(work, Severity.error) == found[:8]


def test_shares_that_sum_to_100_in_parts_are_whole(make_anywhere: Make):
    make_anywhere.procurement()
    work = make_anywhere.work(make_anywhere.member())
    leaf = make_anywhere.criterion(code="K1")
    for share in ("33.3", "33.3", "33.4"):
        make_anywhere.judge(make_anywhere.requirement(), leaf, share)

    assert not findings_in(work, gap_of(work, "andeler-ikke-100"), 0, 5)
    make_anywhere.judge(make_anywhere.requirement(), leaf, str(Decimal("0.0001")))
    assert gap_of(work, "andeler-ikke-100").number == 1


def test_what_another_procurement_lacks_is_not_ours(make: Make):
    broken(make)
    make.procurement()
    work = make.work(make.member())

    assert [f.text for f in findings_of(work)] == ["There are no award criteria."]


def test_answers_are_missing_only_to_whoever_may_read_them(make: Make):
    work = broken(make, Phase.drafting)

    assert not [f for f in findings_of(work) if "answered KR" in f.text]
    with pytest.raises(NotFoundError):
        gap_of(work, "krav-uten-svar")


def test_many_of_a_kind_are_folded_and_still_counted(make: Make):
    work = broken(make)
    with make.at_once():
        for number in range(100, 100 + 2 * MOST_OF_A_KIND):
            make.need([make.quote()], code=f"B-{number}")

    found = [f for f in findings_of(work) if "by no requirement" in f.text]

    assert [f.code for f in found[:3]] == ["B-02", "B-100", "B-101"]
    assert len(found) == MOST_OF_A_KIND + 1
    rest = found[-1]
    assert (rest.page, rest.code, rest.number) == (
        "quality.gap",
        "behov-uten-krav",
        MOST_OF_A_KIND + 1,
    )
    assert "21 needs are answered by no requirement. 11 are not shown here." in rest.text
    assert number_of(found) == 2 * MOST_OF_A_KIND + 1
    assert count_broken(work) == len(EXPECTED) - 1 + 2 * MOST_OF_A_KIND


def test_each_kind_has_an_address_of_its_own():
    assert len({kind.name for kind in KINDS}) == len(KINDS) == 10


def test_needs_that_lack_something_come_first(make_anywhere: Make):
    work = broken(make_anywhere)
    unquoted = make_anywhere.need(code="B-04")
    make_anywhere.requirement(unquoted, code="KR-004")

    rows = coverage.needs_covered(work, False, 0, 9)

    assert [(row.code, row.quotes) for row in rows] == [("B-02", 0), ("B-04", 0), ("B-01", 1)]
    assert rows[2].requirements.first == ("KR-001", "KR-002", "KR-1000")
    assert rows[2].criteria.first == ("K1",)
    assert [row.code for row in coverage.needs_covered(work, True, 0, 9)] == ["B-02", "B-04"]
    assert (coverage.count_needs(work, False), coverage.count_needs(work, True)) == (3, 2)
    assert [row.code for row in coverage.needs_covered(work, False, 1, 1)] == ["B-04"]


def test_requirements_that_lack_something_come_first(make_anywhere: Make):
    work = broken(make_anywhere)

    rows = coverage.requirements_covered(work, False, 0, 9)

    assert [row.code for row in rows] == ["KR-003", "KR-002", "KR-001", "KR-1000"]
    assert rows[2].needs.first == ("B-01",) and rows[2].criteria.first == ("K1",)
    assert [r.code for r in coverage.requirements_covered(work, True, 0, 9)] == ["KR-003", "KR-002"]
    assert coverage.count_requirements(work, False) == 4
    assert coverage.count_requirements(work, True) == 2


def test_a_criterion_counts_what_lies_below_it(make_anywhere: Make):
    work = broken(make_anywhere)

    rows = coverage.criteria_covered(work)

    counted = [(row.node.criterion.code, row.requirements, row.needs) for row in rows]
    assert counted == [("P", 0, 0), ("K", 1, 1), ("K1", 1, 1), ("K2", 0, 0)]


def test_a_row_with_many_codes_shows_the_first_and_how_many_more(make: Make):
    make.procurement()
    work = make.work(make.member())
    need = make.need([make.quote()])
    with make.at_once():
        for number in range(1, coverage.MOST_CODES + 4):
            make.requirement(need, code=f"KR-{number}")

    codes = coverage.needs_covered(work, False, 0, 9)[0].requirements

    assert codes.first[:2] == ("KR-1", "KR-2") and codes.first[-1] == f"KR-{coverage.MOST_CODES}"
    assert codes.more == 3 and codes.number == coverage.MOST_CODES + 3
