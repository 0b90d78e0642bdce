"""The price form: its lines, and who buys how much when."""

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from procurement.access import Permission
from procurement.errors import ConflictError, FieldError, NotFoundError
from procurement.i18n import gettext as _
from procurement.services import price_lines
from procurement.services.order import Way
from procurement.services.price_lines import LineRow
from procurement.services.work import Work
from procurement.web.forms.price_lines import PriceLineForm, RemoveLineForm
from procurement.web.guard import requires
from procurement.web.saved import say_saved

bp = Blueprint("price_lines", __name__, url_prefix="/anskaffelser/<slug>/prisskjema")


@bp.get("/")
@requires(Permission.read)
def index(work: Work) -> ResponseReturnValue:
    """Show the lines that suppliers give a price for."""
    return render_template("price_lines/index.html", rows=price_lines.line_rows(work))


@bp.route("/ny", methods=["GET", "POST"])
@requires(Permission.edit_model)
def new(work: Work) -> ResponseReturnValue:
    """Add a line."""
    form = PriceLineForm()
    if not form.is_submitted():
        form.code.data = price_lines.next_code(work)
    if form.validate_on_submit():
        try:
            price_lines.add_line(work, form.draft())
        except FieldError as error:
            form.show(error)
        else:
            work.session.commit()
            say_saved()
            return redirect(url_for(".index"))
    return _page(form, None), 422 if form.errors else 200


@bp.route("/<line>/endre", methods=["GET", "POST"])
@requires(Permission.edit_model)
def edit(work: Work, line: str) -> ResponseReturnValue:
    """Change a line and how its quantity is divided."""
    row = price_lines.get_line(work, line)
    form = PriceLineForm.of(row)
    if form.validate_on_submit():
        try:
            price_lines.change_line(work, line, form.draft(), form.seen.data or "")
        except FieldError as error:
            work.session.rollback()
            form.show(error)
        except ConflictError as error:
            return _page(form, row, str(error)), error.status
        else:
            work.session.commit()
            say_saved()
            return redirect(url_for(".index"))
    return _page(form, row), 422 if form.errors else 200


def _page(form: PriceLineForm, row: LineRow | None, conflict: str = "") -> str:
    return render_template("price_lines/edit.html", form=form, row=row, conflict=conflict)


@bp.post("/<line>/flytt")
@requires(Permission.edit_model)
def move(work: Work, line: str) -> ResponseReturnValue:
    """Move a line a place up or down."""
    way = request.form.get("way", "")
    if way not in (Way.up, Way.down):
        raise NotFoundError(_("A price line is moved up or down."))
    price_lines.move_line(work, line, Way(way))
    work.session.commit()
    say_saved()
    return redirect(url_for(".index"))


@bp.route("/<line>/fjern", methods=["GET", "POST"])
@requires(Permission.edit_model)
def remove(work: Work, line: str) -> ResponseReturnValue:
    """Ask once, then remove a line."""
    row = price_lines.get_line(work, line)
    form = RemoveLineForm(seen=row.edition)
    refusal = ""
    if form.validate_on_submit():
        try:
            price_lines.remove_line(work, line, form.seen.data or "")
        except ConflictError as error:
            refusal = str(error)
        else:
            work.session.commit()
            say_saved(_("The price line %(code)s was removed.", code=line))
            return redirect(url_for(".index"))
    page = render_template("price_lines/remove.html", form=form, row=row, refusal=refusal)
    return page, ConflictError.status if refusal else 200
