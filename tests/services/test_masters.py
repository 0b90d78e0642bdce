"""Masters of the buyer's own, on each kind of database."""

from dataclasses import replace

import pytest
from exporting import samples
from exporting.reading import word_texts
from factories import Make
from importing.masters import DELIVERABLE, HOSTILE, saying

from procurement.domain import Phase
from procurement.errors import ConflictError, ForbiddenError, KravsporError, NotFoundError
from procurement.exporting.docx import write_tender_document
from procurement.exporting.views import Fact
from procurement.importing.gate import Kind, Upload
from procurement.services.masters import (
    MasterRefusedError,
    check_master,
    fill_of,
    get_master,
    keep_master,
    master_content,
    masters_of,
    remove_master,
)
from procurement.services.work import Work

LOOPS = "{% for a in facts %}{% for b in facts %}{% for c in facts %}"


@pytest.fixture
def work(make_anywhere: Make) -> Work:
    """Return the lead's work."""
    return make_anywhere.work(make_anywhere.member())


def upload(content: bytes) -> Upload:
    return Upload(Kind.docx, "vår mal.docx", content)


def test_an_own_master_is_kept_used_and_removed(work: Work):
    own = upload(saying("Vår {{ purpose }}"))
    keep_master(work, DELIVERABLE, own, 0)
    work.session.commit()
    row = get_master(work, DELIVERABLE)
    assert row.own is not None and (row.own.file_name, row.version) == ("vår mal.docx", 1)
    assert master_content(work, DELIVERABLE, True) == own.content
    assert master_content(work, DELIVERABLE, False) != own.content
    assert [each.deliverable for each in masters_of(work) if each.own] == [DELIVERABLE]

    view = replace(samples.tender_document(), purpose="A & B < C > \"D\" 'E'")
    assert "Vår A & B < C > \"D\" 'E'" in word_texts(write_tender_document(view, fill_of(work)))

    with pytest.raises(ConflictError):
        remove_master(work, DELIVERABLE, 0)
    remove_master(work, DELIVERABLE, 1)
    work.session.commit()
    with pytest.raises(NotFoundError):
        remove_master(work, DELIVERABLE, 1)


def test_a_procurement_that_was_sealed_meanwhile_keeps_what_it_had(work: Work, make_anywhere: Make):
    make_anywhere.move(Phase.sealed)
    with pytest.raises(ForbiddenError):
        keep_master(work, DELIVERABLE, upload(saying("x")), 0)
    assert get_master(work, DELIVERABLE).own is None


def test_what_is_wrong_is_said_as_a_list():
    with pytest.raises(MasterRefusedError) as caught:
        check_master(DELIVERABLE, upload(HOSTILE["macro"]))
    assert len(caught.value.problems) == 2


def test_a_master_that_is_no_word_document_inside_is_refused_in_one_sentence():
    broken = saying("x").replace(b"PK\x05\x06", b"PK\x05\x07")
    with pytest.raises(KravsporError) as caught:
        check_master(DELIVERABLE, upload(broken))
    assert str(caught.value).endswith(".")


def test_a_master_that_takes_too_long_is_stopped_and_named(work: Work):
    slow = LOOPS + "{% if a.label == 'y' %}x{% endif %}" + "{% endfor %}" * 3
    keep_master(work, DELIVERABLE, upload(saying(slow)), 0)
    view = replace(samples.tender_document(), facts=(Fact("x", "y"),) * 2000)
    with pytest.raises(KravsporError, match=r"vår mal\.docx"):
        write_tender_document(view, fill_of(work))
