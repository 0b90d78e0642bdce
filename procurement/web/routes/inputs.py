"""Comment forms that came back: looked through first, then taken in."""

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from procurement.access import Permission
from procurement.errors import FieldError
from procurement.i18n import ngettext
from procurement.importing.comment_form import ReadForm, form_in
from procurement.importing.gate import Kind, admit
from procurement.services.review import form_import
from procurement.services.review.comments import senders_of, suppliers_heard
from procurement.services.review.rounds import RoundRow, get_round
from procurement.services.work import Work
from procurement.web.forms.inputs import FileForm, TakeInForm
from procurement.web.forms.kinds import whole_number
from procurement.web.guard import requires
from procurement.web.saved import say_saved

bp = Blueprint("inputs", __name__, url_prefix="/anskaffelser/<slug>/runder/<int:code>/innspill")


@bp.route("/", methods=["GET", "POST"])
@requires(Permission.run_rounds)
def look(work: Work, code: int) -> ResponseReturnValue:
    """Ask for a form, and show what it brings before anything is stored."""
    row = get_round(work, code)
    form = FileForm()
    if form.validate_on_submit():
        try:
            sent = request.files["file"]
            read = form_in(admit(sent.stream, sent.filename or "", [Kind.xlsx]))
            form_import.check_form(work, row.round, read)
            return _preview(work, row, read, TakeInForm.of(read))
        except FieldError as error:
            form.show(error)
    page = render_template("inputs/file.html", row=row, form=form)
    return page, 422 if form.errors else 200


@bp.post("/les-inn")
@requires(Permission.run_rounds)
def take_in(work: Work, code: int) -> ResponseReturnValue:
    """Add what was chosen, as the sender's."""
    row = get_round(work, code)
    form = TakeInForm()
    read = form.read()
    try:
        form_import.check_form(work, row.round, read)
        sender = form_import.sender_of(work, row.round, form.sender.data or "")
    except FieldError as error:
        form.show_anywhere(error)
        return _preview(work, row, read, form), error.status
    wanted = {whole_number(number) for number in request.form.getlist("rows")}
    number = form_import.take_in(work, row.round, sender, read, wanted)
    work.session.commit()
    say_saved(ngettext("%(number)s comment is added.", "%(number)s comments are added.", number))
    return redirect(url_for("rounds.show", code=code))


def _preview(work: Work, row: RoundRow, read: ReadForm, form: TakeInForm) -> str:
    try:
        sender = form_import.sender_of(work, row.round, form.sender.data or "")
    except FieldError:
        sender = None
    return render_template(
        "inputs/preview.html",
        row=row,
        form=form,
        brought=form_import.brought_by(work, row.round, read, sender),
        sender=sender,
        known=suppliers_heard(work) or list(senders_of(work).values()),
    )
