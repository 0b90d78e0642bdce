"""Addenda: list, write, preview and publish."""

from flask import Blueprint, Response, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from procurement.access import Permission
from procurement.domain import Addendum
from procurement.errors import ConflictError, FieldError
from procurement.exporting import docx
from procurement.i18n import gettext as _
from procurement.i18n import language
from procurement.services import addenda
from procurement.services.addendum_check import answer_rows, material_signs
from procurement.services.documents.addendum import addendum_view
from procurement.services.masters import fill_of
from procurement.services.publishing import publish_addendum
from procurement.services.work import Work
from procurement.web.download import download
from procurement.web.forms.addenda import AddendumForm, PublishForm, shown_deadline
from procurement.web.forms.kinds import typed, whole_number
from procurement.web.forms.sealing import SealForm
from procurement.web.guard import requires
from procurement.web.saved import say_saved

bp = Blueprint("addenda", __name__, url_prefix="/anskaffelser/<slug>/tilleggsinformasjon")


@bp.get("/")
@requires(Permission.read)
def index(work: Work) -> ResponseReturnValue:
    """List the addenda."""
    return render_template("addenda/index.html", addenda=addenda.addenda_of(work))


@bp.route("/ny", methods=["GET", "POST"])
@requires(Permission.edit_addenda)
def new(work: Work) -> ResponseReturnValue:
    """Begin an addendum."""
    form = AddendumForm()
    if form.validate_on_submit():
        try:
            made = addenda.make_addendum(work, form.draft)
        except FieldError as error:
            form.show(error)
        else:
            work.session.commit()
            say_saved()
            return redirect(url_for(".show", number=made.number))
    page = render_template("addenda/edit.html", form=form, addendum=None)
    return page, 422 if form.errors else 200


@bp.get("/<number>")
@requires(Permission.read)
def show(work: Work, number: str) -> ResponseReturnValue:
    """Show an addendum with old and new text of what it changes."""
    addendum = addenda.get_addendum(work, whole_number(number))
    rows = addenda.changes_of(work, addendum)
    is_open = addendum.published_at is None
    return render_template(
        "addenda/show.html",
        addendum=addendum,
        groups=addenda.by_requirement(rows),
        codes=answer_rows(rows),
        signs=material_signs(work, addendum, rows) if is_open else [],
        standing=addenda.deadline_for_tenders(work),
        may_edit=is_open and work.may(Permission.edit_addenda),
        form=SealForm(),
    )


def draft_of(work: Work, number: str) -> Addendum:
    """Return an addendum that can still be changed."""
    addendum = addenda.get_addendum(work, whole_number(number))
    addenda.refuse_published(addendum)
    return addendum


@bp.route("/<number>/rediger", methods=["GET", "POST"])
@requires(Permission.edit_addenda)
def edit(work: Work, number: str) -> ResponseReturnValue:
    """Change what a draft says."""
    addendum = draft_of(work, number)
    form = AddendumForm(
        title=addendum.title,
        text=addendum.text,
        deadline=shown_deadline(addendum.deadline),
        why_material=addendum.why_material,
        version=addendum.version,
    )
    if form.validate_on_submit():
        try:
            addenda.edit_addendum(work, addendum, form.draft, whole_number(form.version.data))
        except FieldError as error:
            form.show(error)
        except ConflictError as error:
            form.show(FieldError("text", str(error)))
        else:
            work.session.commit()
            say_saved()
            return redirect(url_for(".show", number=addendum.number))
    page = render_template("addenda/edit.html", form=form, addendum=addendum)
    return page, 422 if form.errors else 200


@bp.route("/<number>/slett", methods=["GET", "POST"])
@requires(Permission.edit_addenda)
def remove(work: Work, number: str) -> ResponseReturnValue:
    """Ask once, then delete a draft."""
    addendum = draft_of(work, number)
    form = SealForm(version=addendum.version)
    if form.validate_on_submit():
        addenda.remove_addendum(work, addendum, whole_number(form.version.data))
        work.session.commit()
        say_saved(_("The draft is deleted."))
        return redirect(url_for(".index"))
    return render_template("addenda/remove.html", form=form, addendum=addendum)


@bp.route("/<number>/publiser", methods=["GET", "POST"])
@requires(Permission.edit_addenda)
def publish(work: Work, number: str) -> ResponseReturnValue:
    """Ask once, then publish a draft."""
    addendum = draft_of(work, number)
    rows = addenda.changes_of(work, addendum)
    signs = material_signs(work, addendum, rows)
    form = PublishForm(version=addendum.version, why_material=addendum.why_material)
    if form.validate_on_submit():
        seen, why = whole_number(form.version.data), typed(form.why_material)
        try:
            publish_addendum(work, addendum, seen, why)
        except FieldError as error:
            if error.field not in form:
                raise
            form.show(error)
            work.session.rollback()
        else:
            work.session.commit()
            say_saved(_("Addendum %(number)s is published.", number=number))
            return redirect(url_for(".show", number=number))
    page = render_template(
        "addenda/publish.html",
        form=form,
        addendum=addendum,
        groups=addenda.by_requirement(rows),
        codes=answer_rows(rows),
        signs=signs,
    )
    return page, 422 if form.errors else 200


@bp.get("/<number>/utkast.docx")
@requires(Permission.change_phase)
def preview(work: Work, number: str) -> Response:
    """Hand over a draft as it would read in Word."""
    addendum = draft_of(work, number)
    with language(work.procurement.language):
        content = docx.write_addendum(addendum_view(work, addendum), fill_of(work))
    return download(content, f"utkast-tilleggsinformasjon-{addendum.number}.docx")
