"""Documents of the work before the notice: traces, rounds, changes, and the model test."""

from procurement.domain import RoundKind
from procurement.exporting import disposition, docx, pdf, xlsx
from procurement.exporting.comment_form import write_comment_form
from procurement.exporting.model_test_document import write_model_test_document
from procurement.exporting.traceability import write_traceability
from procurement.i18n import gettext as _
from procurement.services.addenda import published_addenda
from procurement.services.baselines import newest_baseline
from procurement.services.documents.addendum import addendum_view
from procurement.services.documents.change_log import change_log, latest_changes
from procurement.services.documents.hearing import comment_form, disposition_matrix
from procurement.services.documents.model_test import model_test_report
from procurement.services.documents.offer import Document
from procurement.services.documents.tender import specification
from procurement.services.documents.traceability import traceability
from procurement.services.masters import fill_of
from procurement.services.review.rounds import RoundRow, list_rounds
from procurement.services.work import Work


def tracing(work: Work) -> list[Document]:
    """Return the specification with its needs, and the matrix of traces."""
    return [
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


def rounds(work: Work) -> list[Document]:
    """Return the documents of every round, the newest first."""
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
            lambda: docx.write_disposition_matrix(disposition_matrix(work, row), fill_of(work)),
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


def changes(work: Work) -> list[Document]:
    """Return what changed between the two newest baselines, and the addenda."""
    return [
        Document(
            "endringslogg.docx",
            _("Change log"),
            _("What changed between the two newest baselines, word by word."),
            lambda: docx.write_change_log(change_log(work, latest_changes(work)), fill_of(work)),
            "" if newest_baseline(work) else _("Opens when the first baseline is made."),
        ),
        *addendum_documents(work),
    ]


def addendum_documents(work: Work) -> list[Document]:
    """Return the addenda that have gone out, newest first."""
    return [
        Document(
            f"tilleggsinformasjon-{addendum.number}.docx",
            _("Addendum %(number)s", number=addendum.number),
            addendum.title,
            lambda addendum=addendum: docx.write_addendum(  # type: ignore[misc]
                addendum_view(work, addendum), fill_of(work)
            ),
        )
        for addendum in published_addenda(work)
    ]


def model_test(work: Work) -> list[Document]:
    """Return the report of the model test in both formats."""
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
            lambda: write_model_test_document(model_test_report(work), fill_of(work)),
        ),
    ]
