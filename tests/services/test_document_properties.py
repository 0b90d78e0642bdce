"""No person is named in the properties of a document: not by us, not by a library."""

import re
import shutil
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from pypdf import PdfReader
from sqlmodel import Session, select

from procurement.db import Database
from procurement.domain import Membership, Procurement, Role, User
from procurement.i18n import language
from procurement.services.demonstration import load_demonstration
from procurement.services.documents import documents_of
from procurement.services.work import Work

_OPEN_TO = {"helgeland-erp": Role.chair, "helgeland-erp-utkast": Role.lead}
_NAMED = re.compile(r"<(?:\w+:)?(creator|lastModifiedBy|Manager|Company)\b[^>]*>([^<]+)<")


@pytest.fixture(scope="module")
def written(
    migrated_file: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[dict[str, bytes], set[str], str]]:
    """Return every document of the demonstration once, all people there are, and the buyer."""
    file = tmp_path_factory.mktemp("demonstration") / "kravspor.db"
    shutil.copyfile(migrated_file, file)
    database = Database(f"sqlite:///{file}")
    with database.transaction() as session:
        load_demonstration(session)
    with database.read() as session:
        documents: dict[str, bytes] = {}
        for slug, role in _OPEN_TO.items():
            work = work_in(session, slug, role)
            for document in documents_of(work):
                if not document.closed and document.name not in documents:
                    with language(work.procurement.language):
                        documents[document.name] = document.write()
        people = {text for user in session.exec(select(User)) for text in (user.name, user.email)}
        yield documents, people, work.procurement.buyer
    database.dispose()


def work_in(session: Session, slug: str, role: Role) -> Work:
    found = session.exec(
        select(Procurement, Membership, User)
        .where(Procurement.slug == slug, Membership.procurement_id == Procurement.id)
        .where(Membership.user_id == User.id, Membership.role == role)
    ).first()
    assert found is not None
    procurement, member, user = found
    return Work(session, procurement, member, user)


def properties_of(content: bytes) -> str:
    """Return all that a file says about itself, as text."""
    if content.startswith(b"%PDF-"):
        return "".join(
            f"<{k}>{v}</{k}>" for k, v in (PdfReader(BytesIO(content)).metadata or {}).items()
        )
    with ZipFile(BytesIO(content)) as parts:
        names = [name for name in parts.namelist() if name.startswith("docProps/")]
        assert "docProps/core.xml" in names
        return "".join(parts.read(name).decode() for name in names)


def test_the_buyer_is_the_author_and_nobody_else_is_named(
    written: tuple[dict[str, bytes], set[str], str],
):
    documents, people, buyer = written
    assert {name.rpartition(".")[2] for name in documents} == {"docx", "xlsx", "pdf"}
    assert len(documents) > 15 and len(people) > 6

    for name, content in documents.items():
        said = properties_of(content)
        assert buyer in said, name
        assert not [person for person in people if person in said], name
        assert {value for _kind, value in _NAMED.findall(said)} <= {buyer}, name


def test_no_change_or_remark_in_a_document_has_a_name(
    written: tuple[dict[str, bytes], set[str], str],
):
    for name, content in written[0].items():
        if content.startswith(b"PK"):
            with ZipFile(BytesIO(content)) as parts:
                for part in parts.namelist():
                    assert "comments" not in part.lower(), (name, part)
                    assert b"w:author=" not in parts.read(part), (name, part)
