"""Documents of the evaluation: score sheets and the report."""

from sqlmodel import col, select

from procurement.access import Permission
from procurement.domain import Assignment, Membership, User
from procurement.exporting import pdf, scoresheet
from procurement.i18n import gettext as _
from procurement.services.documents.offer import Document, closed_for
from procurement.services.documents.report import evaluation_report
from procurement.services.documents.scores import agreed_sheet, score_sheet, why_no_sheet
from procurement.services.work import Work


def judging(work: Work) -> list[Document]:
    """Return the sheet of each evaluator, the agreed one, and the report."""
    no_sheet = why_no_sheet(work)
    agreed = Document(
        "poengark-samlet.xlsx",
        _("Score sheet with the agreed points"),
        _("The points that the evaluators agreed on; its total is the result."),
        lambda: scoresheet.write_score_sheet(agreed_sheet(work)),
        closed_for(work, Permission.read_result) or no_sheet,
    )
    report = Document(
        "evalueringsrapport.pdf",
        _("Evaluation report"),
        _("Who wins, by how much, and the reasons, as PDF."),
        lambda: pdf.write_evaluation_report(evaluation_report(work)),
        closed_for(work, Permission.read_result),
    )
    return [*_score_sheets(work, no_sheet), agreed, report]


def _score_sheets(work: Work, no_sheet: str) -> list[Document]:
    rows = work.session.exec(
        select(Membership, User)
        .join(User)
        .where(Membership.procurement_id == work.procurement.id)
        .where(col(Membership.id).in_(select(Assignment.membership_id)))
        .order_by(User.email)
    )
    return [_score_sheet(work, member, user, no_sheet) for member, user in rows]


def _score_sheet(work: Work, member: Membership, user: User, no_sheet: str) -> Document:
    mine = member.id == work.member.id
    may = Permission.read_own_scores if mine else Permission.read_all_scores
    return Document(
        f"poengark-{user.email.partition('@')[0]}.xlsx",
        _("Score sheet for %(name)s", name=user.name),
        _("Points and reasons of one evaluator, with formulas that give the total."),
        lambda: scoresheet.write_score_sheet(score_sheet(work, member, user)),
        closed_for(work, may) or no_sheet,
    )
