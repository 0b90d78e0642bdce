"""Previews: make a document into PDF, follow how far it is, look at its pages, take it out."""

from typing import cast
from uuid import UUID

from flask import Blueprint, Response, current_app, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from procurement.access import Permission
from procurement.errors import NotFoundError
from procurement.exporting.office import Office
from procurement.exporting.pdf_images import can_show_pages, page_picture, page_sizes
from procurement.i18n import current_language
from procurement.i18n import gettext as _
from procurement.services.preview_jobs import Order, preview_job
from procurement.services.previews import (
    content_of,
    documents_to_preview,
    file_name,
    note_taken_out,
    open_document,
    previews_of,
)
from procurement.services.runs import PATIENCE, Run, Runs
from procurement.services.work import Work
from procurement.web.download import download
from procurement.web.guard import database, only_reads, requires, wants_part

bp = Blueprint("previews", __name__, url_prefix="/anskaffelser/<slug>/dokumenter")


@bp.post("/forhaandsvis")
@only_reads
@requires(Permission.read)
def start(work: Work) -> ResponseReturnValue:
    """Begin to make previews of one document or all; quick ones are done at once."""
    name = request.form.get("name", "")
    order = Order(
        work.procurement.slug, work.user.id, documents_to_preview(work, name), current_language()
    )
    run = Run(_owner_of(work), {"name": name}, order.steps)
    _runs().start(run, preview_job(database(), order, _office()))
    run.finished.wait(PATIENCE)
    if name and run.state == "done" and not run.outcome.left_out:
        return redirect(url_for(".show", name=name))
    return redirect(url_for(".index", run=run.identity))


@bp.get("/forhaandsvisninger")
@requires(Permission.read)
def index(work: Work) -> ResponseReturnValue:
    """Show how far the previews are, and which came of it."""
    run = _runs().find(request.args.get("run", ""), _owner_of(work))
    if wants_part() and request.args.get("part") == "run":
        if run is None:
            raise NotFoundError(_("These previews are not kept any more. Start again."))
        return render_template("previews/_run.html", run=run)
    return render_template("previews/index.html", run=run)


@bp.post("/forhaandsvisninger/stopp")
@only_reads
@requires(Permission.read)
def stop(work: Work) -> ResponseReturnValue:
    """Stop making previews; nothing of them is stored."""
    run = _runs().find(request.form.get("run", ""), _owner_of(work))
    if run is None:
        raise NotFoundError(_("These previews are not kept any more. Start again."))
    run.stopping.set()
    run.finished.wait(PATIENCE)
    return redirect(url_for(".index", run=run.identity))


@bp.get("/<name>/forhaandsvisning")
@requires(Permission.read)
def show(work: Work, name: str) -> ResponseReturnValue:
    """Show the pages of the newest preview, or offer to make it."""
    document = open_document(work, name)
    preview = previews_of(work).get(name)
    return render_template(
        "previews/show.html",
        document=document,
        preview=preview,
        sizes=page_sizes(content_of(work, name)) if preview else [],
        drawn=can_show_pages(),
    )


@bp.get("/<name>/forhaandsvisning/side/<int:number>")
@requires(Permission.read)
def page(work: Work, name: str, number: int) -> Response:
    """Draw one page."""
    return Response(page_picture(content_of(work, name), number), mimetype="image/png")


@bp.get("/<name>/forhaandsvisning/fil")
@requires(Permission.read)
def file(work: Work, name: str) -> Response:
    """Hand over the preview as PDF."""
    content = content_of(work, name)
    with database().transaction() as writer:
        note_taken_out(writer, work, name, content)
    return download(content, file_name(name))


def _runs() -> Runs:
    return cast(Runs, current_app.extensions["preview_runs"])


def _office() -> Office | None:
    return cast("Office | None", current_app.extensions["office"])


def _owner_of(work: Work) -> tuple[UUID, UUID]:
    return work.procurement.id, work.user.id
