"""Documents that are handed out: which there are, who may have them, and writing them."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass

from sqlmodel import Session, col, select

from procurement.access import Permission
from procurement.domain import (
    Action,
    Assignment,
    ExportedDocument,
    Membership,
    Phase,
    RoundKind,
    User,
)
from procurement.domain.labels import label
from procurement.errors import ForbiddenError, NotFoundError
from procurement.exporting import disposition, docx, pdf, scoresheet, xlsx
from procurement.exporting.answer_document import write_answer_document
from procurement.exporting.answer_sheet import write_answer_form
from procurement.exporting.comment_form import write_comment_form
from procurement.exporting.model_test_document import write_model_test_document
from procurement.exporting.price_sheet import write_price_form
from procurement.exporting.traceability import write_traceability
from procurement.i18n import gettext as _
from procurement.i18n import language
from procurement.services.addenda import published_addenda
from procurement.services.baselines import baseline_label, newest_baseline
from procurement.services.documents.addendum import addendum_view
from procurement.services.documents.answers import answer_form
from procurement.services.documents.change_log import change_log, latest_changes
from procurement.services.documents.hearing import comment_form, disposition_matrix
from procurement.services.documents.model_test import model_test_report
from procurement.services.documents.prices import price_form
from procurement.services.documents.report import evaluation_report
from procurement.services.documents.scores import agreed_sheet, score_sheet, why_no_sheet
from procurement.services.documents.tender import specification, tender_document
from procurement.services.documents.traceability import traceability
from procurement.services.review.rounds import RoundRow, list_rounds
from procurement.services.sealed_files import sealed_bytes
from procurement.services.work import Work, now


@dataclass(frozen=True)
class Document:
    """A document on offer; `closed` says why it cannot be had now."""

    name: str
    title: str
    text: str
    write: Callable[[], bytes]
    closed: str = ""


def documents_of(work: Work) -> list[Document]:
    """Return the documents of a procurement in the order in which they are needed."""
    return [
        *_tender(work),
        *_forms(work),
        *_rounds(work),
        *addendum_documents(work),
        _change_log(work),
        *_model_test(work),
        *_score_sheets(work),
        _agreed(work),
        _report(work),
    ]


def _tender(work: Work) -> list[Document]:
    return [
        Document(
            "konkurransegrunnlag.docx",
            _("Procurement documents, main part"),
            _("What is bought, how the competition runs, and how bids are evaluated."),
            lambda: docx.write_tender_document(tender_document(work)),
        ),
        Document(
            "kravspesifikasjon.docx",
            _("Requirement specification"),
            _("All requirements by chapter, ready to be attached."),
            lambda: docx.write_specification(specification(work)),
        ),
        Document(
            "kravspesifikasjon.xlsx",
            _("Requirement specification"),
            _("The same requirements as a table, with the needs that they answer."),
            lambda: xlsx.write_specification(specification(work)),
        ),
        Document(
            "sporingsmatrise.xlsx",
            _("Traceability matrix"),
            _("Every link from need to requirement with its reason, gaps first, and as a matrix."),
            lambda: write_traceability(traceability(work)),
        ),
    ]


def _rounds(work: Work) -> list[Document]:
    return [
        document
        for row in reversed(list_rounds(work))
        for document in documents_of_round(work, row)
    ]


def documents_of_round(work: Work, row: RoundRow) -> list[Document]:
    """Return the comments of a round in both formats, and the form while others are asked."""
    number, name = row.round.number, row.round.name
    title = _("Comments and answers: %(round)s", round=name)
    documents = [
        Document(
            f"merknader-runde-{number}.docx",
            title,
            _("Each comment with what became of it and the answer, to be sent out."),
            lambda: docx.write_disposition_matrix(disposition_matrix(work, row)),
        ),
        Document(
            f"merknader-runde-{number}.xlsx",
            title,
            _("The same comments as a table."),
            lambda: disposition.write_disposition_matrix(disposition_matrix(work, row)),
        ),
    ]
    if row.is_open and row.round.kind != RoundKind.internal:
        form = Document(
            f"merknadsskjema-runde-{number}.xlsx",
            _("Comment form: %(round)s", round=name),
            _("All requirements with a column to comment in. It can be read back."),
            lambda: write_comment_form(comment_form(work, row)),
        )
        documents.append(form)
    return documents


def _forms(work: Work) -> list[Document]:
    return [
        Document(
            "svarskjema.xlsx",
            _("Form for answers"),
            _("The supplier answers each requirement here; the file is read back by Kravspor."),
            lambda: write_answer_form(answer_form(work)),
        ),
        Document(
            "svarskjema.docx",
            _("Form for answers"),
            _("The same questions as a Word document, for suppliers who prefer that."),
            lambda: write_answer_document(answer_form(work)),
        ),
        Document(
            "prisskjema.xlsx",
            _("Price form"),
            _("The supplier writes unit prices here and sees the evaluated price."),
            lambda: write_price_form(price_form(work)),
        ),
    ]


def _change_log(work: Work) -> Document:
    return Document(
        "endringslogg.docx",
        _("Change log"),
        _("What changed between the two newest baselines, word by word."),
        lambda: docx.write_change_log(change_log(work, latest_changes(work))),
        "" if newest_baseline(work) else _("Opens when the first baseline is made."),
    )


def addendum_documents(work: Work) -> list[Document]:
    """Return the addenda that have gone out, newest first."""
    return [
        Document(
            f"tilleggsinformasjon-{addendum.number}.docx",
            _("Addendum %(number)s", number=addendum.number),
            addendum.title,
            lambda addendum=addendum: docx.write_addendum(addendum_view(work, addendum)),  # type: ignore[misc]
        )
        for addendum in published_addenda(work)
    ]


def _model_test(work: Work) -> list[Document]:
    return [
        Document(
            "modelltest.pdf",
            _("Model test report"),
            _("Who wins when, what the checks found, and who stands behind the model."),
            lambda: pdf.write_model_test_report(model_test_report(work)),
        ),
        Document(
            "modelltest.docx",
            _("Model test report"),
            _("The same report as a Word document."),
            lambda: write_model_test_document(model_test_report(work)),
        ),
    ]


def _score_sheets(work: Work) -> list[Document]:
    rows = work.session.exec(
        select(Membership, User)
        .join(User)
        .where(Membership.procurement_id == work.procurement.id)
        .where(col(Membership.id).in_(select(Assignment.membership_id)))
        .order_by(User.email)
    )
    documents = []
    for member, user in rows:
        mine = member.id == work.member.id
        may = Permission.read_own_scores if mine else Permission.read_all_scores
        documents.append(
            Document(
                f"poengark-{user.email.partition('@')[0]}.xlsx",
                _("Score sheet for %(name)s", name=user.name),
                _("Points and reasons of one evaluator, with formulas that give the total."),
                lambda member=member, user=user: scoresheet.write_score_sheet(  # type: ignore[misc]
                    score_sheet(work, member, user)
                ),
                _closed(work, may) or why_no_sheet(work),
            )
        )
    return documents


def _agreed(work: Work) -> Document:
    return Document(
        "poengark-samlet.xlsx",
        _("Score sheet with the agreed points"),
        _("The points that the evaluators agreed on; its total is the result."),
        lambda: scoresheet.write_score_sheet(agreed_sheet(work)),
        _closed(work, Permission.read_result) or why_no_sheet(work),
    )


def _report(work: Work) -> Document:
    return Document(
        "evalueringsrapport.pdf",
        _("Evaluation report"),
        _("Who wins, by how much, and the reasons, as PDF."),
        lambda: pdf.write_evaluation_report(evaluation_report(work)),
        _closed(work, Permission.read_result),
    )


def _closed(work: Work, permission: Permission) -> str:
    if work.may(permission):
        return ""
    if not work.procurement.phase.has_reached(Phase.bids_in):
        return _("Opens when the bids are in.")
    return _(
        "Not open to %(role)s in the phase %(phase)s.",
        role=label(work.member.role),
        phase=label(work.procurement.phase),
    )


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
