"""The set that goes out together: which documents belong to it, by procedure and contract."""

from collections.abc import Callable, Mapping
from functools import partial

from procurement.access import Permission
from procurement.catalogue.document_set import Contract, Member, load_document_sets
from procurement.exporting import docx
from procurement.exporting.annex_view import write_annex
from procurement.exporting.answer_document import write_answer_document
from procurement.exporting.answer_sheet import write_answer_form
from procurement.exporting.price_sheet import write_price_form
from procurement.i18n import current_language
from procurement.i18n import gettext as _
from procurement.services.documents.annexes import annex_document
from procurement.services.documents.answers import answer_form
from procurement.services.documents.offer import Document
from procurement.services.documents.prices import price_form
from procurement.services.documents.protocol import protocol_parts
from procurement.services.documents.tender import specification, tender_document
from procurement.services.masters import fill_of
from procurement.services.work import Work

_WRITERS: Mapping[str, Callable[[Work], bytes]] = {  # all others are annexes with a master
    "konkurransegrunnlag.docx": lambda work: docx.write_tender_document(
        tender_document(work), fill_of(work)
    ),
    "kravspesifikasjon.docx": lambda work: docx.write_specification(
        specification(work), fill_of(work)
    ),
    "svarskjema.xlsx": lambda work: write_answer_form(answer_form(work)),
    "svarskjema.docx": lambda work: write_answer_document(answer_form(work), fill_of(work)),
    "prisskjema.xlsx": lambda work: write_price_form(price_form(work)),
}


def tender_set(work: Work) -> list[Document]:
    """Return the documents that go out with the notice, in the order of the annexes."""
    return [
        document
        for member in members_of(work)
        if member.document.handed_out
        for document in documents_of_member(work, member)
    ]


def internal_documents(work: Work) -> list[Document]:
    """Return the documents of the set that stay with the buyer."""
    return [
        document
        for member in members_of(work)
        if not member.document.handed_out
        for document in documents_of_member(work, member)
    ]


def members_of(work: Work) -> tuple[Member, ...]:
    """Return the documents of the procedure and the annexes of the contract, as data."""
    here = work.procurement
    return load_document_sets().members(str(here.procedure), here.contract_type)


def contract_of(work: Work) -> Contract:
    """Return the annexes of the contract, with what has been checked of them."""
    return load_document_sets().contract(work.procurement.contract_type)


def annex_label(member: Member) -> str:
    """Return what an annex is called before its title; nothing for what is no annex."""
    if member.annex is None:
        return ""
    number = member.annex.number
    return _("Annex %(number)s", number=number) if number else _("Annex")


def title_of(member: Member) -> str:
    """Return the title of a document of the set, with its annex."""
    title = member.title.in_language(current_language())
    before = annex_label(member)
    return f"{before}: {title}" if before else title


def documents_of_member(work: Work, member: Member) -> list[Document]:
    """Return a document of the set in each of its formats."""
    text = member.document.text.in_language(current_language())
    closed = _closed(work, member)
    return [
        Document(
            name,
            title_of(member),
            text,
            partial(_write, work, member, name),
            closed,
            member.document.role,
        )
        for name in member.document.files
    ]


def _closed(work: Work, member: Member) -> str:
    if member.document.handed_out or work.may(Permission.read_log):
        return ""
    return _("Only for those who lead or watch over the procurement.")


def _write(work: Work, member: Member, name: str) -> bytes:
    writer = _WRITERS.get(name)
    if writer is not None:
        return writer(work)
    parts = protocol_parts(work) if member.document.role == "protocol" else ()
    view = annex_document(work, member, (title_of(member), _unverified(work, member)), parts)
    return write_annex(member.document.folder, view, fill_of(work))


def _unverified(work: Work, member: Member) -> str:
    """Return what has not been checked of an annex, or nothing for one that has been."""
    if member.annex is None or member.annex.verified:
        return ""
    return contract_of(work).note.in_language(current_language())
