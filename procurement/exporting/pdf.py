"""Write the evaluation report as a PDF."""

from procurement.exporting.views import EvaluationReport
from procurement.i18n import language


def write_evaluation_report(view: EvaluationReport) -> bytes:
    """Return the report: summary, table and chart first, then reasons per bid, model and facts."""
    from procurement.exporting.pdf_report import build_report  # brings reportlab, which is heavy

    with language(view.frame.language):
        return build_report(view)
