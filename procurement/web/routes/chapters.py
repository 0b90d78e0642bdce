"""Chapters: the tree to arrange, add, change, move, remove."""

from uuid import UUID

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from procurement.access import Permission
from procurement.domain import Chapter, Role
from procurement.errors import ClashError, ConflictError, FieldError, NotFoundError
from procurement.i18n import gettext as _
from procurement.services import chapter_edits
from procurement.services.chapters import (
    below,
    chapter_tree,
    may_edit_chapter,
    refuse_other_chapter,
)
from procurement.services.members import names_by_address, names_of
from procurement.services.order import Way
from procurement.services.requirement_facts import overview
from procurement.services.work import Work
from procurement.web.forms.chapters import ChapterForm
from procurement.web.forms.kinds import whole_number
from procurement.web.forms.requirements import ConfirmForm
from procurement.web.guard import requires
from procurement.web.saved import say_saved

bp = Blueprint("chapters", __name__, url_prefix="/anskaffelser/<slug>/krav/kapitler")


@bp.get("/")
@requires(Permission.read)
def index(work: Work) -> ResponseReturnValue:
    """Show the chapters with who is responsible and how far each has come."""
    tree = chapter_tree(work)
    return render_template(
        "chapters/index.html",
        lines=overview(work, tree),
        editable={node.id for node in tree if may_edit_chapter(work, node)},
        people=names_of(work),
    )


@bp.route("/nytt", methods=["GET", "POST"])
@requires(Permission.edit_requirements)
def new(work: Work) -> ResponseReturnValue:
    """Add a chapter."""
    form = _form(work, None)
    if form.validate_on_submit():
        values = form.values()
        chapter_edits.add_chapter(
            work, values["title"], values["parent_id"], values.get("responsible_id")
        )
        work.session.commit()
        say_saved()
        return redirect(url_for(".index"))
    return _page(form, None), 422 if form.errors else 200


@bp.route("/<uuid:chapter>/endre", methods=["GET", "POST"])
@requires(Permission.edit_requirements)
def edit(work: Work, chapter: UUID) -> ResponseReturnValue:
    """Rename a chapter, give it to somebody, or place it under another."""
    held = chapter_edits.get_chapter(work, chapter)
    refuse_other_chapter(work, held.id)
    form = _form(work, held)
    if form.validate_on_submit():
        seen = whole_number(form.version.data)
        try:
            chapter_edits.change_chapter(work, held, form.values(), seen)
        except FieldError as error:
            form.show(error)
        except ClashError as error:
            form.version.data = str(held.version)
            names = names_by_address(work)
            return _page(form, held, clashes=error.clashes, names=names), error.status
        else:
            work.session.commit()
            say_saved()
            return redirect(url_for(".index"))
    return _page(form, held), 422 if form.errors else 200


def _form(work: Work, held: Chapter | None) -> ChapterForm:
    form = ChapterForm.of(held, request.args.get("parent", ""))
    tree = chapter_tree(work)
    inside = below(tree, held.id) if held else set()
    places = [n for n in tree if n.id not in inside and may_edit_chapter(work, n)]
    if held is not None and held.parent_id:
        places += [n for n in tree if n.id == held.parent_id and n not in places]
    people = names_of(work, Role.lead, Role.working_group)
    form.offer(places, people, work.member.role == Role.lead)
    return form


def _page(form: ChapterForm, chapter: Chapter | None, **conflict: object) -> str:
    settings: dict[str, object] = {"clashes": {}, "names": {}} | conflict
    return render_template("chapters/edit.html", form=form, chapter=chapter, **settings)


@bp.post("/<uuid:chapter>/flytt")
@requires(Permission.edit_requirements)
def move(work: Work, chapter: UUID) -> ResponseReturnValue:
    """Move a chapter up, down, into the one before it, or out."""
    held = chapter_edits.get_chapter(work, chapter)
    try:
        way = Way(request.form.get("way", ""))
    except ValueError as error:
        raise NotFoundError(_("A chapter is moved up, down, in or out.")) from error
    chapter_edits.move_chapter(work, held, way)
    work.session.commit()
    say_saved()
    return redirect(url_for(".index", _anchor=f"k-{chapter}"))


@bp.route("/<uuid:chapter>/fjern", methods=["GET", "POST"])
@requires(Permission.edit_requirements)
def remove(work: Work, chapter: UUID) -> ResponseReturnValue:
    """Ask once, then remove a chapter in which there is nothing."""
    held = chapter_edits.get_chapter(work, chapter)
    form = ConfirmForm(version=str(held.version))
    if form.validate_on_submit():
        title, seen = held.title, whole_number(form.version.data)
        try:
            chapter_edits.remove_chapter(work, held, seen)
        except ConflictError as error:
            return _ask(work, held, form, str(error)), error.status
        work.session.commit()
        say_saved(_("The chapter %(title)s was removed.", title=title))
        return redirect(url_for(".index"))
    return _ask(work, held, form)


def _ask(work: Work, chapter: Chapter, form: ConfirmForm, refusal: str = "") -> str:
    refusal = refusal or chapter_edits.what_is_in(work, chapter)
    return render_template("chapters/remove.html", form=form, chapter=chapter, refusal=refusal)
