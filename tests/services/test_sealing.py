"""Sealing: two people, one content, the same bytes ever after."""

import hashlib
import io
import json
import subprocess
from collections.abc import Iterator
from pathlib import Path
from zipfile import ZipFile

import pytest
from factories import Make
from sealable import make_sealable
from sqlalchemy import update
from sqlmodel import col, select
from worlds import World, whole

from procurement.domain import (
    Baseline,
    Phase,
    Requirement,
    RequirementStatus,
    Role,
    Seal,
    SealedFile,
)
from procurement.errors import ConflictError, ForbiddenError, NotFoundError
from procurement.i18n import language
from procurement.services.documents import write
from procurement.services.documents.tender_set import tender_set
from procurement.services.sealed_files import sealed_bundle, sealed_bytes, seals_of
from procurement.services.sealing import (
    confirm,
    proposal_of,
    propose,
    seal_by_two,
    waiting,
    withdraw_proposal,
)
from procurement.services.work import Work


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    """Compare messages in English, the language of their ids."""
    with language("en"):
        yield


@pytest.fixture
def world(make_anywhere: Make) -> World:
    """Return a procurement on review in which nothing is missing."""
    return whole(make_anywhere, Phase.review)


def both(make: Make, world: World) -> tuple[Work, Work]:
    return make.work(world.members["lead"]), make.work(world.members["chair"])


def sealed(make: Make, world: World) -> Work:
    """Seal by two and return the lead's work."""
    lead, chair = both(make, world)
    seal_by_two(lead, chair)
    make.session.commit()
    return lead


def test_one_proposes_and_another_confirms(make_anywhere: Make, world: World):
    lead, chair = both(make_anywhere, world)
    seal = propose(lead)
    assert not waiting(lead) and waiting(chair)
    with pytest.raises(ForbiddenError, match="yourself"):
        confirm(lead, seal.version)
    assert lead.procurement.phase is Phase.review

    confirm(chair, seal.version)
    make_anywhere.session.commit()

    assert lead.procurement.phase is Phase.sealed
    rows = make_anywhere.session.exec(select(Requirement)).all()
    assert {row.status for row in rows} == {RequirementStatus.locked}
    frozen = make_anywhere.session.exec(select(Baseline)).one()
    (row,) = seals_of(lead)
    assert row.seal.baseline == frozen.number
    assert row.manifest["edition"] == {"baseline": frozen.number, "digest": frozen.digest}
    assert [each["name"] for each in row.files] == [each.name for each in tender_set(lead)]


def test_another_lead_can_confirm_and_nobody_can_alone(make_anywhere: Make):
    make = make_anywhere
    make.procurement(Phase.review)
    make.judge(make.requirement(make.need([make.quote()])), make.criterion())
    make_sealable(make)
    alone = make.work(make.member(Role.lead))
    with pytest.raises(ForbiddenError):
        propose(alone)
    second = make.work(make.member(Role.lead))
    assert confirm(second, propose(alone).version).confirmed_by == second.member.id


def test_what_is_missing_is_said_in_full(make_anywhere: Make, world: World):
    make_anywhere.requirement(code="KR-050")
    make_anywhere.requirement(code="KR-051")
    with pytest.raises(ForbiddenError, match=r"KR-050.*KR-051"):
        propose(both(make_anywhere, world)[0])
    assert not make_anywhere.session.exec(select(Seal)).all()


def test_a_change_after_the_proposal_lets_it_fall(make_anywhere: Make, world: World):
    lead, chair = both(make_anywhere, world)
    seal = propose(lead)
    world.requirements[0].statement = "The system shall pay all salaries on time."
    make_anywhere.session.commit()

    for work in (lead, chair):
        found = proposal_of(work)
        assert found is not None and found.has_fallen and waiting(work)
    with pytest.raises(ConflictError, match="changed since"):
        confirm(chair, seal.version)
    make_anywhere.session.rollback()
    assert lead.procurement.phase is Phase.review

    confirm(chair, propose(lead).version)
    assert len(seals_of(lead)) == 1


def test_a_proposal_is_withdrawn_by_either_until_it_is_confirmed(make_anywhere: Make, world: World):
    lead, chair = both(make_anywhere, world)
    for work in (lead, chair):
        withdraw_proposal(work, propose(lead).version)
        assert proposal_of(lead) is None
    seal = seal_by_two(lead, chair)
    with pytest.raises(ConflictError):
        withdraw_proposal(lead, seal.version)
    with pytest.raises(ConflictError):
        confirm(chair, seal.version)


def test_a_sealed_document_has_the_same_bytes_each_time(make_anywhere: Make, world: World):
    work = sealed(make_anywhere, world)
    for told in seals_of(work)[0].files:
        first, again = (write(work, told["name"]) for _time in range(2))
        assert first == again and len(first) == told["size"]
        assert hashlib.sha256(first).hexdigest() == told["sha256"]
    assert sealed_bytes(work, "kravspesifikasjon.xlsx") is None


def test_anybody_can_check_the_bundle_with_sha256sum(
    make_anywhere: Make, world: World, tmp_path: Path
):
    work = sealed(make_anywhere, world)
    name, content = sealed_bundle(work, 1)
    assert name == "forseglet-1.zip" and sealed_bundle(work, 1) == (name, content)
    with ZipFile(io.BytesIO(content)) as bundle:
        bundle.extractall(tmp_path)
    told = json.loads((tmp_path / "manifest.json").read_text("utf-8"))
    assert {each["name"] for each in told["files"]} < {each.name for each in tmp_path.iterdir()}
    check = ["sha256sum", "--strict", "--check", "innhold.txt"]
    assert not subprocess.run(check, cwd=tmp_path, capture_output=True, check=False).returncode
    (tmp_path / "svarskjema.docx").write_bytes(b"other")
    assert subprocess.run(check, cwd=tmp_path, capture_output=True, check=False).returncode
    with pytest.raises(NotFoundError):
        sealed_bundle(work, 2)


def test_a_file_that_was_changed_past_kravspor_is_not_handed_over(
    make_anywhere: Make, world: World
):
    work, name = sealed(make_anywhere, world), "prisskjema.xlsx"
    own = col(SealedFile.name) == name
    digest = hashlib.sha256(b"other").hexdigest()
    for values in ({"content": b"other"}, {"content": b"other", "sha256": digest}):
        table = SealedFile.__table__  # type: ignore[attr-defined]
        make_anywhere.session.connection().execute(update(table).where(own).values(**values))
        make_anywhere.session.expire_all()
        with pytest.raises(ConflictError, match=name):
            write(work, name)
        with pytest.raises(ConflictError, match=name):
            sealed_bundle(work, 1)
