"""The language check: remarks by chapter and phrase, what is accepted, words while one writes."""

from datetime import timedelta
from uuid import UUID

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from procurement.access import Permission
from procurement.domain import Requirement
from procurement.errors import FieldError, NotFoundError
from procurement.i18n import gettext as _
from procurement.i18n import ngettext
from procurement.services.chapters import chapter_tree
from procurement.services.requirements import get_requirement
from procurement.services.set_check import check_set
from procurement.services.waivers import accepted, checked_for, open_remarks, waive, withdraw
from procurement.services.wording_check import check_all
from procurement.services.wording_overview import (
    WordingFilter,
    by_chapter,
    phrases,
    rules_in_use,
    tally_all,
    worth_showing,
)
from procurement.services.wording_trend import changes_since
from procurement.services.work import Work, now
from procurement.web.forms.requirements import RequirementForm
from procurement.web.forms.wording import WaiverForm
from procurement.web.guard import only_reads, requires
from procurement.web.paging import page_of
from procurement.web.saved import say_saved
from procurement.web.wording import typed_wording

bp = Blueprint("wording", __name__, url_prefix="/anskaffelser/<slug>/sprak")
TREND = timedelta(days=7)


@bp.get("/")
@requires(Permission.read)
def index(work: Work) -> ResponseReturnValue:
    """Show the remarks on all requirements, by chapter and by phrase."""
    wanted = _filter()
    checked, tree = check_all(work), chapter_tree(work)
    chapters = by_chapter(tree, checked, changes_since(work, checked, now() - TREND))
    return render_template(
        "wording/index.html",
        wanted=wanted,
        total=tally_all(checked),
        chapters=chapters,
        busy=worth_showing(chapters),
        headings=[(str(node.id), node.heading) for node in tree],
        rules=rules_in_use(checked),
        groups=page_of(phrases(checked, wanted), request.args.get("page", "")),
    )


def _filter() -> WordingFilter:
    try:
        chapter = UUID(request.args.get("chapter", ""))
    except ValueError:
        chapter = None
    return WordingFilter(request.args.get("rule", ""), request.args.get("severity", ""), chapter)


@bp.get("/samlet")
@requires(Permission.read)
def together(work: Work) -> ResponseReturnValue:
    """Show what only shows when all requirements are seen together."""
    checked = check_set(work)
    groups = phrases(checked.requirements, WordingFilter())
    return render_template("wording/together.html", groups=groups, others=checked.others)


@bp.get("/godtatt")
@requires(Permission.read)
def waivers(work: Work) -> ResponseReturnValue:
    """Show what is accepted, by whom and why."""
    rows = page_of(accepted(work), request.args.get("page", ""))
    return render_template("wording/accepted.html", rows=rows)


@bp.route("/godta", methods=["GET", "POST"])
@requires(Permission.edit_requirements)
def accept(work: Work) -> ResponseReturnValue:
    """Accept a phrase with a reason, in one requirement or in all that have it."""
    rule, phrase = request.values.get("rule", ""), request.values.get("phrase", "")
    found = open_remarks(checked_for(work, rule), rule, phrase)
    if not found:
        raise NotFoundError(_("Nothing is said of these words any more."))
    form = WaiverForm(rule=rule, phrase=phrase)
    form.offer([(one.code, f"{one.code}: {one.statement}") for one, _remark in found])
    chosen = request.args.get("code", "")
    if not form.is_submitted():
        form.codes.data = [chosen] if chosen else [one.code for one, _remark in found]
    if form.validate_on_submit():
        try:
            codes = waive(work, rule, phrase, form.codes.data, form.reason.data)
        except FieldError as error:
            form.show(error)
        else:
            work.session.commit()
            say_saved(_accepted_in_words(codes))
            return redirect(_back(codes))
    page = render_template("wording/accept.html", form=form, remark=found[0][1])
    return page, 422 if form.errors else 200


def _accepted_in_words(codes: list[str]) -> str:
    return ngettext(
        "Accepted in %(number)s requirement.", "Accepted in %(number)s requirements.", len(codes)
    )


def _back(codes: list[str]) -> str:
    if len(codes) == 1:
        return url_for("requirements.show", code=codes[0])
    return url_for(".index")


@bp.post("/trekk/<uuid:waiver_id>")
@requires(Permission.edit_requirements)
def take_back(work: Work, waiver_id: UUID) -> ResponseReturnValue:
    """Take back the acceptance of a finding."""
    code = withdraw(work, waiver_id)
    work.session.commit()
    say_saved(_("The acceptance in %(code)s is taken back.", code=code))
    return redirect(url_for(".waivers"))


@bp.post("/prov")
@requires(Permission.edit_requirements)
@only_reads
def attempt(work: Work) -> ResponseReturnValue:
    """Say what is said of a text that somebody is writing; nothing is stored."""
    requirement = _of_form(work, request.form.get("requirement", ""))
    shown = typed_wording(RequirementForm(), requirement)
    return render_template("wording/_typed.html", shown=shown)


def _of_form(work: Work, code: str) -> Requirement | None:
    return get_requirement(work, code) if code else None
