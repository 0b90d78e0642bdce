"""Rounds: opened, changed and closed by the lead."""

from flask import Blueprint, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from procurement.access import Permission
from procurement.errors import FieldError
from procurement.i18n import gettext as _
from procurement.services.baselines import baselines_of
from procurement.services.documents import documents_of_round
from procurement.services.review import rounds
from procurement.services.work import Work, now
from procurement.web.forms.kinds import whole_number
from procurement.web.forms.review import CloseForm, RoundForm
from procurement.web.guard import requires
from procurement.web.saved import say_saved

bp = Blueprint("rounds", __name__, url_prefix="/anskaffelser/<slug>/runder")


@bp.get("/")
@requires(Permission.read)
def index(work: Work) -> ResponseReturnValue:
    """List the rounds with how far their comments have come."""
    found = rounds.list_rounds(work)
    return render_template("rounds/index.html", rounds=found, today=now().date())


@bp.route("/ny", methods=["GET", "POST"])
@requires(Permission.run_rounds)
def new(work: Work) -> ResponseReturnValue:
    """Open a round."""
    form = RoundForm()
    form.offer(baselines_of(work))
    if form.validate_on_submit():
        try:
            opened = rounds.open_round(work, form.draft())
        except FieldError as error:
            form.show(error)
        else:
            work.session.commit()
            say_saved(_("The round is open."))
            return redirect(url_for(".show", code=opened.number))
    return _form_page(form, _("New round"), None)


@bp.get("/<int:code>")
@requires(Permission.read)
def show(work: Work, code: int) -> ResponseReturnValue:
    """Show a round, what is missing before it closes, and what can be taken out."""
    row = rounds.get_round(work, code)
    return render_template(
        "rounds/show.html",
        row=row,
        left=rounds.undecided_in(work, row.round),
        form=CloseForm(version=row.round.version),
        today=now().date(),
        documents=documents_of_round(work, row),
    )


@bp.route("/<int:code>/endre", methods=["GET", "POST"])
@requires(Permission.run_rounds)
def edit(work: Work, code: int) -> ResponseReturnValue:
    """Change name, due date, note or baseline of a round."""
    row = rounds.get_round(work, code)
    form = RoundForm(obj=row.round, baseline=str(row.baseline or 0))
    form.offer(baselines_of(work))
    del form.kind
    heading = _("Change %(code)s", code=row.round.name)
    if form.validate_on_submit():
        seen = whole_number(form.version.data)
        if seen != row.round.version:
            return _form_page(form, heading, row, stale=True)
        try:
            rounds.change_round(work, row.round, form.draft(), seen)
        except FieldError as error:
            form.show(error)
        else:
            work.session.commit()
            say_saved()
            return redirect(url_for(".show", code=code))
    return _form_page(form, heading, row)


def _form_page(
    form: RoundForm, heading: str, row: rounds.RoundRow | None, stale: bool = False
) -> ResponseReturnValue:
    status = 409 if stale else 422 if form.errors else 200
    if stale and row is not None:
        form.version.data = str(row.round.version)
    page = render_template("rounds/edit.html", form=form, heading=heading, row=row, stale=stale)
    return page, status


@bp.post("/<int:code>/lukk")
@requires(Permission.run_rounds)
def close(work: Work, code: int) -> ResponseReturnValue:
    """Close a round in which every comment has a disposition."""
    form = CloseForm()
    row = rounds.get_round(work, code)
    rounds.close_round(work, row.round, whole_number(form.version.data))
    work.session.commit()
    say_saved(_("The round is closed."))
    return redirect(url_for(".show", code=code))
