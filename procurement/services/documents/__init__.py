"""Documents that are handed out: which there are, who may have them, and writing them."""

import hashlib

from sqlmodel import Session

from procurement.domain import Action, ExportedDocument
from procurement.errors import ForbiddenError, NotFoundError
from procurement.i18n import gettext as _
from procurement.i18n import language
from procurement.services.baselines import baseline_label
from procurement.services.documents.judging import judging
from procurement.services.documents.offer import Document
from procurement.services.documents.reviewing import (
    changes,
    documents_of_round,
    model_test,
    rounds,
    tracing,
)
from procurement.services.documents.tender_set import internal_documents, tender_set
from procurement.services.sealed_files import sealed_bytes
from procurement.services.work import Work, now

__all__ = ["Document", "documents_of", "documents_of_round", "groups_of", "note_export", "write"]


def documents_of(work: Work) -> list[Document]:
    """Return the documents of a procurement: the set, and then the others by their use."""
    others = [document for _heading, documents in groups_of(work) for document in documents]
    return [*tender_set(work), *others]


def groups_of(work: Work) -> list[tuple[str, list[Document]]]:
    """Return the documents that do not go out with the notice, by their use."""
    groups = [
        (_("For the protocol"), internal_documents(work)),
        (_("Requirements and traces"), tracing(work)),
        (_("Hearing and market dialogue"), rounds(work)),
        (_("Changes"), changes(work)),
        (_("The evaluation model"), model_test(work)),
        (_("Evaluation"), judging(work)),
    ]
    return [(heading, documents) for heading, documents in groups if documents]


def write(work: Work, name: str) -> bytes:
    """Write a document in the language of the procurement; a sealed one is handed over as it is."""
    held = sealed_bytes(work, name)
    if held is not None:
        return held
    with language(work.procurement.language):
        for document in documents_of(work):
            if document.name == name:
                if document.closed:
                    raise ForbiddenError(document.closed)
                return document.write()
    raise NotFoundError(_("There is no document %(name)s here.", name=name))


def note_export(session: Session, work: Work, name: str, content: bytes) -> None:
    """Remember who took out which document, with its digest."""
    session.add(
        ExportedDocument(
            procurement_id=work.procurement.id,
            at=now(),
            actor=work.user.email,
            name=name,
            sha256=hashlib.sha256(content).hexdigest(),
            baseline=baseline_label(work)[:80],
        )
    )
    Work(session, work.procurement, work.member, work.user).record(Action.document_exported, name)
