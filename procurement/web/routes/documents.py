"""Documents: what can be handed out, and to whom."""

from flask import Blueprint, Response, render_template
from flask.typing import ResponseReturnValue

from procurement.access import Permission
from procurement.services.baselines import baseline_label
from procurement.services.documents import documents_of, note_export, write
from procurement.services.previews import previews_of
from procurement.services.quality import Severity, findings_of
from procurement.services.work import Work
from procurement.web.download import download
from procurement.web.guard import database, requires

bp = Blueprint("documents", __name__, url_prefix="/anskaffelser/<slug>/dokumenter")


@bp.get("/")
@requires(Permission.read)
def index(work: Work) -> ResponseReturnValue:
    """List the documents with what is missing before they go out."""
    return render_template(
        "documents/index.html",
        documents=documents_of(work),
        missing=findings_of(work, Severity.error),
        baseline=baseline_label(work),
        previews=previews_of(work),
    )


@bp.get("/<name>")
@requires(Permission.read)
def show(work: Work, name: str) -> Response:
    """Write a document and hand it over."""
    content = write(work, name)
    with database().transaction() as writer:
        note_export(writer, work, name, content)
    return download(content, name)
