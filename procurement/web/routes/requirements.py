"""Requirements: the chapter document, the card, add and change."""

from dataclasses import asdict
from uuid import UUID

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from procurement.access import Permission
from procurement.domain import Requirement
from procurement.errors import ClashError, FieldError, ForbiddenError
from procurement.i18n import gettext as _
from procurement.services import requirements
from procurement.services.bids import bids_of
from procurement.services.chapters import chapter_tree, fill, without_empty
from procurement.services.evaluation import consensus_of
from procurement.services.impartiality import readable_answers, why_not_reading
from procurement.services.requirement_list import RequirementFilter, find_requirements
from procurement.services.review.standing import standing_of
from procurement.services.thread import thread_of_requirement
from procurement.services.work import Work
from procurement.web.commenting import commenting_on
from procurement.web.forms.kinds import whole_number
from procurement.web.forms.requirements import RequirementForm
from procurement.web.guard import requires
from procurement.web.saved import say_saved

bp = Blueprint("requirements", __name__, url_prefix="/anskaffelser/<slug>/krav")


@bp.get("/")
@requires(Permission.read)
def index(work: Work) -> ResponseReturnValue:
    """Show the specification by chapter, as a document or as a table."""
    wanted = RequirementFilter(
        text=request.args.get("text", ""),
        chapter=_uuid(request.args.get("chapter", "")),
        requirement_class=request.args.get("class", ""),
    )
    tree = chapter_tree(work)
    found = find_requirements(work, wanted)
    return render_template(
        "requirements/index.html",
        chapters=tree,
        filled=without_empty(fill(tree, found)),
        found=found,
        wanted=wanted,
        view=request.args.get("view", "document"),
    )


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


@bp.get("/<code>")
@requires(Permission.read)
def show(work: Work, code: str) -> ResponseReturnValue:
    """Show one requirement with its thread."""
    requirement = requirements.get_requirement(work, code)
    return render_template(
        "requirements/show.html",
        requirement=requirement,
        thread=thread_of_requirement(work, requirement),
        standing=standing_of(work, [requirement])[requirement.id],
        commenting=commenting_on(work, requirement),
        chapters={node.id: node for node in chapter_tree(work)},
    )


@bp.get("/<code>/svar")
@requires(Permission.read_answers)
def answers(work: Work, code: str) -> ResponseReturnValue:
    """Show what each bid answers to a requirement, and the points where they may be seen."""
    requirement = requirements.get_requirement(work, code)
    refusal = why_not_reading(work)
    if refusal:
        raise ForbiddenError(refusal)
    given = readable_answers(work, requirement.id)
    agreed = consensus_of(work) if work.may(Permission.read_all_scores) else {}
    rows = [
        (bid, given.get((bid.id, requirement.id)), agreed.get((bid.id, requirement.id)))
        for bid in bids_of(work)
    ]
    thread = thread_of_requirement(work, requirement)
    return render_template(
        "requirements/answers.html", requirement=requirement, rows=rows, thread=thread
    )


@bp.route("/nytt", methods=["GET", "POST"])
@requires(Permission.edit_requirements)
def new(work: Work) -> ResponseReturnValue:
    """Add a requirement."""
    code = requirements.next_requirement_code(work)
    form = RequirementForm(code=code, chapter_id=request.args.get("chapter"))
    form.offer(chapter_tree(work))
    if form.validate_on_submit():
        try:
            requirement = requirements.add_requirement(work, form.draft())
        except FieldError as error:
            form.show(error)
        else:
            work.session.commit()
            say_saved()
            return redirect(url_for(".show", code=requirement.code))
    return _form_page(form, _("New requirement"), None)


@bp.route("/<code>/endre", methods=["GET", "POST"])
@requires(Permission.edit_requirements)
def edit(work: Work, code: str) -> ResponseReturnValue:
    """Change a requirement."""
    requirement = requirements.get_requirement(work, code)
    form = RequirementForm(obj=requirement)
    form.offer(chapter_tree(work))
    heading = _("Change %(code)s", code=code)
    if form.validate_on_submit():
        changes, seen = asdict(form.draft()), whole_number(form.version.data)
        try:
            requirements.change_requirement(work, requirement, changes, seen)
        except FieldError as error:
            form.show(error)
        except ClashError as error:
            return _conflict_page(form, heading, requirement, error)
        else:
            work.session.commit()
            say_saved()
            return redirect(url_for(".show", code=requirement.code))
    return _form_page(form, heading, requirement)


def _conflict_page(
    form: RequirementForm, heading: str, requirement: Requirement, error: ClashError
) -> ResponseReturnValue:
    form.rebase(error, requirement.version)
    page = render_template(
        "requirements/edit.html",
        form=form,
        heading=heading,
        requirement=requirement,
        clashes=error.clashes,
    )
    return page, error.status


def _form_page(
    form: RequirementForm, heading: str, requirement: Requirement | None
) -> ResponseReturnValue:
    page = render_template(
        "requirements/edit.html", form=form, heading=heading, requirement=requirement, clashes={}
    )
    return page, 422 if form.errors else 200
