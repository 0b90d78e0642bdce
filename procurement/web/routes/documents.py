"""Documents: what can be handed out, and to whom."""

from flask import Blueprint, Response, render_template
from flask.typing import ResponseReturnValue

from procurement.access import Permission
from procurement.services.documents import groups_of, note_export, write
from procurement.services.documents.archive import ARCHIVE, set_archive
from procurement.services.documents.completeness import shortcomings_of
from procurement.services.documents.overview import edition_of, set_rows
from procurement.services.documents.tender_set import contract_of
from procurement.services.previews import previews_of
from procurement.services.work import Work
from procurement.web.download import download
from procurement.web.guard import database, requires

bp = Blueprint("documents", __name__, url_prefix="/anskaffelser/<slug>/dokumenter")


@bp.get("/")
@requires(Permission.read)
def index(work: Work) -> ResponseReturnValue:
    """List the set with what is missing before it goes out, and the other documents."""
    missing = shortcomings_of(work)
    return render_template(
        "documents/index.html",
        procurement=work.procurement,
        contract=contract_of(work),
        rows=set_rows(work, missing),
        missing=missing,
        groups=groups_of(work),
        edition=edition_of(work),
        previews=previews_of(work),
    )


@bp.get(f"/{ARCHIVE}")
@requires(Permission.read)
def archive(work: Work) -> Response:
    """Write the whole set and hand it over as one file."""
    return _handed_over(work, ARCHIVE, set_archive(work))


@bp.get("/<name>")
@requires(Permission.read)
def show(work: Work, name: str) -> Response:
    """Write a document and hand it over."""
    return _handed_over(work, name, write(work, name))


def _handed_over(work: Work, name: str, content: bytes) -> Response:
    with database().transaction() as writer:
        note_export(writer, work, name, content)
    return download(content, name)
