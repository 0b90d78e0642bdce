"""Waivers, word lists, the week's change and the gate of a baseline, on each kind of database."""

from datetime import UTC, datetime, timedelta

import pytest
from factories import Make
from sealable import make_sealable
from sqlmodel import select

from procurement.domain import (
    Action,
    Deviation,
    Event,
    LintWaiver,
    Phase,
    Requirement,
    RequirementClass,
    Revision,
    Role,
    Subject,
    WordKind,
)
from procurement.errors import FieldError, NotFoundError
from procurement.i18n import language
from procurement.services.phases import missing_for
from procurement.services.set_check import check_set
from procurement.services.waivers import accepted, waive, withdraw
from procurement.services.word_lists import add_word, remove_word
from procurement.services.wording_check import check_all
from procurement.services.wording_overview import (
    WordingFilter,
    phrases,
    tally_all,
)
from procurement.services.wording_trend import changes_since
from procurement.services.work import Work

EASY = "Systemet skal være brukervennlig."
PLAIN = "Systemet skal vise saldo per konto."


def norwegian(make: Make, *statements: str, written: str = "nb") -> tuple[Work, list[Requirement]]:
    """Return a lead's work in a procurement with these minimum requirements."""
    make.procurement(language=written)
    need = make.need()
    rows = [
        make.requirement(
            need,
            statement=statement,
            code=f"KR-{number:03}",
            position=number,
            requirement_class=RequirementClass.minimum,
            deviation=Deviation.may_reject,
        )
        for number, statement in enumerate(statements, start=1)
    ]
    return make.work(make.member(Role.lead)), rows


def said(work: Work) -> list[tuple[str, str, str]]:
    """Return requirement, rule and words of what is open."""
    return [
        (one.code, remark.finding.rule, remark.phrase)
        for one in check_all(work)
        for remark in one.remarks
        if remark.is_open
    ]


def test_a_phrase_is_accepted_in_several_requirements_and_taken_back(make_anywhere: Make):
    work, _rows = norwegian(make_anywhere, EASY, PLAIN, EASY.replace("b", "B", 1))
    assert said(work) == [
        ("KR-001", "K03", "brukervennlig"),
        ("KR-003", "K03", "Brukervennlig"),
    ]

    codes = waive(work, "K03", "BRUKERVENNLIG", ["KR-001", "KR-003"], " Avklart. ")

    assert codes == ["KR-001", "KR-003"]
    assert said(work) == []
    rows = accepted(work)
    assert [(r.code, r.about, r.waiver.reason, r.is_idle) for r in rows] == [
        ("KR-001", "brukervennlig", "Avklart.", False),
        ("KR-003", "Brukervennlig", "Avklart.", False),
    ]
    withdraw(work, rows[0].waiver.id)
    assert said(work) == [("KR-001", "K03", "brukervennlig")]
    wanted = select(Event.subject).where(Event.action == Action.waiver_removed)
    assert work.session.exec(wanted).all() == ["KR-001 K03 brukervennlig"]
    with pytest.raises(NotFoundError):
        withdraw(work, rows[0].waiver.id)


def test_an_acceptance_is_of_the_words_and_not_of_the_requirement(make_anywhere: Make):
    work, (row,) = norwegian(make_anywhere, EASY)
    waive(work, "K03", "brukervennlig", ["KR-001"], "Avklart.")

    row.statement = "Systemet skal være rask."
    work.session.flush()

    assert said(work) == [("KR-001", "K03", "rask")]
    assert [one.is_idle for one in accepted(work)] == [True]


@pytest.mark.parametrize(
    ("codes", "reason", "field"), [(["KR-001"], "  ", "reason"), (["KR-002"], "Ja.", "codes")]
)
def test_nothing_is_accepted_without_reason_or_requirement(
    make: Make, codes: list[str], reason: str, field: str
):
    work, _rows = norwegian(make, EASY, PLAIN)

    with pytest.raises(FieldError) as caught:
        waive(work, "K03", "brukervennlig", codes, reason)

    assert caught.value.field == field
    assert not work.session.exec(select(LintWaiver)).all()


def test_words_of_one_procurement_do_not_count_in_another(make_anywhere: Make):
    text = "Systemet skal lese filer fra Fjellbank og SAP for nn/bm."
    first, _rows = norwegian(make_anywhere, text)
    second, _more = norwegian(make_anywhere, text)
    before = said(first)
    assert [words for _code, rule, words in before if rule in ("K06", "K09")] == ["SAP", "nn/bm"]

    for kind, word in (
        (WordKind.brand, "Fjellbank"),
        (WordKind.not_brand, "SAP"),
        (WordKind.slash, "nn / bm"),
    ):
        add_word(first, kind, word)

    assert [words for _c, rule, words in said(first) if rule in ("K06", "K09")] == ["Fjellbank"]
    assert said(second) == before
    remove_word(first, add_word(first, WordKind.brand, "Annen").id)
    first.session.flush()


@pytest.mark.parametrize(
    ("kind", "word"),
    [
        (WordKind.slash, "lønn"),
        (WordKind.slash, "a/b/c"),
        (WordKind.slash, "a[b/c"),
        (WordKind.brand, "[]"),
        (WordKind.brand, ","),
        (WordKind.brand, "<b>"),
        (WordKind.not_brand, "Ukjent"),
        (WordKind.brand, "Fjellbank"),
        (WordKind.brand, "FJELLBANK"),
    ],
)
def test_a_word_that_the_linter_cannot_use_is_refused(make: Make, kind: WordKind, word: str):
    work, _rows = norwegian(make, PLAIN)
    add_word(work, WordKind.brand, "Fjellbank")

    with pytest.raises(FieldError) as caught:
        add_word(work, kind, word)

    assert caught.value.field == "word"


def test_a_product_may_be_named_where_it_is_to_be_integrated_with(make: Make):
    work, (row,) = norwegian(make, "Systemet skal hente ansatte fra SAP hver natt.")
    assert said(work) == [("KR-001", "K09", "SAP")]

    row.integration_point = "Kommunene har SAP til 2030."
    work.session.flush()

    assert said(work) == []


def test_each_written_language_is_read_with_its_own_words(make: Make):
    work, _rows = norwegian(make, "Systemet skal vere brukarvennleg.", written="nn")

    with language("nn"):
        remark = check_all(work)[0].remarks[0]

    assert remark.phrase == "brukarvennleg"
    assert "forstått ulikt" in remark.finding.explain


def test_the_gravest_and_most_common_wording_comes_first(make: Make):
    work, _rows = norwegian(
        make, PLAIN.replace("vise", "vise alltid"), "Systemet skal være rask.", EASY, EASY
    )

    groups = phrases(check_all(work), WordingFilter())

    assert [(g.rule, g.phrase, len(g.found)) for g in groups] == [
        ("K03", "brukervennlig", 2),
        ("K03", "rask", 1),
        ("K12", "alltid", 1),
    ]
    tips = phrases(check_all(work), WordingFilter(severity="info"))
    assert [group.rule for group in tips] == ["K12"]
    assert tally_all(check_all(work)).errors == 3


def test_only_open_errors_stand_in_the_way_of_sealing(make: Make):
    work, _rows = norwegian(make, EASY, "Systemet skal vise saldo osv.")
    make_sealable(make)
    make.move(Phase.review)
    texts = [f.text for f in missing_for(work, Phase.sealed) if f.code]
    assert texts == ["KR-001: Words that cannot be tested: «brukervennlig»"]

    waive(work, "K03", "brukervennlig", ["KR-001"], "Avklart.")

    assert not [f for f in missing_for(work, Phase.sealed) if f.code]


def test_what_shows_only_together_can_be_accepted_too(make_anywhere: Make):
    text = "Systemet skal gi tilgang til lønnsdata for ledere i egen kommune hver dag."
    work, _rows = norwegian(make_anywhere, text, text, "Systemet skal følge krav KR-099.")
    found = [
        (one.code, remark.finding.rule, remark.phrase)
        for one in check_set(work).requirements
        for remark in one.remarks
    ]
    assert ("KR-002", "S07", "(KR-001)") in found
    assert [rule for _code, rule, _phrase in found] == ["S07", "S09"]

    waive(work, "S07", "(KR-001)", ["KR-002"], "To kommuner skrev det samme.")

    (remark,) = check_set(work).requirements[0].remarks
    assert not remark.is_open


def test_the_change_of_a_week_counts_what_was_written_mended_moved_and_accepted(
    make_anywhere: Make,
):
    work, rows = norwegian(make_anywhere, PLAIN, EASY, EASY, PLAIN)
    now = datetime.now(UTC)
    long_ago, then = now - timedelta(days=30), now - timedelta(days=7)
    _revision(work, rows[0], 1, long_ago, EASY)  # mended since
    _revision(work, rows[0], 2, now, PLAIN)
    _revision(work, rows[1], 1, now, EASY)  # written since
    _revision(work, rows[3], 3, now, EASY, actor="")  # as it was found when first changed
    waive(work, "K03", "brukervennlig", ["KR-003"], "Avklart.")
    chapter = rows[0].chapter_id

    change = changes_since(work, check_all(work), then)

    assert change == {chapter: -1 + 1 - 1 - 1}
    assert changes_since(work, check_all(work), now + timedelta(days=1)) == {chapter: 0}


def _revision(
    work: Work, row: Requirement, number: int, at: datetime, statement: str, actor: str = "a@b.c"
) -> None:
    content = row.model_dump(mode="json") | {"statement": statement}
    work.session.add(
        Revision(
            procurement_id=row.procurement_id,
            subject=Subject.requirement,
            thing_id=row.id,
            code=row.code,
            number=number,
            at=at,
            actor=actor,
            content=content,
        )
    )
    work.session.flush()
