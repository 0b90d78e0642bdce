"""Word masters: which are used, fetch one, use one's own, go back to the shipped one."""

from collections.abc import Sequence

from flask import Blueprint, Response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from procurement.access import Permission
from procurement.errors import FieldError
from procurement.i18n import gettext as _
from procurement.importing.gate import Kind, admit
from procurement.services import masters
from procurement.services.work import Work
from procurement.web.download import download
from procurement.web.forms.masters import MasterForm, RemoveMasterForm
from procurement.web.guard import requires
from procurement.web.saved import say_saved

bp = Blueprint("masters", __name__, url_prefix="/anskaffelser/<slug>/dokumenter/maler")


@bp.get("/")
@requires(Permission.read)
def index(work: Work) -> ResponseReturnValue:
    """List the deliverables that have masters, with which is used."""
    return render_template("masters/index.html", rows=masters.masters_of(work))


@bp.get("/<code>/")
@requires(Permission.read)
def show(work: Work, code: str) -> ResponseReturnValue:
    """Show the master of a deliverable, its fields, and where one's own is sent."""
    row = masters.get_master(work, code)
    form = MasterForm(formdata=None)
    form.show_for(row)
    return _page(row, form)


@bp.post("/<code>/")
@requires(Permission.edit_documents)
def give(work: Work, code: str) -> ResponseReturnValue:
    """Use a master of one's own, unless something in it is wrong."""
    row = masters.get_master(work, code)
    form = MasterForm()
    problems: Sequence[str] = ()
    if form.validate_on_submit():
        try:
            sent = request.files["file"]
            upload = admit(sent.stream, sent.filename or "", [Kind.docx])
            work.session.commit()  # nobody who writes must wait for the child that reads
            masters.check_master(code, upload)
            masters.keep_master(work, code, upload, form.seen)
        except masters.MasterRefusedError as error:
            form.show(error)
            problems = error.problems
        except FieldError as error:
            form.show(error)
        else:
            work.session.commit()
            say_saved(_("%(file)s is used from now on.", file=upload.name))
            return redirect(url_for(".show", code=code))
    return _page(row, form, problems), 422


def _page(row: masters.MasterRow, form: MasterForm, problems: Sequence[str] = ()) -> str:
    return render_template("masters/show.html", row=row, form=form, problems=problems)


@bp.get("/<code>/mal.docx")
@requires(Permission.read)
def file(work: Work, code: str) -> Response:
    """Hand over the master that is used, or the shipped one where that is asked for."""
    row = masters.get_master(work, code)
    own = row.own is not None and request.args.get("which") != "shipped"
    name = f"{code}-egen-mal.docx" if own else f"{code}-mal.docx"
    return download(masters.master_content(work, code, own), name)


@bp.route("/<code>/fjern", methods=["GET", "POST"])
@requires(Permission.edit_documents)
def remove(work: Work, code: str) -> ResponseReturnValue:
    """Ask once, then use the shipped master again."""
    row = masters.get_master(work, code)
    form = RemoveMasterForm()
    if form.validate_on_submit():
        masters.remove_master(work, code, form.seen)
        work.session.commit()
        say_saved(_("The master from Kravspor is used again."))
        return redirect(url_for(".show", code=code))
    form.show_for(row)
    return render_template("masters/remove.html", row=row, form=form)
