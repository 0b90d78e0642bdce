"""Write the reports that go out as PDF."""

from procurement.exporting.model_test_view import ModelTestReport
from procurement.exporting.views import EvaluationReport
from procurement.i18n import language


def write_evaluation_report(view: EvaluationReport) -> bytes:
    """Return the report: summary, table and chart first, then reasons per bid, model and facts."""
    from procurement.exporting.pdf_report import build_report  # brings reportlab, which is heavy

    with language(view.frame.language):
        return build_report(view)


def write_word_as_pdf(content: bytes) -> bytes:
    """Return a Word document of ours as PDF, in plain looks."""
    from procurement.exporting.pdf_of_word import build_from_word  # brings docx and reportlab

    return build_from_word(content)


def write_model_test_report(view: ModelTestReport) -> bytes:
    """Return the report: who wins when, the model, what was tried, the checks, who signed."""
    from procurement.exporting.pdf_model_test import build_model_test  # brings reportlab too

    with language(view.frame.language):
        return build_model_test(view)
