"""What is done to requirements from their lists and cards: move, undo, take out, many at once."""

from collections.abc import Mapping
from urllib.parse import parse_qsl, urlencode, urlsplit
from uuid import UUID

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from procurement.access import Permission
from procurement.domain import RequirementStatus
from procurement.domain.labels import label
from procurement.errors import ConflictError, FieldError, NotFoundError
from procurement.i18n import gettext as _
from procurement.i18n import ngettext
from procurement.services import requirements
from procurement.services.bulk import RefusedError, change_many
from procurement.services.chapters import chapter_tree
from procurement.services.history import Change, changes_in, revisions_of
from procurement.services.members import names_by_address
from procurement.services.order import Way
from procurement.services.saved_filters import remove_filter, save_filter
from procurement.services.work import Work
from procurement.web import editing
from procurement.web.forms.bulk import FilterNameForm
from procurement.web.forms.kinds import in_words, typed, whole_number
from procurement.web.forms.requirements import ConfirmForm, RequirementForm
from procurement.web.guard import requires, wants_part
from procurement.web.requirement_pages import (
    PAGE,
    asked,
    bulk_form,
    judging_criteria,
    list_page,
)
from procurement.web.saved import say_saved

bp = Blueprint("changes", __name__, url_prefix="/anskaffelser/<slug>/krav")


@bp.post("/<code>/flytt")
@requires(Permission.edit_requirements)
def move(work: Work, code: str) -> ResponseReturnValue:
    """Move a requirement a place up or down in its chapter."""
    requirement = requirements.get_requirement(work, code)
    try:
        way = Way(request.form.get("way", ""))
    except ValueError as error:
        raise NotFoundError(_("A requirement is moved up or down.")) from error
    requirements.move_requirement(work, requirement, way)
    work.session.commit()
    say_saved()
    return _back_to_list(code)


def _back_to_list(anchor: str = "") -> ResponseReturnValue:
    """Go back to the list as it was shown, whatever it was asked to show."""
    query = urlencode(parse_qsl(urlsplit(request.referrer or "").query))
    place = url_for("requirements.index")
    return redirect(place + (f"?{query}" if query else "") + (f"#{anchor}" if anchor else ""))


@bp.post("/<code>/angre")
@requires(Permission.edit_requirements)
def undo(work: Work, code: str) -> ResponseReturnValue:
    """Take back the last change; doing it again brings the change back."""
    requirement = requirements.get_requirement(work, code)
    try:
        requirements.undo_requirement(work, requirement, whole_number(request.form.get("version")))
    except FieldError as error:
        raise ConflictError(str(error)) from error
    work.session.commit()
    if wants_part():
        return editing.part(requirement, _("The last change was undone."))
    say_saved(_("The last change was undone."))
    return redirect(url_for("requirements.show", code=requirement.code))


@bp.get("/<code>/historikk")
@requires(Permission.read)
def history(work: Work, code: str) -> ResponseReturnValue:
    """Show every change of a requirement, with who, when and how it read."""
    requirement = requirements.get_requirement(work, code)
    revisions = revisions_of(work, requirement)
    return render_template(
        "requirements/history.html",
        requirement=requirement,
        form=editing.form_of(work, requirement),
        changes=changes_in(revisions),
        first=revisions[-1] if revisions else None,
        names=names_by_address(work),
        told=_told,
    )


def _told(form: RequirementForm, name: str, change: Change) -> tuple[str, str, str]:
    """Return a field's name, and how it read before and after a change, in words."""
    before, after = change.before.content.get(name), change.after.content.get(name)
    if name == "status":
        earlier, later = (label(RequirementStatus(str(value))) for value in (before, after))
        return _("Status"), earlier, later
    field = form[name]
    return str(field.label.text), in_words(field, before), in_words(field, after)


@bp.route("/<code>/fjern", methods=["GET", "POST"])
@requires(Permission.edit_requirements)
def remove(work: Work, code: str) -> ResponseReturnValue:
    """Ask once, then take a requirement out."""
    requirement = requirements.get_requirement(work, code)
    requirements.refuse_locked(work, requirement)
    form = ConfirmForm(version=str(requirement.version))
    if form.validate_on_submit():
        seen = whole_number(form.version.data)
        requirements.remove_requirement(work, requirement, seen)
        work.session.commit()
        say_saved(_("%(code)s was taken out.", code=code))
        return redirect(url_for("requirements.index", chapter=requirement.chapter_id))
    return render_template("requirements/remove.html", form=form, requirement=requirement)


@bp.post("/samlet")
@requires(Permission.edit_requirements)
def bulk(work: Work) -> ResponseReturnValue:
    """Change the chosen requirements, all of them or none."""
    form = bulk_form(work, chapter_tree(work), judging_criteria(work))
    reasons: Mapping[str, str] = {}
    if form.validate():
        try:
            changed = change_many(work, form.seen(), form.draft())
        except RefusedError as error:
            work.session.rollback()
            reasons = error.reasons
        except FieldError as error:
            reasons = {"": str(error)}
        else:
            work.session.commit()
            text = ngettext(
                "%(number)s requirement was changed.",
                "%(number)s requirements were changed.",
                changed,
            )
            say_saved(text)
            return redirect(f"{url_for('requirements.index')}?{asked().query(view='table')}")
    return list_page(work, form, reasons), 409 if reasons.keys() - {""} else 422


@bp.post("/utvalg")
@requires(Permission.read)
def keep_filter(work: Work) -> ResponseReturnValue:
    """Keep what the list shows under a name, for this member."""
    form = FilterNameForm()
    if form.validate():
        try:
            save_filter(work, PAGE, typed(form.name), asked().query())
        except FieldError as error:
            form.show(error)
        else:
            work.session.commit()
            say_saved()
            return redirect(f"{url_for('requirements.index')}?{asked().query()}")
    return list_page(work, name_form=form), 422


@bp.post("/utvalg/<uuid:saved>/fjern")
@requires(Permission.read)
def drop_filter(work: Work, saved: UUID) -> ResponseReturnValue:
    """Remove a filter of this member's own."""
    remove_filter(work, saved)
    work.session.commit()
    say_saved()
    return _back_to_list()
