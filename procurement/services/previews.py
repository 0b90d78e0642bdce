"""Documents as PDF to be looked at: made by LibreOffice, kept one per document, guarded alike."""

import hashlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sqlmodel import Session, col, select

from procurement.domain import Action, ExportedDocument, Preview, User
from procurement.errors import ForbiddenError, KravsporError, NotFoundError
from procurement.exporting.office import Office, convert
from procurement.exporting.pdf import write_word_as_pdf
from procurement.i18n import gettext as _
from procurement.i18n import language
from procurement.services.baselines import baseline_label
from procurement.services.documents import Document, documents_of
from procurement.services.sealed_files import standing_bytes
from procurement.services.work import Work, now

OURSELVES, LIBREOFFICE = "Kravspor", "LibreOffice"
_OFFICE_FILES = (".docx", ".xlsx")
_DEPENDS_ON_WHO_ASKS = "poengark-"  # with prices or without, by what its maker may see

Tell = Callable[[int], object]


@dataclass(frozen=True)
class Made:
    """What a job made: PDF by document, and why others have none."""

    edition: str
    pdfs: dict[str, tuple[str, bytes]] = field(default_factory=dict)  # name: writer and content
    titles: dict[str, str] = field(default_factory=dict)  # of what was made
    left_out: dict[str, str] = field(default_factory=dict)  # name: one sentence


@dataclass(frozen=True)
class PreviewLine:
    """What is told of a preview without its content."""

    name: str
    edition: str
    made_by: str  # the name of who made it, or the address where there is no such user now
    made_at: datetime
    writer: str
    is_old: bool  # the documents have changed since

    @property
    def is_plain(self) -> bool:
        """Return True for a Word document that Kravspor drew without LibreOffice."""
        return self.writer == OURSELVES and self.name.endswith(".docx")


def open_document(work: Work, name: str) -> Document:
    """Return a document that this person may have now; the guard of all that shows one."""
    for document in documents_of(work):
        if document.name == name:
            if document.closed:
                raise ForbiddenError(document.closed)
            return document
    raise NotFoundError(_("There is no document %(name)s here.", name=name))


def documents_to_preview(work: Work, name: str = "") -> list[str]:
    """Return the names of the document asked for, or of all that are written for Office."""
    if name:
        return [open_document(work, name).name]
    return [
        document.name
        for document in documents_of(work)
        if not document.closed and document.name.endswith(_OFFICE_FILES)
    ]


def edition_now(work: Work) -> str:
    """Return the edition that stands now, as it is kept with a preview."""
    with language(work.procurement.language):
        return baseline_label(work)[:80]


def make_previews(work: Work, names: Sequence[str], office: Office | None, tell: Tell) -> Made:
    """Write documents and turn them into PDF; nothing is stored yet."""
    made, to_convert = Made(edition_now(work)), {}
    for number, name in enumerate(names, 1):
        document = open_document(work, name)
        made.titles[name] = document.title
        try:
            with language(work.procurement.language):
                if name.endswith(_OFFICE_FILES) and office is not None:
                    to_convert[name] = standing_bytes(work, document)
                else:
                    made.pdfs[name] = (OURSELVES, _own_pdf(work, document))
        except KravsporError as error:
            made.left_out[name] = str(error.args[0])
        tell(number)
    if to_convert and office is not None:
        locale = f"{work.procurement.language}-NO"
        found = convert(office, to_convert, locale, lambda done: tell(len(names) + done))
        made.pdfs.update((name, (LIBREOFFICE, content)) for name, content in found.items())
    return made


def _own_pdf(work: Work, document: Document) -> bytes:
    """Return a document as Kravspor itself writes it as PDF: the same report, or a plain copy."""
    stem, _dot, ending = document.name.rpartition(".")
    for other in documents_of(work):
        if other.name == f"{stem}.pdf" and not other.closed:
            return other.write()
    if ending == "docx":
        return write_word_as_pdf(standing_bytes(work, document))
    raise KravsporError(_("LibreOffice must be installed before this can be previewed."))


def keep_previews(work: Work, made: Made) -> None:
    """Keep each PDF in the place of the one before it."""
    before = {
        row.name: row
        for row in work.session.exec(
            select(Preview).where(
                Preview.procurement_id == work.procurement.id, col(Preview.name).in_(made.pdfs)
            )
        )
    }
    for name, (writer, content) in made.pdfs.items():
        new = Preview(
            procurement_id=work.procurement.id,
            name=name,
            edition=made.edition,
            made_by=work.user.email,
            made_at=now(),
            writer=writer,
            content=content,
        )
        row = before.get(name)
        if row is None:
            work.session.add(new)
        else:
            row.sqlmodel_update(new.model_dump(exclude={"id"}))
        work.record(Action.preview_made, name)
    work.session.flush()


def previews_of(work: Work) -> dict[str, PreviewLine]:
    """Return the previews that this person may look at, by document, without reading them."""
    may = {document.name for document in documents_of(work) if not document.closed}
    return {line.name: line for line in _lines(work) if line.name in may}


def _lines(work: Work) -> Iterator[PreviewLine]:
    columns = (Preview.name, Preview.edition, Preview.made_by, Preview.made_at, Preview.writer)
    rows = work.session.exec(
        select(*columns).where(Preview.procurement_id == work.procurement.id)  # type: ignore[call-overload]
    ).all()
    if not rows:
        return
    standing = edition_now(work)
    names = dict(work.session.exec(select(User.email, User.name)).all())
    for name, edition, maker, at, writer in rows:
        if _may_see(work, name, maker):
            known = names.get(maker, maker)
            yield PreviewLine(name, edition, known, at, writer, edition != standing)


def _may_see(work: Work, name: str, maker: str) -> bool:
    """Return False for a score sheet that another made, who may see more than this person."""
    return maker == work.user.email or not name.startswith(_DEPENDS_ON_WHO_ASKS)


def content_of(work: Work, name: str) -> bytes:
    """Return the PDF of a document that this person may have."""
    open_document(work, name)
    row = work.session.exec(
        select(Preview).where(Preview.procurement_id == work.procurement.id, Preview.name == name)
    ).first()
    if row is None or not _may_see(work, name, row.made_by):
        raise NotFoundError(_("There is no preview of %(name)s yet.", name=name))
    return row.content


def file_name(name: str) -> str:
    """Return what the PDF of a document is called when it is taken out."""
    stem, _dot, ending = name.rpartition(".")
    return name if ending == "pdf" else f"{stem}-{ending}.pdf"


def note_taken_out(session: Session, work: Work, name: str, content: bytes) -> None:
    """Remember who took out a preview, with its digest and the edition that it shows."""
    session.add(
        ExportedDocument(
            procurement_id=work.procurement.id,
            at=now(),
            actor=work.user.email,
            name=file_name(name),
            sha256=hashlib.sha256(content).hexdigest(),
            baseline=previews_of(work)[name].edition,
        )
    )
    Work(session, work.procurement, work.member, work.user).record(
        Action.document_exported, file_name(name)
    )
