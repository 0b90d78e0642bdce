"""The buyer's colour and logo for the documents."""

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from procurement.access import Permission
from procurement.errors import FieldError
from procurement.importing.logo import logo_in
from procurement.services.house_style import save_style, style_of
from procurement.services.work import Work
from procurement.web.forms.house_style import HouseStyleForm
from procurement.web.guard import requires
from procurement.web.saved import say_saved

bp = Blueprint("house_style", __name__, url_prefix="/anskaffelser/<slug>/dokumenter/husstil")


@bp.get("/")
@requires(Permission.edit_documents)
def edit(work: Work) -> ResponseReturnValue:
    """Show the colour and the logo that documents get."""
    held = style_of(work)
    form = HouseStyleForm(formdata=None)
    form.show_held(held)
    return render_template("masters/style.html", form=form, held=held)


@bp.post("/")
@requires(Permission.edit_documents)
def save(work: Work) -> ResponseReturnValue:
    """Save the colour and the logo."""
    form = HouseStyleForm()
    if form.validate_on_submit():
        try:
            sent = request.files.get("file")
            chosen = sent if sent is not None and sent.filename else None
            work.session.commit()  # nobody who writes must wait for the child that reads
            save_style(work, form.draft(logo_in(chosen.stream) if chosen else None), form.seen)
        except FieldError as error:
            form.show(error)
        else:
            work.session.commit()
            say_saved()
            return redirect(url_for("masters.index"))
    return render_template("masters/style.html", form=form, held=style_of(work)), 422
