"""The set of a procurement, what is missing in it, and all of it in one file."""

import hashlib
import io
import json
from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from zipfile import ZipFile

import pytest
from factories import NOW, Make
from reading import plain, readable
from sqlmodel import delete, select
from worlds import whole

from procurement.domain import (
    AnswerForm,
    Deadline,
    DeadlineKind,
    EvaluationModel,
    ParticipationStatus,
    Phase,
    PriceLine,
    PriceQuantity,
    Procedure,
    Role,
    ScaleStep,
    TenderText,
)
from procurement.errors import ForbiddenError
from procurement.services.documents import documents_of, groups_of, write
from procurement.services.documents.archive import LISTING, MANIFEST, set_archive, written_set
from procurement.services.documents.completeness import RULES, shortcomings_of
from procurement.services.documents.overview import set_rows
from procurement.services.documents.tender_set import tender_set
from procurement.services.phases import missing_for
from procurement.services.quality import Severity
from procurement.services.work import Work


def ready(make: Make) -> Work:
    """Return the lead's work in a procurement in which nothing is missing."""
    return make.work(whole(make, Phase.review).members["lead"])


def _no_text(make: Make) -> None:
    make.session.exec(delete(TenderText).where(TenderText.name == "plan_order"))


def _no_deadline(make: Make) -> None:
    make.session.exec(delete(Deadline).where(Deadline.kind == DeadlineKind.tenders))


def _no_questions(make: Make) -> None:
    make.session.exec(delete(Deadline).where(Deadline.kind == DeadlineKind.questions))


def _late(make: Make) -> None:
    wanted = select(Deadline).where(Deadline.kind == DeadlineKind.applications)
    make.session.exec(wanted).one().at += timedelta(days=400)


def _passed(make: Make) -> None:
    wanted = select(Deadline).where(Deadline.kind == DeadlineKind.questions)
    make.session.exec(wanted).one().at = NOW - timedelta(days=400)


def _no_choices(make: Make) -> None:
    requirement = make.requirement(make.need([make.quote()]), answer_form=AnswerForm.choice)
    make.judge(requirement, make.criterion("0", code="Z"))


def _no_scale(make: Make) -> None:
    make.session.exec(delete(ScaleStep))


def _no_lines(make: Make) -> None:
    make.session.exec(delete(PriceLine))


def _nothing_bought(make: Make) -> None:
    make.price_line(code="PL-77", quantity=Decimal(0))


def _uneven(make: Make) -> None:
    line = make.price_line(quantity=Decimal(3))
    make.session.flush()
    make.session.add(PriceQuantity(line_id=line.id, year=1, quantity=Decimal(2)))


def _no_ground(make: Make) -> None:
    make.session.exec(select(EvaluationModel)).one().environment_ground = None


def _option(make: Make) -> None:
    make.municipality("Late", status=ParticipationStatus.option)


BREAKS: dict[str, Callable[[Make], None]] = {
    "sted-tomt": _no_text,
    "frist-mangler": _no_deadline,
    "frister-i-feil-rekkefølge": _late,
    "frist-passert": _passed,
    "valg-uten-svar": _no_choices,
    "skala-mangler": _no_scale,
    "prislinjer-mangler": _no_lines,
    "prislinje-uten-mengde": _nothing_bought,
    "mengder-stemmer-ikke": _uneven,
    "miljø-uten-begrunnelse": _no_ground,
    "spørsmålsfrist-mangler": _no_questions,
    "opsjon-uten-volum": _option,
}
ALWAYS = {"deltaker-uten-nummer", "modell-usignert", "bilag-ukontrollert"}  # in a whole world
ELSEWHERE = {"runde-åpen", "ingen-krav", "miljø-omstridt"}


def broken(work: Work) -> set[str]:
    """Return the rules that find something."""
    return {rule.name for rule in RULES if rule.findings(work)}


def test_every_rule_is_tried_here_or_with_what_it_is_about() -> None:
    assert {*BREAKS, *ALWAYS, *ELSEWHERE} == {rule.name for rule in RULES}


def test_a_whole_procurement_lacks_nothing_that_stands_in_the_way(make_anywhere: Make) -> None:
    work = ready(make_anywhere)

    assert broken(work) == ALWAYS
    assert missing_for(work, Phase.sealed) == []
    assert {f.severity for f in shortcomings_of(work)} == {Severity.warning, Severity.info}


@pytest.mark.parametrize("name", BREAKS)
def test_each_rule_finds_what_it_is_for_and_sealing_says_the_same(make: Make, name: str) -> None:
    work = ready(make)
    BREAKS[name](make)
    make.session.flush()
    rule = next(rule for rule in RULES if rule.name == name)

    found = rule.findings(work)

    assert broken(work) - ALWAYS == {name}
    assert all(f.text and f.page == rule.page for f in found)
    is_error = rule.severity is Severity.error
    assert all((f in missing_for(work, Phase.sealed)) == is_error for f in found)
    assert [f for f in shortcomings_of(work) if f in found] == found


def test_nothing_and_open_rounds_are_found_too(make: Make) -> None:
    make.procurement(Phase.review)
    work = make.work(make.member(Role.lead))
    assert "ingen-krav" in broken(work)

    assert "runde-åpen" in broken(make.work(whole(make, Phase.drafting).members["lead"]))


def test_the_list_begins_with_the_gravest_and_ends_when_all_is_sealed(make: Make) -> None:
    make.procurement()
    work = make.work(make.member(Role.lead))
    severities = [finding.severity for finding in shortcomings_of(work)]
    assert severities == sorted(severities) and len(set(severities)) == 3

    make.move(Phase.sealed)
    assert not [f for f in shortcomings_of(work) if f.page == "tender_texts.edit"]


def test_the_set_follows_procedure_and_contract(make: Make) -> None:
    work = ready(make)
    names = [document.name for document in tender_set(work)]
    assert names[0] == "konkurransegrunnlag.docx" and "invitasjon.docx" in names
    assert "bilag-test.docx" not in names and "protokoll-del-1.docx" not in names
    titles = {document.name: document.title for document in tender_set(work)}
    assert titles["prisskjema.xlsx"].startswith("Annex 6: ")

    work.procurement.procedure, work.procurement.contract_type = Procedure.open, "SSA-T"
    titles = {document.name: document.title for document in tender_set(work)}
    assert "invitasjon.docx" not in titles and titles["prisskjema.xlsx"].startswith("Annex 7: ")
    everything = [document.name for document in documents_of(work)]
    assert everything[: len(titles)] == list(titles) and len(set(everything)) == len(everything)


def test_rows_say_how_far_each_document_has_come(make: Make) -> None:
    work = ready(make)
    _no_text(make)
    _no_lines(make)
    rows = {row.documents[0].name: row for row in set_rows(work, shortcomings_of(work))}

    assert rows["bilag-plan.docx"].state == "1 blank left"
    assert rows["prisskjema.xlsx"].state == "1 error"
    assert rows["tilbudsbrev.docx"].state == "Ready" and not rows["tilbudsbrev.docx"].annex
    assert len(rows["svarskjema.xlsx"].documents) == 2


def test_the_protocol_fills_in_what_is_known_and_is_for_few(make: Make) -> None:
    world = whole(make, Phase.review)
    text = readable(write(make.work(world.members["lead"]), "protokoll-del-1.docx"))
    for known in ("K Quality: 70 %", "Compared, and next to nothing.", "No ties to the supplier"):
        assert known in text
    assert "Hearing among the municipalities: Hearing" in text

    with pytest.raises(ForbiddenError):
        write(make.work(world.members["contact"]), "protokoll-del-1.docx")
    protocol = groups_of(make.work(world.members["contact"]))[0][1]
    assert [document.closed for document in protocol] != [""]


def test_the_archive_holds_the_set_with_digests_and_is_the_same_twice(make: Make) -> None:
    work = ready(make)
    written = written_set(work)
    manifest = json.loads(written[MANIFEST])

    assert [file["name"] for file in manifest["files"]] == list(written)[:-2]
    assert list(written)[:-2] == [document.name for document in tender_set(work)]
    for file in manifest["files"]:
        content = written[file["name"]]
        assert file["sha256"] == hashlib.sha256(content).hexdigest()
        assert file["size"] == len(content)
        assert file["sha256"] in written[LISTING].decode()
    assert "sha256:" in manifest["edition"]
    with ZipFile(io.BytesIO(set_archive(work))) as archive:
        assert archive.namelist() == list(written)
        assert {member.date_time[0] for member in archive.infolist()} == {1980}
    assert "Payroll" in plain(readable(written["kravspesifikasjon.docx"]))
