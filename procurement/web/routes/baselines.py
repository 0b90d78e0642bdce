"""Baselines: list, make, read one, and see what changed from one to another."""

from flask import Blueprint, Response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from procurement.access import Permission
from procurement.errors import FieldError
from procurement.exporting import docx
from procurement.i18n import gettext as _
from procurement.i18n import language
from procurement.services import baselines
from procurement.services.documents import note_export
from procurement.services.documents.change_log import change_log, latest_changes
from procurement.services.editions.changes import Changes, Happened, compare
from procurement.services.editions.chosen import Choice, by_chapter, requirements_in
from procurement.services.editions.reading import DRAFT, edition_of
from procurement.services.masters import fill_of
from procurement.services.wording_overview import in_the_way
from procurement.services.work import Work
from procurement.web.download import download
from procurement.web.forms.baselines import BaselineForm
from procurement.web.forms.kinds import whole_number
from procurement.web.guard import database, requires
from procurement.web.paging import page_of
from procurement.web.saved import say_saved

bp = Blueprint("baselines", __name__, url_prefix="/anskaffelser/<slug>/baseliner")


@bp.get("/")
@requires(Permission.read)
def index(work: Work) -> ResponseReturnValue:
    """List the baselines."""
    return render_template("baselines/index.html", baselines=baselines.baselines_of(work))


@bp.route("/ny", methods=["GET", "POST"])
@requires(Permission.make_baseline)
def new(work: Work) -> ResponseReturnValue:
    """Freeze what stands now under a name."""
    form = BaselineForm()
    if form.validate_on_submit():
        try:
            made = baselines.make_named_baseline(work, *form.draft)
        except FieldError as error:
            form.show(error)
        else:
            work.session.commit()
            say_saved(_("Baseline %(number)s is made.", number=made.number))
            return redirect(url_for(".show", code=made.number))
    page = render_template("baselines/new.html", form=form, missing=in_the_way(work))
    return page, 422 if form.errors else 200


@bp.get("/<code>")
@requires(Permission.read)
def show(work: Work, code: str) -> ResponseReturnValue:
    """Show a baseline, one chapter at a time, and whether it still is what was frozen."""
    held = baselines.get_baseline(work, whole_number(code))
    edition = edition_of(work, held.number)
    filled = [chapter for chapter in edition.chapters if chapter.codes]
    wanted = request.args.get("chapter", "")
    here = next((c for c in filled if c.number == wanted), filled[0] if filled else None)
    return render_template(
        "baselines/show.html",
        baseline=held,
        is_whole=baselines.is_whole(held),
        edition=edition,
        chapters=filled,
        here=here,
        newest=baselines.newest_baseline(work),
    )


@bp.get("/endringer")
@requires(Permission.read)
def changes(work: Work) -> ResponseReturnValue:
    """Show what changed from one edition to another."""
    made = baselines.baselines_of(work)
    found = _compared(work, made)
    choice = Choice(
        request.args.get("what", ""), request.args.get("chapter", ""), request.args.get("text", "")
    )
    chosen = requirements_in(found, choice) if found else []
    page = page_of(chosen, request.args.get("page", "1"))
    return render_template(
        "baselines/changes.html",
        baselines=made,
        found=found,
        choice=choice,
        page=page,
        groups=by_chapter(page.rows),
        what=[(each.value, each.word) for each in Happened],
        numbers={each.value: found.number(each) for each in Happened} if found else {},
    )


@bp.get("/endringslogg.docx")
@requires(Permission.read)
def log(work: Work) -> Response:
    """Hand over the changes as a Word document."""
    with language(work.procurement.language):
        found = _compared(work, baselines.baselines_of(work)) or latest_changes(work)
        content = docx.write_change_log(change_log(work, found), fill_of(work))
    name = "endringslogg.docx"
    with database().transaction() as writer:
        note_export(writer, work, name, content)
    return download(content, name)


def _compared(work: Work, made: list[baselines.BaselineRow]) -> Changes | None:
    """Compare what is asked for; by default the newest baseline with what stands now."""
    if not made:
        return None
    before = whole_number(request.args.get("from")) or made[0].number
    after = whole_number(request.args.get("to")) or DRAFT
    return compare(edition_of(work, before), edition_of(work, after))
