"""Requirements: the chapter document, the card, add and change."""

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from procurement.access import Permission
from procurement.domain import RequirementStatus
from procurement.errors import FieldError, ForbiddenError
from procurement.services import requirements
from procurement.services.backing import backers_of
from procurement.services.bids import bids_of
from procurement.services.chapters import chapter_tree, may_edit_chapter, refuse_other_chapter
from procurement.services.evaluation import consensus_of
from procurement.services.history import last_change
from procurement.services.impartiality import readable_answers, why_not_reading
from procurement.services.members import names_by_address
from procurement.services.requirement_facts import facts_of
from procurement.services.review.standing import standing_of
from procurement.services.thread import thread_of_requirement
from procurement.services.work import Work
from procurement.web import editing
from procurement.web.commenting import commenting_on
from procurement.web.forms.requirements import RequirementForm
from procurement.web.guard import requires, wants_part
from procurement.web.requirement_pages import list_page
from procurement.web.saved import say_saved

bp = Blueprint("requirements", __name__, url_prefix="/anskaffelser/<slug>/krav")


@bp.get("/")
@requires(Permission.read)
def index(work: Work) -> ResponseReturnValue:
    """Show the specification by chapter, as a document or as a table."""
    return list_page(work)


@bp.get("/<code>")
@requires(Permission.read)
def show(work: Work, code: str) -> ResponseReturnValue:
    """Show one requirement with its thread."""
    requirement = requirements.get_requirement(work, code)
    chapters = {node.id: node for node in chapter_tree(work)}
    locked = requirement.status == RequirementStatus.locked
    return render_template(
        "requirements/show.html",
        requirement=requirement,
        thread=thread_of_requirement(work, requirement),
        standing=standing_of(work, [requirement])[requirement.id],
        commenting=commenting_on(work, requirement),
        chapters=chapters,
        editable=not locked and may_edit_chapter(work, chapters[requirement.chapter_id]),
        facts=facts_of(work, [requirement])[requirement.id],
        backers=backers_of(work, requirement),
        last=last_change(work, requirement),
        names=names_by_address(work),
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
    return editing.page(form, None), 422 if form.errors else 200


@bp.route("/<code>/endre", methods=["GET", "POST"])
@requires(Permission.edit_requirements)
def edit(work: Work, code: str) -> ResponseReturnValue:
    """Change a requirement, on a page of its own or in place in the document."""
    requirement = requirements.get_requirement(work, code)
    requirements.refuse_locked(work, requirement)
    form = editing.form_of(work, requirement)
    if form.validate_on_submit():
        return editing.save(work, requirement, form)
    refuse_other_chapter(work, requirement.chapter_id)
    if form.is_submitted():
        return editing.refused(requirement, form)
    return editing.part(requirement) if wants_part() else editing.page(form, requirement)
