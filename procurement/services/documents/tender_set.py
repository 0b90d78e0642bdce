"""The set that goes out together: which of the documents belong to it."""

from procurement.services.documents import Document, documents_of
from procurement.services.work import Work

_NAMES = (
    "konkurransegrunnlag.docx",
    "kravspesifikasjon.docx",
    "svarskjema.xlsx",
    "svarskjema.docx",
    "prisskjema.xlsx",
)


def tender_set(work: Work) -> list[Document]:
    """Return the documents that go out with the notice, in the order of the annexes."""
    documents = {document.name: document for document in documents_of(work)}
    return [documents[name] for name in _NAMES if name in documents]
